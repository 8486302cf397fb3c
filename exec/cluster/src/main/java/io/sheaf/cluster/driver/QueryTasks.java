package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.FetchFailure;
import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.DefineStage;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.wire.Message.TaskSettings;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.pipeline.OperatorCounter;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the stages of one query and tells the engine of those that it waits for. For one thread. */
final class QueryTasks {
  /** So often a partition is tried before the query fails. */
  private static final int MOST_FAILURES = 4;

  private final QueryExecution query;
  private final DriverSide side;
  private final Address own;
  private final QueryProgress progress;
  private final Map<Integer, DefineStage> definitions = new HashMap<>();
  private final Map<Key, Integer> failures = new HashMap<>();
  private int target = -1;
  private Consumer<SchedulerEvent> report;

  /** What runs in this JVM for the target. */
  private int localWork;

  private boolean givingResult;

  /**
   * @param own where the driver serves its own blocks
   */
  QueryTasks(QueryExecution query, DriverSide side, Address own) {
    this.query = query;
    this.side = side;
    this.own = own;
    this.progress = new QueryProgress(query.id(), query.graph());
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
    return progress.wantedInputs(query.graph().result().id());
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
    TaskId task = progress.start(key, DriverSide.EPOCH);
    localWork++;
    side.run(query, stage(key.stage()), task, progress.inputs(key));
  }

  void runAt(WorkerHandle worker, Key key) {
    StageId stage = new StageId(query.id(), key.stage());
    if (!worker.knows(stage)) {
      worker.define(definitions.computeIfAbsent(key.stage(), this::define));
    }
    TaskId task = progress.start(key, worker.epoch());
    worker.run(new Message.RunTask(task, progress.inputs(key)));
  }

  private DefineStage define(int number) {
    Stage stage = stage(number);
    Map<TableRef, String> versions = new LinkedHashMap<>();
    versions(stage.plan(), versions);
    EngineSettings settings = query.context().settings();
    return new DefineStage(
        new StageId(query.id(), number),
        PlanCodec.encode(stage.plan()),
        stage.partitions(),
        stage.output(),
        new TaskSettings(
            settings.batchRows(),
            settings.scanPartitions(),
            settings.codegen(),
            settings.forced().degenerateHash()),
        versions);
  }

  private void versions(PhysicalPlan node, Map<TableRef, String> versions) {
    if (node instanceof PhysicalPlan.Scan s) {
      String version = query.context().catalog().resolve(s.table()).version();
      versions.put(s.table(), FileInfo.withoutLooks(version));
    }
    node.inputs().forEach(input -> versions(input, versions));
  }

  private Stage stage(int number) {
    return query.graph().stages().get(number);
  }

  /** What follows from what is there now. */
  void settle() {
    if (target < 0 || localWork > 0) {
      return;
    }
    SheafException stopped = query.context().cancel().reason();
    if (stopped != null) {
      progress.stopAll();
      tell(new SchedulerEvent.StageFailed(target, stopped));
    } else if (isResult()) {
      if (progress.hasInputs(target)) {
        localWork++;
        side.fetch(query, inputs());
      }
    } else if (progress.isComplete(target)) {
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

  private void tell(SchedulerEvent event) {
    Consumer<SchedulerEvent> whom = report;
    target = -1;
    report = null;
    whom.accept(event);
  }

  void done(Message.TaskDone done, Address from) {
    localWork -= from.equals(own) ? 1 : 0;
    if (!progress.done(done.task(), from, done.sizes())) {
      return;
    }
    List<OperatorCounter> counters = query.metrics().all(stage(done.task().stage().stage()).plan());
    for (int i = 0; i < Math.min(counters.size(), done.counters().size()); i++) {
      counters.get(i).add(done.counters().get(i));
    }
  }

  void failed(Message.TaskFailed failed, Address from) {
    localWork -= from.equals(own) ? 1 : 0;
    if (!progress.ended(failed.task(), from.epoch())) {
      return;
    }
    switch (failed.failure()) {
      case Failure.Failed f -> {
        SheafException why = new SheafException(f.blame(), f.code(), f.message());
        boolean again = f.blame() == Blame.EXTERNAL || f.blame() == Blame.RESOURCE;
        if (!again || countsTooOften(failed.task())) {
          query.context().cancel().fail(why);
        }
      }
      case Failure.FetchFailed f ->
          missing(f.block().task(), SheafException.external("FETCH_FAILED", f.message(), null));
    }
  }

  /** The rows of a task cannot be had: they are computed again. */
  private void missing(TaskId task, SheafException why) {
    if (progress.lost(task) && countsTooOften(task)) {
      query.context().cancel().fail(why);
    }
  }

  private boolean countsTooOften(TaskId task) {
    Key key = new Key(task.stage().stage(), task.partition());
    return failures.merge(key, 1, Integer::sum) >= MOST_FAILURES;
  }

  /** A worker is gone. */
  void lost(long epoch) {
    for (TaskId task : progress.lost(epoch)) {
      if (countsTooOften(task)) {
        query
            .context()
            .cancel()
            .fail(
                SheafException.external(
                    "WORKER_LOST",
                    "the workers that ran partition "
                        + task.partition()
                        + " of stage "
                        + task.stage().stage()
                        + " were lost "
                        + MOST_FAILURES
                        + " times",
                    null));
      }
    }
  }

  /** What the last stage reads is here, or could not be had. */
  void fetched(SheafException failure) {
    if (failure == null) {
      givingResult = true;
      side.giveResult(query);
      return;
    }
    localWork--;
    FetchFailure.source(failure)
        .ifPresentOrElse(
            source -> missing(source.block().task(), failure),
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

  void drop(int stage) {
    progress.drop(stage);
  }
}
