package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.BlockStore;
import io.sheaf.cluster.block.FetchedRows;
import io.sheaf.cluster.block.Peers;
import io.sheaf.cluster.block.Takeover;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TakeOver;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.worker.TaskRunner;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.ThreadsBackend;
import io.sheaf.engine.shuffle.Spool;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** What is done in the driver's own JVM, on threads of its own. Thread-safe. */
final class DriverSide implements DriverWork, AutoCloseable {
  private final BlockStore store;
  private final Peers peers;
  private final TaskRunner runner;
  private final Takeover takeover;
  private final ProgramParts parts = new ProgramParts();
  private final Consumer<ClusterEvent> events;
  private final ObjLongConsumer<Runnable> later;
  private final AtomicBoolean waking = new AtomicBoolean();
  private final ObjLongConsumer<String> silence;
  private final ThreadsBackend threads = new ThreadsBackend();
  private final ExecutorService work =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("sheaf-driver-", 0).factory());

  /**
   * @param silence hears of the host and the process of workers that say nothing any more
   * @param later does something after so many nanoseconds
   */
  DriverSide(
      BlockStore store,
      Peers peers,
      Consumer<ClusterEvent> events,
      ObjLongConsumer<String> silence,
      ObjLongConsumer<Runnable> later) {
    this.later = later;
    this.store = store;
    this.peers = peers;
    this.runner = new TaskRunner(store, peers);
    this.takeover = new Takeover(store, peers);
    this.events = events;
    this.silence = silence;
  }

  @Override
  public void run(QueryExecution query, Stage stage, TaskId task, List<Input> inputs) {
    work.execute(
        () -> {
          Message outcome;
          try (SpillSpace spill = new SpillSpace(query.context().settings().spillDirectory())) {
            TaskRunner.Work wanted = new TaskRunner.Work(task, stage.toRun(), inputs, List.of());
            outcome = runner.run(wanted, query.context().with(spill)).message(EPOCH, task);
          } catch (Throwable t) {
            // What fails as the query was stopped before is no failure of its own.
            SheafException e =
                query.context().cancel().isCancelled()
                    ? Failures.cancelled()
                    : Failures.of(t, "stage " + stage.id());
            query.context().cancel().fail(e);
            outcome =
                new Message.TaskFailed(
                    EPOCH, task, new Failure.Failed(e.blame(), e.code(), e.getMessage()));
          }
          events.accept(new ClusterEvent.LocalTaskEnded(outcome));
        });
  }

  @Override
  public void fetch(QueryExecution query, Map<Integer, List<List<Source>>> inputs) {
    work.execute(
        () -> {
          SheafException failure = null;
          try {
            inputs.forEach((stage, partitions) -> fetch(query, stage, partitions));
          } catch (Throwable t) {
            failure = Failures.of(t, "the last stage");
          }
          events.accept(new ClusterEvent.InputsFetched(query.id(), failure));
        });
  }

  private void fetch(QueryExecution query, int stage, List<List<Source>> partitions) {
    Schema schema = query.graph().stages().get(stage).rdd().schema();
    List<Spool> spools = new ArrayList<>();
    try {
      for (List<Source> sources : partitions) {
        Spool spool = new Spool("Exchange", schema, query.context());
        spools.add(spool);
        fetch(new FetchedRows(schema, sources, peers), spool, query);
        spool.finish();
      }
    } catch (Throwable t) {
      Closing.all(spools, Spool::close);
      throw t;
    }
    query.shuffles().put(stage, spools);
  }

  private static void fetch(FetchedRows rows, Spool spool, QueryExecution query) {
    try (BatchStream stream =
        rows.open(query.context().memory(), query.context().cancel()::check)) {
      Batch batch;
      while ((batch = stream.next()) != null) {
        query.context().cancel().check();
        spool.add(batch);
      }
    }
  }

  @Override
  public void giveResult(QueryExecution query) {
    int last = query.graph().result().id();
    threads.run(
        query, last, event -> events.accept(new ClusterEvent.ResultGiven(query.id(), event)));
  }

  @Override
  public void drop(long query) {
    parts.drop(query);
    store.drop(query);
  }

  @Override
  public SentPlan sent(long query, PhysicalPlan plan) {
    return parts.sent(query, plan);
  }

  /** Parts of the code in such plans. */
  ProgramParts parts() {
    return parts;
  }

  @Override
  public void wake(long nanos) {
    if (!waking.getAndSet(true)) {
      later.accept(
          () -> {
            waking.set(false);
            events.accept(new ClusterEvent.Waited());
          },
          nanos);
    }
  }

  @Override
  public void apart(Runnable what) {
    work.execute(
        () -> {
          what.run();
          events.accept(new ClusterEvent.Waited());
        });
  }

  @Override
  public void lost(long epoch) {
    peers.lost(epoch);
  }

  @Override
  public void takeOver(TakeOver order) {
    work.execute(
        () ->
            events.accept(
                new ClusterEvent.LocalTaskEnded(
                    new Message.TookOver(EPOCH, order.task(), takeover.take(order)))));
  }

  @Override
  public void silent(String host, long pid) {
    silence.accept(host, pid);
  }

  @Override
  public void close() {
    threads.close();
    work.shutdown();
  }
}
