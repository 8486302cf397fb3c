package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.FetchFailure;
import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.driver.RunningAttempts.Useless;
import io.sheaf.cluster.log.LogEvent.Figures;
import io.sheaf.cluster.log.LogEvent.Loss;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs the stages of one query and tells the engine of those that it waits for. For one thread. */
final class QueryTasks {
  private final QueryExecution query;
  private final DriverWork side;
  private final Address own;
  private final QueryProgress progress;
  private final KeptStages kept;
  private final Locality locality = new Locality();
  private final StageHosts hosts;
  private final StageFilters filters;
  private final Attempts attempts;
  private final StageChanges changes;
  private final StageDefinitions definitions;
  private final Retries retries = new Retries();
  private int target = -1;
  private Consumer<SchedulerEvent> report;

  /** What runs in this JVM for the target. */
  private int localWork;

  private boolean givingResult;

  /** With whom the rows lie that are being fetched for the last stage. */
  private Set<Long> fetchesFrom = Set.of();

  /**
   * @param own where the driver serves its own blocks
   * @param attempts is told of every attempt
   * @param directory where rows lie that are kept
   * @param sizes what is worth a task
   */
  QueryTasks(
      QueryExecution query,
      DriverWork side,
      Address own,
      Attempts attempts,
      KeptDirectory directory,
      TaskSizes sizes) {
    this.query = query;
    this.side = side;
    this.own = own;
    this.attempts = attempts;
    this.filters = StageFilters.of(query);
    this.hosts = new StageHosts(query.context(), side);
    this.kept = new KeptStages(query.id(), query.graph(), directory);
    this.progress = new QueryProgress(query.id(), query.graph(), filters, sizes, new Losses());
    this.changes = new StageChanges(query, progress, filters, attempts, kept);
    this.definitions = new StageDefinitions(query, side, filters, kept, changes);
    kept.find(progress);
  }

  private final class Losses implements QueryProgress.Losses {
    @Override
    public void lost(Key key, TaskId task, long epoch, Loss why) {
      attempts.outputLost(task, epoch, why);
      kept.lost(key.stage());
    }

    @Override
    public Optional<Address> elsewhere(TaskId task) {
      return kept.elsewhere(task);
    }
  }

  long id() {
    return query.id();
  }

  void want(int stage, Consumer<SchedulerEvent> whom) {
    target = stage;
    report = whom;
  }

  private boolean isResult() {
    return target == query.graph().result().id();
  }

  /**
   * What can be computed now: not only for the stage that the engine waits for but for all that the
   * result needs, so that slots do not idle while one stage ends.
   */
  Set<Key> runnable() {
    if (target < 0 || localWork > 0 && isResult() || query.context().cancel().isCancelled()) {
      return Set.of();
    }
    return progress.wanted();
  }

  /** Whether only this JVM can compute it. */
  boolean isLocal(Key key) {
    return readsLocal(stage(key.stage()).plan());
  }

  private static boolean readsLocal(PhysicalPlan node) {
    return node instanceof PhysicalPlan.Scan s && s.isLocal()
        || node.inputs().stream().anyMatch(QueryTasks::readsLocal);
  }

  void runHere(Key key) {
    TaskId task = progress.start(key, DriverWork.EPOCH);
    List<Input> inputs = progress.inputs(key);
    filters.settle(key.stage());
    attempts.begin(task, DriverWork.EPOCH, inputs);
    localWork++;
    side.run(query, stage(key.stage()), task, inputs);
  }

  void runAt(WorkerHandle worker, Key key) {
    StageId stage = new StageId(query.id(), key.stage());
    if (!worker.knows(stage)) {
      worker.define(definitions.of(stage(key.stage())));
    }
    TaskId task = progress.start(key, worker.epoch());
    List<Input> inputs = progress.inputs(key);
    attempts.begin(task, worker.epoch(), inputs);
    worker.run(new Message.RunTask(task, inputs));
  }

  private Stage stage(int number) {
    return progress.stage(number);
  }

  /** What follows from what is there now. */
  void settle() {
    settle(false);
  }

  /**
   * What follows from what is there now.
   *
   * @param copying whether copies of what the engine waits for are still on their way
   */
  void settle(boolean copying) {
    if (target >= 0 && !givingResult) {
      changes.apply();
    }
    if (target < 0 || localWork > 0) {
      return;
    }
    SheafException stopped = query.context().cancel().reason();
    if (stopped != null) {
      progress.stopAll();
      filters.close();
      tell(new SchedulerEvent.StageFailed(target, stopped));
    } else if (isResult()) {
      if (progress.hasInputs(target)) {
        localWork++;
        Map<Integer, List<List<Source>>> inputs = inputs();
        fetchesFrom = epochs(inputs);
        side.fetch(query, inputs);
      }
    } else if (!copying && !progress.isNeeded(target)) {
      tell(new SchedulerEvent.StageFinished(target));
    }
  }

  private Map<Integer, List<List<Source>>> inputs() {
    Map<Integer, List<List<Source>>> inputs = new LinkedHashMap<>();
    for (int input : stage(target).inputs()) {
      List<List<Source>> partitions = new ArrayList<>();
      for (int p = 0; p < stage(input).toRun().outputPartitions(); p++) {
        partitions.add(progress.sources(input, p));
      }
      inputs.put(input, partitions);
    }
    return inputs;
  }

  private static Set<Long> epochs(Map<Integer, List<List<Source>>> inputs) {
    return inputs.values().stream()
        .flatMap(List::stream)
        .flatMap(List::stream)
        .map(source -> source.address().epoch())
        .collect(Collectors.toSet());
  }

  private void tell(SchedulerEvent event) {
    Consumer<SchedulerEvent> whom = report;
    target = -1;
    report = null;
    whom.accept(event);
  }

  /**
   * A partition was computed.
   *
   * @return whether its rows name files that have been written, and lie with a worker
   */
  boolean done(Message.TaskDone done, Address from) {
    localWork -= from.equals(own) ? 1 : 0;
    boolean wanted = progress.done(done.task(), from, done.sizes(), done.isKept());
    kept.done(done, from, wanted);
    Figures figures = attempts.done(done, wanted);
    if (!wanted) {
      return false;
    }
    changes.noteKeys(done);
    query.context().spill().spilledElsewhere(figures.spilledBytes());
    PhysicalPlan plan = stage(done.task().stage().stage()).plan();
    query.metrics().add(plan, figures.operators(), done.task().partition() == 0);
    return !from.equals(own)
        && plan instanceof PhysicalPlan.Write w
        && w.step() instanceof PhysicalPlan.WriteStep.Files;
  }

  void failed(Message.TaskFailed failed, Address from) {
    localWork -= from.equals(own) ? 1 : 0;
    logFailure(failed);
    if (!progress.ended(failed.task(), from.epoch())) {
      return;
    }
    after(TaskFailure.of(failed));
  }

  /** What failed is tried again, or the query fails. */
  private void after(TaskFailure failure) {
    boolean counts = !(failure instanceof TaskFailure.FetchFailed f) || progress.lost(f.source());
    if (counts) {
      retries.after(failure).ifPresent(query.context().cancel()::fail);
    }
  }

  /** Whether a worker is to blame for rows that an attempt could not read. */
  boolean blames(TaskId reader, TaskId source) {
    return attempts.blames(reader, source);
  }

  private void logFailure(Message.TaskFailed failed) {
    switch (failed.failure()) {
      case Failure.Failed f ->
          attempts.failed(
              failed.task(),
              Failures.isCancellation(f.code()) ? Outcome.CANCELLED : Outcome.FAILED,
              f.code() + ": " + f.message());
      case Failure.FetchFailed f ->
          attempts.failed(failed.task(), Outcome.FETCH_FAILED, f.message());
    }
  }

  /** Rows that were kept with a worker are not there any more. */
  void gone(TaskId task, long epoch) {
    progress.gone(task, epoch);
  }

  /** What is kept of the stage that the engine waits for; -1 when nothing is. */
  long awaitedKept() {
    return target < 0 ? -1 : kept.id(target);
  }

  /** Tells how long tasks wait for them. */
  Locality locality() {
    return locality;
  }

  /**
   * Workers that have what a partition reads; no worker where that does not matter, and empty as
   * long as that is not known.
   *
   * @param workers where all are
   */
  Optional<Set<Long>> preferred(Key key, WorkerHosts workers) {
    Set<Long> keepers = kept.places(progress.inputs(key));
    return keepers.isEmpty()
        ? hosts.places(stage(key.stage()), key.partition(), workers)
        : Optional.of(keepers);
  }

  /** The query is over. */
  void end() {
    kept.end();
    filters.close();
    attempts.end(query.context().cancel().reason());
  }

  /** A worker is gone. */
  void lost(long epoch) {
    attempts.lost(epoch);
    progress.lost(epoch).forEach(task -> after(new TaskFailure.WorkerLost(task)));
  }

  /** Partitions of which a copy may be run elsewhere, as they are slow. */
  List<Key> slow() {
    if (target < 0 || query.context().cancel().isCancelled()) {
      return List.of();
    }
    return attempts.slow(progress::tasks).stream()
        .filter(key -> progress.places(key).size() == 1)
        .filter(key -> !isLocal(key) && progress.hasInputs(key.stage()))
        .toList();
  }

  /** Where a partition is computed now. */
  Set<Long> places(Key key) {
    return progress.places(key);
  }

  /** Attempts that run though nobody waits for them, told once. */
  List<Useless> takeUseless() {
    List<Useless> useless = progress.takeUseless();
    useless.forEach(attempt -> attempts.failed(attempt.task(), attempt.why(), ""));
    return useless;
  }

  /** The outputs that lie with a worker and may still be read, and how large they are. */
  Map<TaskId, List<Long>> outputsAt(long epoch) {
    return givingResult ? Map.of() : progress.outputsAt(epoch);
  }

  /** What a worker keeps for this query alone and may still be read. */
  List<KeptDirectory.Part> keptAt(long epoch) {
    return givingResult
        ? List.of()
        : kept.ownAt(epoch).stream().filter(part -> progress.reckonsWith(part.task())).toList();
  }

  /** Rows lie elsewhere from now on. */
  void moved(TaskId task, long fromEpoch, Address to) {
    kept.moved(task, to);
    if (progress.moved(task, to)) {
      attempts.outputMoved(task, fromEpoch, to.epoch());
    }
  }

  /** Whether somebody may still read what lies with this worker. */
  boolean readsFrom(long epoch) {
    return fetchesFrom.contains(epoch) || attempts.readsFrom(epoch);
  }

  /** What the last stage reads is here, or could not be had. */
  void fetched(SheafException failure) {
    fetchesFrom = Set.of();
    if (failure == null) {
      givingResult = true;
      filters.close();
      side.giveResult(query);
      return;
    }
    localWork--;
    FetchFailure.source(failure)
        .ifPresentOrElse(
            source ->
                after(
                    new TaskFailure.FetchFailed(
                        source.block().task(), source.address().epoch(), failure.getMessage())),
            () -> query.context().cancel().fail(failure));
  }

  void resultGiven(SchedulerEvent outcome) {
    givingResult = false;
    localWork--;
    tell(outcome);
  }

  /** Nothing can be computed any more. */
  void fail(SheafException why) {
    if (target >= 0 && !givingResult) {
      query.context().cancel().fail(why);
    }
  }

  /** Whether it waits for something that workers compute. */
  boolean needsWorkers() {
    return target >= 0 && localWork == 0;
  }
}
