package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.OutputMoved;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers are told, event by event. A query of four tasks, which nobody computes. */
class DispatcherTest {
  private static final int PARTITIONS = 4;

  @TempDir Path folder;

  private final Happened happened = new Happened();
  private final List<SchedulerEvent> told = new ArrayList<>();
  private long now;
  private final SimulatedDriver side = new SimulatedDriver(new Simulation(1));
  private final Dispatcher dispatcher =
      new Dispatcher(
          side,
          new Address(DriverWork.EPOCH, "", 1, ""),
          ClusterLoop.Limits.USUAL,
          happened,
          () -> now);

  /** The driver's end of a line; keeps what is said. */
  private final class Worker implements Line {
    private final List<Message> heard = new ArrayList<>();
    private long epoch;
    private boolean closed;

    Worker(int slots) {
      this("there", slots);
    }

    Worker(String host, int slots) {
      say(new Message.Register(host, 1, "", slots, 1));
    }

    void say(Message message) {
      dispatcher.take(new ClusterEvent.Said(this, message));
    }

    @Override
    public void send(Message message) {
      heard.add(message);
      if (message instanceof Message.Registered r) {
        epoch = r.epoch();
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    /** The tasks that it was given since this was last asked. */
    List<TaskId> tasks() {
      List<TaskId> tasks = new ArrayList<>();
      for (Message message : heard) {
        if (message instanceof Message.RunTask run) {
          tasks.add(run.task());
        }
      }
      heard.clear();
      return tasks;
    }

    void done(TaskId task) {
      say(new Message.TaskDone(epoch, task, List.of(5L), List.of(), 0, List.of()));
    }

    void fail(TaskId task) {
      Failure full = new Failure.Failed(Blame.EXTERNAL, "DISK_FULL", "full");
      say(new Message.TaskFailed(epoch, task, full));
    }
  }

  private QueryExecution start() {
    return start(Executions.scan());
  }

  private QueryExecution start(PhysicalPlan rows) {
    QueryExecution query =
        Executions.of(1, new Exchange(rows, new Partitioning.Single()), PARTITIONS, folder);
    dispatcher.take(new ClusterEvent.StageWanted(query, 0, told::add));
    return query;
  }

  private List<Outcome> outcomes() {
    return happened.all(TaskEnded.class).stream().map(TaskEnded::outcome).toList();
  }

  @Test
  void aCopyOfASlowTaskIsRunAndTheFirstCounts() {
    Worker slow = new Worker(1);
    Worker fast = new Worker(3);
    start();
    TaskId late = slow.tasks().getFirst();
    List<TaskId> early = fast.tasks();
    assertEquals(3, early.size());
    now = 1;
    early.forEach(fast::done);
    assertEquals(List.of(), fast.tasks());
    now = TimeUnit.SECONDS.toNanos(2);
    dispatcher.take(new ClusterEvent.Tick());
    TaskId copy = fast.tasks().getFirst();
    assertEquals(late.partition(), copy.partition());
    dispatcher.take(new ClusterEvent.Tick());
    assertEquals(List.of(), fast.tasks(), "one copy is enough");
    fast.done(copy);
    assertEquals(List.of(new SchedulerEvent.StageFinished(0)), told);
    assertTrue(slow.heard.contains(new Message.CancelTask(late)));
    slow.done(late);
    assertEquals(
        List.of(Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.DONE, Outcome.SUPERSEDED),
        outcomes());
  }

  @Test
  void nothingIsCopiedForAQueryThatStops() {
    Worker slow = new Worker(1);
    Worker fast = new Worker(3);
    QueryExecution query = start();
    assertEquals(1, slow.tasks().size());
    fast.tasks().forEach(fast::done);
    now = TimeUnit.SECONDS.toNanos(2);
    query.context().cancel().cancel(SheafException.user("ENOUGH", "enough"));
    dispatcher.take(new ClusterEvent.Tick());
    assertEquals(List.of(), fast.tasks());
    assertEquals(1, told.size());
  }

  @Test
  void theFirstAttemptMayStillWin() {
    Worker slow = new Worker(1);
    Worker fast = new Worker(3);
    start();
    TaskId late = slow.tasks().getFirst();
    fast.tasks().forEach(fast::done);
    now = TimeUnit.SECONDS.toNanos(2);
    dispatcher.take(new ClusterEvent.Tick());
    TaskId copy = fast.tasks().getFirst();
    slow.done(late);
    assertTrue(fast.heard.contains(new Message.CancelTask(copy)));
    fast.say(
        new Message.TaskFailed(
            fast.epoch, copy, new Failure.Failed(Blame.USER, "CANCELLED", "cancelled")));
    assertEquals(List.of(new SchedulerEvent.StageFinished(0)), told);
  }

  @Test
  void whatFailedIsTriedElsewhereAndNotWithWhomKeepsFailing() {
    Worker bad = new Worker(2);
    Worker good = new Worker(2);
    start();
    List<TaskId> lost = bad.tasks();
    List<TaskId> kept = good.tasks();
    lost.forEach(bad::fail);
    assertEquals(List.of(), bad.tasks(), "it waits for the other one");
    kept.forEach(good::done);
    List<TaskId> again = good.tasks();
    assertEquals(
        lost.stream().map(TaskId::partition).sorted().toList(),
        again.stream().map(TaskId::partition).sorted().toList());
    again.forEach(good::done);
    assertEquals(List.of(new SchedulerEvent.StageFinished(0)), told);
  }

  @Test
  void whenThereIsNobodyElseItIsTriedThereUntilItIsTooOften() {
    Worker only = new Worker(1);
    QueryExecution query = start();
    int tries = 0;
    for (List<TaskId> tasks = only.tasks(); !tasks.isEmpty(); tasks = only.tasks()) {
      tries++;
      only.fail(tasks.getFirst());
    }
    assertEquals(4, tries);
    assertEquals("DISK_FULL", query.context().cancel().reason().code());
    assertEquals(1, told.size());
  }

  /** A query over rows that are kept, which has none of them yet. */
  private void startKept(long id) {
    Exchange rows = new Exchange(Executions.scan(1), new Partitioning.Kept(7, "k", "MEMORY", 2));
    QueryExecution query =
        Executions.of(id, new Exchange(rows, new Partitioning.Single()), 2, folder);
    dispatcher.take(new ClusterEvent.StageWanted(query, 1, told::add));
  }

  /** A query over two partitions that are kept, and might be others when they are made again. */
  private void startChosen(long id) {
    PhysicalPlan first = Executions.limited(1, 5);
    Exchange rows = new Exchange(first, new Partitioning.Kept(7, "k", "MEMORY", 2));
    QueryExecution query =
        Executions.of(id, new Exchange(rows, new Partitioning.Single()), 2, folder);
    dispatcher.take(new ClusterEvent.StageWanted(query, 1, told::add));
  }

  private void cannotRead(Worker reader, TaskId task, TaskId source, Worker holder) {
    Failure gone =
        new Failure.FetchFailed(new Message.BlockId(source, 0), holder.epoch, "not there");
    reader.say(new Message.TaskFailed(reader.epoch, task, gone));
  }

  private static List<TaskId> forgotten(Worker worker) {
    return worker.heard.stream()
        .filter(Message.Forget.class::isInstance)
        .flatMap(message -> ((Message.Forget) message).tasks().stream())
        .toList();
  }

  @Test
  void queriesThatKeepTheSameUncertainRowsDoNotDropThemForEachOther() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker worker = new Worker(4);
    startChosen(1);
    List<TaskId> first = worker.tasks();
    keep(worker, first.getFirst());
    startChosen(2);
    assertEquals(List.of(), forgotten(worker), "the first query has not ended");
    List<TaskId> second = worker.tasks();
    assertEquals(2, second.size(), "its own rows");
    keep(worker, second.getFirst());
    keep(worker, second.getLast());
    keep(worker, first.getLast());
    assertEquals(List.of(), forgotten(worker));
    List<TaskId> readers = worker.tasks();
    assertEquals(4, readers.size());
    readers.forEach(worker::done);
    assertEquals(2, told.size());
    dispatcher.take(new ClusterEvent.QueryEnded(2));
    assertEquals(second, forgotten(worker), "nobody else is to read them");
    dispatcher.take(new ClusterEvent.QueryEnded(1));
    worker.tasks();
    startChosen(3);
    assertEquals(
        List.of(1), worker.tasks().stream().map(task -> task.stage().stage()).distinct().toList());
  }

  @Test
  void whoReadsUncertainRowsThatAreDroppedIsToldAndNobodyIsBlamed() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker worker = new Worker(4);
    startChosen(1);
    List<TaskId> rows = worker.tasks();
    rows.forEach(task -> keep(worker, task));
    List<TaskId> first = worker.tasks();
    startChosen(2);
    List<TaskId> second = worker.tasks();
    assertEquals(2, second.size());
    cannotRead(worker, first.getFirst(), rows.getFirst(), worker);
    assertTrue(worker.heard.contains(new Message.CancelTask(second.getFirst())));
    assertTrue(worker.heard.contains(new Message.CancelTask(second.getLast())));
    cannotRead(worker, second.getFirst(), rows.getFirst(), worker);
    cannotRead(worker, second.getLast(), rows.getLast(), worker);
    worker.done(first.getLast());
    assertEquals(List.of(), happened.all(LogEvent.WorkerExcluded.class));
    List<TaskId> again = worker.tasks();
    assertEquals(4, again.size(), "each query has them made again");
    again.forEach(task -> keep(worker, task));
    worker.tasks().forEach(worker::done);
    assertEquals(2, told.size());
  }

  @Test
  void rowsThatAreKeptForOneQueryAloneMoveWhenTheirWorkerLeaves() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker first = new Worker(4);
    startChosen(1);
    List<TaskId> others = first.tasks();
    startChosen(2);
    List<TaskId> own = first.tasks();
    Worker second = new Worker(4);
    dispatcher.take(new ClusterEvent.QueryEnded(1));
    others.forEach(first::fail);
    first.say(new Message.Drain());
    own.forEach(task -> keep(first, task));
    List<Message> orders = second.heard.stream().filter(Message.Copy.class::isInstance).toList();
    assertEquals(own, orders.stream().map(m -> ((Message.Copy) m).rows().block().task()).toList());
    List<TaskId> readers = second.tasks();
    own.forEach(task -> second.say(new Message.TookOver(second.epoch, task, true)));
    assertEquals(2, happened.all(OutputMoved.class).size());
    readers.forEach(second::done);
    assertTrue(first.heard.contains(new Message.Drain()));
    dispatcher.take(new ClusterEvent.LineClosed(first));
    assertEquals(List.of(), happened.all(LogEvent.OutputLost.class));
    dispatcher.take(new ClusterEvent.QueryEnded(2));
    assertEquals(own, forgotten(second));
  }

  @Test
  void aWorkerIsNotBlamedForKeptRowsThatMadeRoom() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker holder = new Worker(2);
    startKept(1);
    List<TaskId> rows = holder.tasks();
    rows.forEach(task -> keep(holder, task));
    List<TaskId> readers = holder.tasks();
    rows.forEach(task -> holder.say(new Message.Dropped(holder.epoch, task)));
    for (int i = 0; i < 2; i++) {
      cannotRead(holder, readers.get(i), rows.get(i), holder);
    }
    assertEquals(List.of(), happened.all(LogEvent.WorkerExcluded.class));
  }

  private void startHosted() {
    QueryExecution query =
        Executions.of(
            1,
            new Exchange(Executions.scan(), new Partitioning.Single()),
            PARTITIONS,
            folder,
            new HostedTable(List.of("here", "there", "here", "there")));
    dispatcher.take(new ClusterEvent.StageWanted(query, 0, told::add));
  }

  @Test
  void aTaskRunsOnAHostThatHasWhatItScansIfThatCanBeSoon() {
    Worker there = new Worker("there", 4);
    Worker here = new Worker("here", 1);
    startHosted();
    side.doApart();
    dispatcher.take(new ClusterEvent.Waited());
    assertEquals(List.of(1, 3), there.tasks().stream().map(TaskId::partition).sorted().toList());
    TaskId first = here.tasks().getFirst();
    assertEquals(0, first.partition());
    now = Locality.WAIT_NANOS;
    dispatcher.take(new ClusterEvent.Waited());
    assertEquals(List.of(2), there.tasks().stream().map(TaskId::partition).toList());
  }

  @Test
  void aStoreThatDoesNotAnswerIsNotWaitedForLong() {
    Worker there = new Worker("there", 4);
    Worker here = new Worker("here", 1);
    startHosted();
    assertEquals(List.of(), there.tasks());
    assertEquals(List.of(), here.tasks());
    now = Locality.WAIT_NANOS;
    dispatcher.take(new ClusterEvent.Waited());
    assertEquals(4, there.tasks().size() + here.tasks().size());
    side.doApart();
  }

  private void keep(Worker worker, TaskId task) {
    worker.say(new Message.TaskDone(worker.epoch, task, List.of(5L), List.of(), 0, List.of(), 1));
  }

  @Test
  void aTaskWaitsALittleForTheWorkerThatKeepsWhatItReads() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker first = new Worker(1);
    Worker second = new Worker(1);
    startKept(1);
    keep(first, first.tasks().getFirst());
    TaskId later = second.tasks().getFirst();
    assertEquals(List.of(), first.tasks(), "what it reads is not complete");
    keep(second, later);
    List<TaskId> readers = new ArrayList<>(first.tasks());
    readers.addAll(second.tasks());
    assertEquals(List.of(0, 1), readers.stream().map(TaskId::partition).sorted().toList());
    startKept(2);
    assertEquals(List.of(), first.tasks(), "both are busy");
    first.done(readers.getFirst());
    assertEquals(1, first.tasks().size(), "its own partition");
    assertEquals(List.of(), second.tasks());
  }

  @Test
  void afterThatItRunsElsewhere() {
    dispatcher.take(new ClusterEvent.Kept(7, StorageLevel.MEMORY_AND_DISK));
    Worker only = new Worker(2);
    startKept(1);
    only.tasks().forEach(task -> keep(only, task));
    assertEquals(2, only.tasks().size());
    Worker other = new Worker(2);
    startKept(2);
    assertEquals(List.of(), other.tasks(), "they wait for slots that are busy");
    now = Locality.WAIT_NANOS - 1;
    dispatcher.take(new ClusterEvent.Waited());
    assertEquals(List.of(), other.tasks());
    now = Locality.WAIT_NANOS;
    dispatcher.take(new ClusterEvent.Waited());
    assertEquals(2, other.tasks().size());
  }

  /** Its files lie where all can see them. */
  @Test
  void whatADeadWorkerWroteIsNotWrittenAgain() {
    Worker first = new Worker(2);
    Worker second = new Worker(2);
    start(Executions.files(Executions.scan()));
    List<TaskId> written = first.tasks();
    List<TaskId> others = second.tasks();
    written.forEach(first::done);
    for (TaskId task : written) {
      Message kept = new Message.TookOver(DriverWork.EPOCH, task, true);
      dispatcher.take(new ClusterEvent.LocalTaskEnded(kept));
    }
    dispatcher.take(new ClusterEvent.LineClosed(first));
    others.forEach(second::done);
    assertEquals(List.of(), second.tasks());
    assertEquals(List.of(new SchedulerEvent.StageFinished(0)), told);
    assertEquals(2, happened.all(OutputMoved.class).size());
  }

  @Test
  void aWorkerThatDiesBeforeItsFilesAreKnownHasThemWrittenAgain() {
    Worker first = new Worker(2);
    Worker second = new Worker(2);
    start(Executions.files(Executions.scan()));
    List<TaskId> written = first.tasks();
    List<TaskId> others = second.tasks();
    written.forEach(first::done);
    dispatcher.take(new ClusterEvent.LineClosed(first));
    others.forEach(second::done);
    List<TaskId> again = second.tasks();
    assertEquals(2, again.size());
    for (TaskId task : written) {
      Message late = new Message.TookOver(DriverWork.EPOCH, task, true);
      dispatcher.take(new ClusterEvent.LocalTaskEnded(late));
      first.done(task);
    }
    again.forEach(second::done);
    assertEquals(List.of(), happened.all(OutputMoved.class));
    assertEquals(1, told.size());
  }

  @Test
  void aWorkerThatIsGivenUpIsNotHeard() {
    Worker sleeper = new Worker(4);
    start();
    List<TaskId> tasks = sleeper.tasks();
    now = TimeUnit.SECONDS.toNanos(11);
    dispatcher.take(new ClusterEvent.Tick());
    assertTrue(sleeper.closed);
    tasks.forEach(sleeper::done);
    assertEquals(List.of(), told);
    Worker next = new Worker(4);
    next.tasks().forEach(next::done);
    assertEquals(List.of(new SchedulerEvent.StageFinished(0)), told);
  }
}
