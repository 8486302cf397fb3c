package io.sheaf.cluster.driver;

import io.sheaf.cluster.log.LogEvent.Loss;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.EmptyInputs;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SharedReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a query's stages has been computed, where it lies, what runs and what is missing. Knows
 * neither time nor network. For one thread.
 */
final class QueryProgress {
  private final long query;
  private StageGraph graph;
  private final Losses losses;
  private final Map<Key, Output> outputs = new HashMap<>();
  private final Map<Key, List<Running>> running = new LinkedHashMap<>();
  private final List<Useless> useless = new ArrayList<>();
  private final List<StageClass> classes;
  private final StageFilters filters;
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
  record Key(int stage, int partition) {}

  /** Where the rows lie of what was not computed, as there are none. */
  private static final Address NOWHERE = new Address(-1, "", 0, "");

  /** What an attempt gave, and where it lies. */
  private record Output(TaskId task, Address address, List<Long> sizes, boolean kept) {
    Output at(Address other) {
      return new Output(task, other, sizes, kept);
    }
  }

  /** An attempt that computes a partition now; one may be a copy of the other. */
  private record Running(TaskId task, long epoch) {}

  /** An attempt that runs though nobody waits for it, and why. */
  record Useless(TaskId task, long epoch, Outcome why) {}

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
    this.filters = filters;
    this.shares = new StageShares(sizes);
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
      if (!outputs.containsKey(new Key(stage, task))) {
        return false;
      }
    }
    return true;
  }

  /** Whether everything that a stage reads is there. */
  boolean hasInputs(int stage) {
    return graph.stages().get(stage).inputs().stream().allMatch(this::isComplete);
  }

  /**
   * Whether a stage has still to give something for the result. One that has given all, and lost it
   * after its readers were done, has not.
   */
  boolean isNeeded(int stage) {
    return !isComplete(stage) && isMissing(graph.result(), stage);
  }

  private boolean isMissing(Stage reader, int stage) {
    for (int input : reader.inputs()) {
      boolean missing = !isComplete(input);
      if (missing && (input == stage || isMissing(graph.stages().get(input), stage))) {
        return true;
      }
    }
    return false;
  }

  /** What can be computed now for the inputs of a stage. */
  Set<Key> wantedInputs(int stage) {
    Set<Key> found = new LinkedHashSet<>();
    collectInputs(graph.stages().get(stage), found);
    return found;
  }

  private void collect(int number, Set<Key> found) {
    Stage stage = graph.stages().get(number);
    Set<Integer> awaited = filters.awaited(number);
    if (hasInputs(number) && !awaited.isEmpty()) {
      awaited.forEach(other -> collect(other, found));
    } else if (hasInputs(number)) {
      for (int task = 0; task < tasks(number); task++) {
        Key key = new Key(number, task);
        if (!outputs.containsKey(key) && !running.containsKey(key)) {
          found.add(key);
        }
      }
    } else {
      collectInputs(stage, found);
    }
  }

  private void collectInputs(Stage stage, Set<Key> found) {
    // The smaller ones first: where they are empty, the others need not be computed.
    stage.inputs().stream()
        .filter(input -> !isComplete(input))
        .sorted(Comparator.comparingDouble(this::expectedRows))
        .forEach(input -> collect(input, found));
  }

  private double expectedRows(int stage) {
    return graph.stages().get(stage).plan().estimate().rows();
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
        if (!outputs.containsKey(key)
            && !running.containsKey(key)
            && EmptyInputs.givesNothing(stage.plan(), read -> isEmpty(read, key))) {
          skip(key);
          skipped.add(key);
        }
      }
    }
    if (!skipped.isEmpty()) {
      List.copyOf(running.keySet()).stream().filter(k -> !isNeeded(k.stage())).forEach(this::stop);
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
      if (!unused.contains(stage.id()) && !begun && !isKept(stage)) {
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
      if (!isComplete(stage)) {
        return Optional.empty();
      }
      return Optional.of(
          outputs.entrySet().stream()
              .filter(output -> output.getKey().stage() == stage)
              .flatMap(output -> output.getValue().sizes().stream())
              .mapToLong(Long::longValue)
              .sum());
    }

    @Override
    public boolean hasGiven(int stage) {
      return outputs.entrySet().stream()
          .anyMatch(o -> o.getKey().stage() == stage && o.getValue().address() != NOWHERE);
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
      if (!isKept(stage) && shares.isOpen(number) && hasInputs(number) && !hasBegun(number)) {
        shares
            .decide(stage, computed(number), this::bytes)
            .ifPresent(
                regrouping -> {
                  drop(number);
                  changed.put(number, regrouping);
                });
      }
    }
    return changed;
  }

  /** Its partitions are the same ones in all queries. */
  private static boolean isKept(Stage stage) {
    return stage.output() instanceof Partitioning.Kept;
  }

  private long[] bytes(int stage, int partition) {
    return IntStream.range(0, tasks(stage))
        .mapToLong(task -> outputs.get(new Key(stage, task)).sizes().get(partition))
        .toArray();
  }

  /** Whether a task of a stage runs or has run, or none need. */
  private boolean hasBegun(int stage) {
    return isComplete(stage)
        || running.keySet().stream().anyMatch(key -> key.stage() == stage)
        || outputs.values().stream()
            .anyMatch(o -> o.task().stage().stage() == stage && o.address() != NOWHERE);
  }

  private Set<Integer> computed(int stage) {
    return outputs.keySet().stream()
        .filter(key -> key.stage() == stage)
        .map(Key::partition)
        .collect(Collectors.toSet());
  }

  /** It need not be computed, as it has no rows. */
  void skip(Key key) {
    TaskId task = new TaskId(new StageId(query, key.stage()), key.partition(), attempts++);
    int spread = graph.stages().get(key.stage()).toRun().outputPartitions();
    outputs.put(key, new Output(task, NOWHERE, Collections.nCopies(spread, 0L), false));
  }

  private boolean isEmpty(PhysicalPlan.ShuffleRead read, Key reader) {
    return isComplete(read.shuffle()) && sourcesOf(read.shuffle(), reader).isEmpty();
  }

  private void stop(Key key) {
    running
        .remove(key)
        .forEach(a -> useless.add(new Useless(a.task(), a.epoch(), Outcome.CANCELLED)));
  }

  /** A new attempt begins. */
  TaskId start(Key key, long epoch) {
    TaskId task = new TaskId(new StageId(query, key.stage()), key.partition(), attempts++);
    known.add(key.stage());
    running.computeIfAbsent(key, k -> new ArrayList<>()).add(new Running(task, epoch));
    return task;
  }

  /** Where a partition is computed now. */
  Set<Long> places(Key key) {
    Set<Long> epochs = new HashSet<>();
    running.getOrDefault(key, List.of()).forEach(attempt -> epochs.add(attempt.epoch()));
    return epochs;
  }

  /** Where a partition of a stage finds the rows of the stages that it reads. */
  List<Input> inputs(Key key) {
    List<Input> inputs = new ArrayList<>();
    for (int input : graph.stages().get(key.stage()).inputs()) {
      inputs.add(new Input(input, sourcesOf(input, key)));
    }
    return inputs;
  }

  private List<Source> sourcesOf(int input, Key reader) {
    if (isKept(graph.stages().get(input))) {
      return keptFor(input, reader);
    }
    Share share = shares.of(reader);
    return partitionsOf(input, reader).stream()
        .flatMap(p -> sources(input, p).stream())
        .filter(source -> share.reads(input, source.block().task().partition()))
        .toList();
  }

  private Collection<Integer> partitionsOf(int input, Key reader) {
    PhysicalPlan plan = graph.stages().get(reader.stage()).plan();
    if (SharedReads.isMapped(plan)) {
      return SharedReads.mapped(plan, input, reader.partition());
    }
    int spread = graph.stages().get(input).toRun().outputPartitions();
    return spread > 1 && !SharedReads.isWhole(plan, input)
        ? shares.of(reader).partitions()
        : IntStream.range(0, spread).boxed().toList();
  }

  /** Partitions that stay as they are go to one reader each, or several to each. */
  private List<Source> keptFor(int stage, Key reader) {
    PhysicalPlan plan = graph.stages().get(reader.stage()).plan();
    List<Source> sources = new ArrayList<>();
    if (SharedReads.isMapped(plan)) {
      SharedReads.mapped(plan, stage, reader.partition())
          .forEach(p -> add(outputs.get(new Key(stage, p)), 0, sources));
      return sources;
    }
    int partitions = tasks(stage);
    int readers = tasks(reader.stage());
    for (int p = 0; p < partitions; p++) {
      if ((partitions <= readers ? p : (int) ((long) p * readers / partitions))
          == reader.partition()) {
        add(outputs.get(new Key(stage, p)), 0, sources);
      }
    }
    return sources;
  }

  private static void add(Output output, int partition, List<Source> sources) {
    long bytes = output.sizes().get(partition);
    if (bytes > 0) {
      BlockId block = new BlockId(output.task(), partition);
      sources.add(new Source(block, output.address(), bytes, output.kept()));
    }
  }

  /** Where the rows of one partition of a stage's output lie. */
  List<Source> sources(int stage, int partition) {
    List<Source> sources = new ArrayList<>();
    for (int task = 0; task < tasks(stage); task++) {
      add(outputs.get(new Key(stage, task)), partition, sources);
    }
    return sources;
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
    outputs.put(key(task), new Output(task, address, sizes, kept));
    List<Running> others = running.remove(key(task));
    if (others != null) {
      others.forEach(o -> useless.add(new Useless(o.task(), o.epoch(), Outcome.SUPERSEDED)));
    }
    return true;
  }

  /** What an attempt gave, maybe one of another query, is kept and need not be computed. */
  void found(Key key, TaskId task, Address address, long bytes) {
    outputs.put(key, new Output(task, address, List.of(bytes), true));
  }

  /** An attempt ended without rows; false when nobody waited for it. */
  boolean ended(TaskId task, long epoch) {
    List<Running> attempts = running.get(key(task));
    if (attempts == null || !attempts.remove(new Running(task, epoch))) {
      return false;
    }
    if (attempts.isEmpty()) {
      running.remove(key(task));
    }
    return true;
  }

  /**
   * A worker is gone, with all that it computed and computes.
   *
   * @return the attempts that ran there
   */
  List<TaskId> lost(long epoch) {
    List<TaskId> stopped = new ArrayList<>();
    for (List<Running> attempts : List.copyOf(running.values())) {
      for (Running attempt : List.copyOf(attempts)) {
        if (attempt.epoch() == epoch) {
          ended(attempt.task(), epoch);
          stopped.add(attempt.task());
        }
      }
    }
    for (Key key : List.copyOf(outputs.keySet())) {
      Output output = outputs.get(key);
      if (output != null && output.address().epoch() == epoch) {
        forget(key, Loss.WORKER_LEFT);
      }
    }
    return stopped;
  }

  /** The rows of an attempt cannot be had; false when that is known already. */
  boolean lost(TaskId task) {
    Key key = find(task);
    if (key != null) {
      forget(key, Loss.FETCH_FAILED);
    }
    return key != null;
  }

  /** Whether rows may still be read. */
  boolean reckonsWith(TaskId task) {
    return find(task) != null;
  }

  /** Rows that were kept with a worker had to make room. */
  void gone(TaskId task, long epoch) {
    Key key = find(task);
    if (key != null && outputs.get(key).address().epoch() == epoch) {
      forget(key, Loss.MADE_ROOM);
    }
  }

  /** What an attempt gave, if it is still reckoned with; it may be one of another query. */
  private Key find(TaskId task) {
    Output own = outputs.get(key(task));
    if (own != null && own.task().equals(task)) {
      return key(task);
    }
    for (Map.Entry<Key, Output> entry : outputs.entrySet()) {
      if (entry.getValue().task().equals(task)) {
        return entry.getKey();
      }
    }
    return null;
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
    outputs.forEach(
        (key, output) -> {
          if (key.stage() == stage && output.address() != NOWHERE) {
            losses.lost(key, output.task(), output.address().epoch(), Loss.ROLLED_BACK);
          }
        });
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
    outputs.keySet().removeIf(key -> key.stage() == stage);
    for (Key key : List.copyOf(running.keySet())) {
      if (key.stage() == stage) {
        stop(key);
      }
    }
  }

  /** What runs though nobody waits for it, told once. */
  List<Useless> takeUseless() {
    List<Useless> taken = List.copyOf(useless);
    useless.clear();
    return taken;
  }

  /** The outputs of this query alone that lie with a worker, and how large they are. */
  Map<TaskId, List<Long>> outputsAt(long epoch) {
    Map<TaskId, List<Long>> found = new LinkedHashMap<>();
    for (Output output : outputs.values()) {
      if (output.address().epoch() == epoch && !output.kept()) {
        found.put(output.task(), output.sizes());
      }
    }
    return found;
  }

  /** Rows lie elsewhere from now on; false when they are not waited for any more. */
  boolean moved(TaskId task, Address to) {
    Output output = outputs.get(key(task));
    if (output == null || !output.task().equals(task)) {
      return false;
    }
    outputs.put(key(task), output.at(to));
    return true;
  }

  /** Every attempt that runs is of no use any more. */
  void stopAll() {
    running.clear();
  }

  private static Key key(TaskId task) {
    return new Key(task.stage().stage(), task.partition());
  }
}
