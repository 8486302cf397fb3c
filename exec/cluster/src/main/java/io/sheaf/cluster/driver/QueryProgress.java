package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryOutputs.Output;
import io.sheaf.cluster.driver.RunningAttempts.Useless;
import io.sheaf.cluster.log.LogEvent.Loss;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.EmptyInputs;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What of a query's stages has been computed, where it lies, what runs and what is missing. Knows
 * neither time nor network. For one thread.
 */
final class QueryProgress {
  private final long query;
  private StageGraph graph;
  private final Losses losses;
  private final QueryOutputs outputs = new QueryOutputs();
  private final RunningAttempts running = new RunningAttempts();
  private final TaskInputs inputs;
  private final List<StageClass> classes;
  private final MissingRows missing;
  private final StageShares shares;
  private final TaskSizes sizes;

  /** Stages whose work others do. */
  private final Set<Integer> unused = new HashSet<>();

  /** Stages of which a task was started at any time: workers know their plans. */
  private final Set<Integer> known = new HashSet<>();

  private int attempts;

  /**
   * A task of a stage.
   *
   * @param partition its number, and that of what it reads unless {@link #regroup} decides
   *     otherwise
   */
  record Key(int stage, int partition) {
    static Key of(TaskId task) {
      return new Key(task.stage().stage(), task.partition());
    }
  }

  /** Hears of rows that cannot be had any more. */
  interface Losses {
    void lost(Key key, TaskId task, long epoch, Loss why);

    /** Where rows that are kept beyond their query can be had as well. */
    default Optional<Address> elsewhere(TaskId task) {
      return Optional.empty();
    }
  }

  /**
   * @param filters knows which stages had better wait for others
   * @param sizes what is worth a task
   */
  QueryProgress(
      long query, StageGraph graph, StageFilters filters, TaskSizes sizes, Losses losses) {
    this.missing = new MissingRows(this, filters);
    this.shares = new StageShares(sizes);
    this.inputs = new TaskInputs(this::stage, shares, outputs);
    this.sizes = sizes;
    this.query = query;
    this.graph = graph;
    this.losses = losses;
    this.classes = StageClass.of(graph);
  }

  /** As it is by now; the result's never changes. */
  Stage stage(int number) {
    return graph.stages().get(number);
  }

  /** How many tasks a stage has. */
  int tasks(int stage) {
    return shares.tasks(graph.stages().get(stage));
  }

  /** Whether everything that a stage gives is there. */
  boolean isComplete(int stage) {
    for (int task = 0; task < tasks(stage); task++) {
      if (!outputs.has(new Key(stage, task))) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything that a stage reads is there. */
  boolean hasInputs(int stage) {
    return graph.stages().get(stage).inputs().stream().allMatch(this::isComplete);
  }

  /** See {@link MissingRows#isNeeded}. */
  boolean isNeeded(int stage) {
    return missing.isNeeded(stage);
  }

  /** What can be computed now for the result. */
  Set<Key> wanted() {
    return missing.wanted();
  }

  /** The last stage. */
  Stage result() {
    return graph.result();
  }

  /** Whether a task has given nothing yet, and does not run. */
  boolean isIdle(Key key) {
    return !outputs.has(key) && !running.runs(key);
  }

  /**
   * Gives the partitions that need not be computed, as nothing can come of their inputs; what runs
   * only for them ends.
   */
  List<Key> skipEmpty() {
    List<Key> skipped = new ArrayList<>();
    for (Stage stage : open()) {
      for (int p = 0; p < tasks(stage.id()) && !isComplete(stage.id()); p++) {
        Key key = new Key(stage.id(), p);
        if (isIdle(key) && EmptyInputs.givesNothing(stage.plan(), read -> isEmpty(read, key))) {
          skip(key);
          skipped.add(key);
        }
      }
    }
    if (!skipped.isEmpty()) {
      running.keys().stream()
          .filter(key -> !isNeeded(key.stage()))
          .forEach(key -> running.stop(key, Outcome.CANCELLED));
    }
    return skipped;
  }

  /** The stages that may run, but for the last. */
  private List<Stage> open() {
    return graph.stages().subList(0, graph.stages().size() - 1).stream()
        .filter(stage -> !unused.contains(stage.id()))
        .toList();
  }

  /**
   * Has joins done where the probing rows are computed, when it turns out that little is built; the
   * stage that would spread those rows is not run.
   *
   * @return stages as they are from now on
   */
  List<SmallBuilds.Change> joinInPlace() {
    List<SmallBuilds.Change> changes = new ArrayList<>();
    for (Stage planned : open()) {
      Stage stage = stage(planned.id());
      boolean begun = known.contains(stage.id()) || isComplete(stage.id());
      if (!unused.contains(stage.id()) && !begun && !TaskInputs.isKept(stage)) {
        new SmallBuilds(graph, classes, sizes)
            .of(stage, new Measures())
            .ifPresent(
                change -> {
                  replace(change);
                  changes.add(change);
                });
      }
    }
    return changes;
  }

  private final class Measures implements SmallBuilds.Outputs {
    @Override
    public Optional<Long> bytes(int stage) {
      return isComplete(stage) ? Optional.of(outputs.bytes(stage)) : Optional.empty();
    }

    @Override
    public boolean hasGiven(int stage) {
      return outputs.isAnyComputed(stage);
    }
  }

  private void replace(SmallBuilds.Change change) {
    unused.add(change.unused().id());
    for (Stage other : List.of(change.unused(), change.before())) {
      drop(other.id());
      shares.forget(other.id());
    }
    graph = graph.with(change.after());
  }

  /**
   * Decides what the tasks of stages read whose inputs are all there.
   *
   * @return by stage, what is done otherwise than planned
   */
  Map<Integer, Regrouping> regroup() {
    Map<Integer, Regrouping> changed = new TreeMap<>();
    for (Stage stage : open()) {
      int number = stage.id();
      if (!TaskInputs.isKept(stage)
          && shares.isOpen(number)
          && hasInputs(number)
          && !hasBegun(number)) {
        shares
            .decide(stage, outputs.tasks(number), this::bytes)
            .ifPresent(
                regrouping -> {
                  drop(number);
                  changed.put(number, regrouping);
                });
      }
    }
    return changed;
  }

  private long[] bytes(int stage, int partition) {
    return IntStream.range(0, tasks(stage))
        .mapToLong(task -> outputs.get(new Key(stage, task)).sizes().get(partition))
        .toArray();
  }

  /** Whether a task of a stage runs or has run, or none need. */
  private boolean hasBegun(int stage) {
    return isComplete(stage) || running.runsStage(stage) || outputs.isAnyComputed(stage);
  }

  /** It need not be computed, as it has no rows. */
  void skip(Key key) {
    int spread = graph.stages().get(key.stage()).toRun().outputPartitions();
    outputs.put(key, Output.none(attempt(key), spread));
  }

  private TaskId attempt(Key key) {
    return new TaskId(new StageId(query, key.stage()), key.partition(), attempts++);
  }

  private boolean isEmpty(PhysicalPlan.ShuffleRead read, Key reader) {
    return isComplete(read.shuffle()) && inputs.sources(read.shuffle(), reader).isEmpty();
  }

  /** A new attempt begins. */
  TaskId start(Key key, long epoch) {
    TaskId task = attempt(key);
    known.add(key.stage());
    running.start(task, epoch);
    return task;
  }

  /** Where a partition is computed now. */
  Set<Long> places(Key key) {
    return running.places(key);
  }

  /** Where a partition of a stage finds the rows of the stages that it reads. */
  List<Input> inputs(Key key) {
    return inputs.of(key);
  }

  /** Where the rows of one partition of a stage's output lie. */
  List<Source> sources(int stage, int partition) {
    return inputs.sources(stage, partition);
  }

  /**
   * An attempt gave its rows.
   *
   * @return false when it is not the one that was waited for: then its rows are of no use
   */
  boolean done(TaskId task, Address address, List<Long> sizes) {
    return done(task, address, sizes, false);
  }

  /**
   * An attempt gave its rows.
   *
   * @param kept whether they are kept beyond the query
   * @return false when it is not the one that was waited for: then its rows are of no use
   */
  boolean done(TaskId task, Address address, List<Long> sizes, boolean kept) {
    if (!ended(task, address.epoch())) {
      return false;
    }
    outputs.put(Key.of(task), new Output(task, address, sizes, kept));
    running.stop(Key.of(task), Outcome.SUPERSEDED);
    return true;
  }

  /** What an attempt gave, maybe one of another query, is kept and need not be computed. */
  void found(Key key, TaskId task, Address address, long bytes) {
    outputs.put(key, new Output(task, address, List.of(bytes), true));
  }

  /** An attempt ended without rows; false when nobody waited for it. */
  boolean ended(TaskId task, long epoch) {
    return running.ended(task, epoch);
  }

  /**
   * A worker is gone, with all that it computed and computes.
   *
   * @return the attempts that ran there
   */
  List<TaskId> lost(long epoch) {
    List<TaskId> stopped = running.lost(epoch);
    outputs.at(epoch).forEach(key -> forget(key, Loss.WORKER_LEFT));
    return stopped;
  }

  /** The rows of an attempt cannot be had; false when that is known already. */
  boolean lost(TaskId task) {
    Optional<Key> key = outputs.find(task);
    key.ifPresent(found -> forget(found, Loss.FETCH_FAILED));
    return key.isPresent();
  }

  /** Whether rows may still be read. */
  boolean reckonsWith(TaskId task) {
    return outputs.find(task).isPresent();
  }

  /** Rows that were kept with a worker had to make room. */
  void gone(TaskId task, long epoch) {
    outputs
        .find(task)
        .filter(key -> outputs.get(key).address().epoch() == epoch)
        .ifPresent(key -> forget(key, Loss.MADE_ROOM));
  }

  /**
   * Rows that another attempt might give in other words are given up whole, with all that was made
   * of them: half of it would not fit the other half.
   */
  private void forget(Key key, Loss why) {
    Output output = outputs.remove(key);
    if (output == null) {
      return; // it was rolled back with another one
    }
    Optional<Address> other = output.kept() ? losses.elsewhere(output.task()) : Optional.empty();
    if (other.isPresent()) {
      outputs.put(key, output.at(other.get()));
      return;
    }
    losses.lost(key, output.task(), output.address().epoch(), why);
    if (classes.get(key.stage()) == StageClass.INDETERMINATE) {
      rollBack(key.stage());
    }
  }

  private void rollBack(int stage) {
    outputs.forEachComputed(
        stage,
        (key, output) ->
            losses.lost(key, output.task(), output.address().epoch(), Loss.ROLLED_BACK));
    drop(stage);
    shares.forget(stage);
    for (Stage reader : graph.stages()) {
      if (reader.inputs().contains(stage)) {
        rollBack(reader.id());
      }
    }
  }

  /** Forgets what a stage gave; what runs for it is not waited for any more. */
  void drop(int stage) {
    outputs.drop(stage);
    for (Key key : running.keys()) {
      if (key.stage() == stage) {
        running.stop(key, Outcome.CANCELLED);
      }
    }
  }

  /** What runs though nobody waits for it, told once. */
  List<Useless> takeUseless() {
    return running.takeUseless();
  }

  /** The outputs of this query alone that lie with a worker, and how large they are. */
  Map<TaskId, List<Long>> outputsAt(long epoch) {
    return outputs.ownAt(epoch);
  }

  /** Rows lie elsewhere from now on; false when they are not waited for any more. */
  boolean moved(TaskId task, Address to) {
    Output output = outputs.get(Key.of(task));
    if (output == null || !output.task().equals(task)) {
      return false;
    }
    outputs.put(Key.of(task), output.at(to));
    return true;
  }

  /** Every attempt that runs is of no use any more. */
  void stopAll() {
    running.forgetAll();
  }
}
