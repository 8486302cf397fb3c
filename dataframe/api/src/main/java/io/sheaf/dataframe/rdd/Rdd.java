package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.DataFrame;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.dataframe.rdd.lambda.RddConsumer;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.lambda.RddPredicate;
import io.sheaf.dataframe.rdd.lambda.RddToDouble;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Crossed;
import io.sheaf.dataframe.rdd.task.KeyOf;
import io.sheaf.dataframe.rdd.task.ObjectFiles;
import io.sheaf.dataframe.rdd.task.ObjectParts;
import io.sheaf.dataframe.rdd.task.Piped;
import io.sheaf.dataframe.rdd.task.Program;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.Readers;
import io.sheaf.dataframe.rdd.task.Results;
import io.sheaf.dataframe.rdd.task.Sampling;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Steps;
import io.sheaf.dataframe.rdd.task.TaskScope;
import io.sheaf.dataframe.rdd.task.TextParts;
import io.sheaf.dataframe.rdd.task.Writer;
import io.sheaf.objects.DistinctSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * A list whose elements lie in partitions, and which is computed when somebody wants to know
 * something of it: <em>transformations</em> give another rdd at once, <em>actions</em> compute.
 * Immutable and thread-safe.
 *
 * <p>Lambdas run where the data is, in other threads or JVMs. Each gets a copy of all that it
 * captures as that was when the method was called: what the program changes later is not seen
 * there, and what the lambda changes is not seen here. A lambda that cannot be sent fails at once;
 * what a lambda throws comes out of the action as a {@link SheafException} (USER) that names the
 * method and has the program's part of the stack. Elements may be null, and of any class whose
 * objects can be written: records, collections, enums, {@code java.time}, and others with fields of
 * such.
 *
 * <pre>{@code
 * long words = session.textFile("book.txt").flatMap(line -> List.of(line.split(" "))).count();
 * }</pre>
 */
public class Rdd<T> {
  private final Rdds rdds;
  private final Lineage origin;

  Rdd(Rdds rdds, Lineage origin) {
    this.rdds = rdds;
    this.origin = origin;
  }

  Rdds rdds() {
    return rdds;
  }

  /** How it is made of others. */
  Lineage origin() {
    return origin;
  }

  /** How many partitions it has. */
  public int partitions() {
    return origin.partitions();
  }

  // Transformations: each element by itself.

  /** What a function makes of each element, in the same order and partitions. */
  public <R> Rdd<R> map(RddFunction<? super T, ? extends R> function) {
    CallSite site = CallSite.of("map");
    return narrow(site, new Steps.Mapped<>(site, Closure.frozen(site, function)), false);
  }

  /** The elements that a condition is true of, in the same order and partitions. */
  public Rdd<T> filter(RddPredicate<? super T> condition) {
    CallSite site = CallSite.of("filter");
    Step step = new Steps.Filtered<>(site, Closure.frozen(site, condition));
    return new Rdd<>(rdds, new Lineage.Narrow(origin, site, step, false, origin.partitioner()));
  }

  /**
   * All that a function makes of each element, one after another.
   *
   * <pre>{@code
   * lines.flatMap(line -> List.of(line.split(" ")));
   * }</pre>
   */
  public <R> Rdd<R> flatMap(RddFunction<? super T, ? extends Iterable<? extends R>> function) {
    CallSite site = CallSite.of("flatMap");
    return narrow(site, new Steps.FlatMapped<>(site, Closure.frozen(site, function)), false);
  }

  /** What a function makes of each element, as pairs of a key and a value. */
  public <K, V> PairRdd<K, V> mapToPair(RddFunction<? super T, Pair<K, V>> function) {
    CallSite site = CallSite.of("mapToPair");
    Step step = new Steps.Mapped<>(site, Closure.frozen(site, function));
    return new PairRdd<>(rdds, new Lineage.Narrow(origin, site, step, false, null));
  }

  /** What a function makes of each partition, whose elements it is given in order. */
  public <R> Rdd<R> mapPartitions(RddFunction<Iterator<T>, Iterator<R>> function) {
    CallSite site = CallSite.of("mapPartitions");
    RddFunction<Iterator<T>, Iterator<R>> sent = Closure.frozen(site, function);
    return narrow(
        site,
        new Steps.PartitionMapped<T, R>(site, (partition, elements) -> sent.apply(elements)),
        true);
  }

  /** The same with the number of the partition, from 0. */
  public <R> Rdd<R> mapPartitionsWithIndex(
      RddBiFunction<Integer, Iterator<T>, Iterator<R>> function) {
    CallSite site = CallSite.of("mapPartitionsWithIndex");
    return narrow(site, new Steps.PartitionMapped<>(site, Closure.frozen(site, function)), true);
  }

  /** The number that a function makes of each element. */
  public DoubleRdd mapToDouble(RddToDouble<? super T> function) {
    CallSite site = CallSite.of("mapToDouble");
    RddToDouble<? super T> sent = Closure.frozen(site, function);
    Step step = new Steps.Mapped<T, Double>(site, value -> sent.apply(value));
    return new DoubleRdd(rdds, new Lineage.Narrow(origin, site, step, false, null));
  }

  /** Each element behind the key that a function gives it. */
  public <K> PairRdd<K, T> keyBy(RddFunction<? super T, ? extends K> key) {
    CallSite site = CallSite.of("keyBy");
    RddFunction<? super T, ? extends K> sent = Closure.frozen(site, key);
    Step step = new Steps.Mapped<T, Pair<K, T>>(site, value -> Pair.of(sent.apply(value), value));
    return new PairRdd<>(rdds, new Lineage.Narrow(origin, site, step, false, null));
  }

  /** The elements of each partition as one list. */
  public Rdd<List<T>> glom() {
    CallSite site = CallSite.of("glom");
    return narrow(
        site,
        new Steps.PartitionMapped<T, List<T>>(
            site,
            (partition, elements) -> {
              List<T> all = new ArrayList<>();
              elements.forEachRemaining(all::add);
              return List.of(all).iterator();
            }),
        true);
  }

  /**
   * Some elements, by chance: the same ones each time for the same seed.
   *
   * @param withReplacement whether an element may be drawn several times
   * @param fraction how many are expected of each element; at most 1 without replacement
   */
  public Rdd<T> sample(boolean withReplacement, double fraction, long seed) {
    CallSite site = CallSite.of("sample");
    if (!(fraction >= 0) || !withReplacement && fraction > 1) {
      throw SheafException.user("BAD_ARGUMENT", "a sample of the fraction " + fraction);
    }
    Step step =
        withReplacement
            ? new Sampling.Drawn(fraction, seed)
            : new Sampling.Between(0, fraction, seed);
    return same(site, step, true);
  }

  /**
   * Several rdds that share out the elements by chance, in about these proportions.
   *
   * @param weights not negative, not all 0
   */
  public List<Rdd<T>> randomSplit(long seed, double... weights) {
    CallSite site = CallSite.of("randomSplit");
    double all = Arrays.stream(weights).sum();
    if (!(all > 0) || Arrays.stream(weights).anyMatch(weight -> weight < 0)) {
      throw SheafException.user("BAD_ARGUMENT", "weights " + Arrays.toString(weights));
    }
    List<Rdd<T>> parts = new ArrayList<>();
    double from = 0;
    for (int i = 0; i < weights.length; i++) {
      double to = i == weights.length - 1 ? 1 : from + weights[i] / all;
      parts.add(same(site, new Sampling.Between(from, to, seed), true));
      from = to;
    }
    return parts;
  }

  /** The same elements or fewer, each where it was. */
  private Rdd<T> same(CallSite site, Step step, boolean ordered) {
    return new Rdd<>(rdds, new Lineage.Narrow(origin, site, step, ordered, origin.partitioner()));
  }

  /** Each element with its number, from 0. Counts all partitions but the last one first. */
  public PairRdd<T, Long> zipWithIndex() {
    CallSite site = CallSite.of("zipWithIndex");
    List<Integer> before = IntStream.range(0, partitions() - 1).boxed().toList();
    long[] first = new long[partitions()];
    List<List<Object>> counts =
        before.isEmpty() ? List.of() : Job.look(rdds.jobs(), origin, new Results.Count(), before);
    for (int p = 0; p < counts.size(); p++) {
      first[p + 1] = first[p] + (Long) counts.get(p).getFirst();
    }
    return numbered(site, first, 1);
  }

  /** Each element with a number that no other one has; nothing is counted for that. */
  public PairRdd<T, Long> zipWithUniqueId() {
    long[] first = IntStream.range(0, partitions()).asLongStream().toArray();
    return numbered(CallSite.of("zipWithUniqueId"), first, partitions());
  }

  private PairRdd<T, Long> numbered(CallSite site, long[] first, int step) {
    Step numbering = new Steps.Numbered(first, step);
    return new PairRdd<>(rdds, new Lineage.Narrow(origin, site, numbering, true, null));
  }

  // Transformations: partitions.

  /**
   * The same elements in fewer partitions, each of which is made of neighbours; nothing moves but
   * what is not where its new partition is computed. It stays as it is when it has not more.
   */
  public Rdd<T> coalesce(int partitions) {
    CallSite site = CallSite.of("coalesce");
    Rdds.positive(partitions);
    if (partitions >= partitions()) {
      return this;
    }
    List<List<Integer>> parts = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      int from = (int) ((long) partitions() * p / partitions);
      int to = (int) ((long) partitions() * (p + 1) / partitions);
      parts.add(IntStream.range(from, to).boxed().toList());
    }
    return new Rdd<>(rdds, new Lineage.Mapped(origin, site, parts));
  }

  /** The same elements, shared out evenly; their order is lost. */
  public Rdd<T> repartition(int partitions) {
    CallSite site = CallSite.of("repartition");
    Rdds.positive(partitions);
    return new Rdd<>(
        rdds,
        new Lineage.Spread(origin, site, () -> new Writer.Even(partitions), partitions, null));
  }

  /** The elements of this rdd, then those of the other one, duplicates included. */
  public Rdd<T> union(Rdd<T> other) {
    CallSite site = CallSite.of("union");
    return new Rdd<>(rdds, new Lineage.United(List.of(origin, other.origin), site));
  }

  /**
   * Pairs of what both have at the same place.
   *
   * @throws SheafException (USER) when they have not as many partitions; and from the action, when
   *     a partition has not as many elements in both
   */
  public <U> PairRdd<T, U> zip(Rdd<U> other) {
    CallSite site = CallSite.of("zip");
    return new PairRdd<>(rdds, together(site, other, new Readers.Zip(site)));
  }

  /** What a function makes of the same partition of both, which have as many partitions. */
  public <U, R> Rdd<R> zipPartitions(
      Rdd<U> other, RddBiFunction<Iterator<T>, Iterator<U>, Iterator<R>> function) {
    CallSite site = CallSite.of("zipPartitions");
    Reader reader = new Readers.ZipPartitions<>(site, Closure.frozen(site, function));
    return new Rdd<>(rdds, together(site, other, reader));
  }

  private Lineage together(CallSite site, Rdd<?> other, Reader reader) {
    if (partitions() != other.partitions()) {
      throw SheafException.user(
          "BAD_ARGUMENT",
          site + ": " + partitions() + " partitions and " + other.partitions() + " of the other");
    }
    return new Lineage.Together(List.of(origin, other.origin), site, reader);
  }

  /**
   * Each element of this rdd with each of the other one. A partition of the other one has to fit in
   * memory.
   */
  public <U> PairRdd<T, U> cartesian(Rdd<U> other) {
    CallSite site = CallSite.of("cartesian");
    List<List<Integer>> left = new ArrayList<>();
    List<List<Integer>> right = new ArrayList<>();
    for (int i = 0; i < partitions(); i++) {
      for (int j = 0; j < other.partitions(); j++) {
        left.add(List.of(i));
        right.add(List.of(j));
      }
    }
    List<Lineage> both =
        List.of(
            new Lineage.Mapped(origin, site, left), new Lineage.Mapped(other.origin, site, right));
    return new PairRdd<>(rdds, new Lineage.Together(both, site, new Crossed()));
  }

  // Transformations: equal elements, and order.

  /** Each element once; elements are what keys are, see {@link PairRdd}. */
  public Rdd<T> distinct() {
    return distinct(partitions());
  }

  /** Each element once, in so many partitions. */
  public Rdd<T> distinct(int partitions) {
    return asKeys("distinct").reduceByKey((a, b) -> a, new HashPartitioner(partitions)).keys();
  }

  /** The elements that both have, each once. */
  public Rdd<T> intersection(Rdd<T> other) {
    return asKeys("intersection")
        .cogroup(other.asKeys("intersection"))
        .filter(pair -> !pair.value().key().isEmpty() && !pair.value().value().isEmpty())
        .map(Pair::key);
  }

  /** The elements that the other one has not, as often as they are here. */
  public Rdd<T> subtract(Rdd<T> other) {
    return asKeys("subtract").subtractByKey(other.asKeys("subtract")).keys();
  }

  private PairRdd<T, Boolean> asKeys(String method) {
    CallSite site = CallSite.of(method);
    Step step = new Steps.Mapped<T, Pair<T, Boolean>>(site, value -> Pair.of(value, true));
    return new PairRdd<>(rdds, new Lineage.Narrow(origin, site, step, false, null));
  }

  /** The elements that have the same key as a list behind it. */
  public <K> PairRdd<K, List<T>> groupBy(RddFunction<? super T, ? extends K> key) {
    return this.<K>keyBy(key).groupByKey();
  }

  /**
   * All elements in the order of the keys that a function gives them, which are {@link Comparable};
   * nulls come first. Some keys are looked at first, to cut all of them into ranges.
   *
   * <pre>{@code
   * names.sortBy(String::length).collect();
   * }</pre>
   */
  public <K> Rdd<T> sortBy(RddFunction<? super T, ? extends K> key) {
    return sortBy(key, RddComparator.natural(), partitions());
  }

  /** The same in another order of the keys, in so many partitions or fewer. */
  public <K> Rdd<T> sortBy(
      RddFunction<? super T, ? extends K> key, RddComparator<? super K> order, int partitions) {
    return this.<K>keyBy(key).sortByKey(order, partitions).values();
  }

  // Frames, and what is kept.

  /**
   * Records as rows of a frame, whose columns are the records' components. Nothing is computed
   * before rows are wanted, and no more columns than are wanted go on from there.
   *
   * <pre>{@code
   * rdd.toDataFrame(Order.class).groupBy("customer").agg(sum(col("total"))).show();
   * }</pre>
   *
   * @param type of all elements; none is null
   * @throws SheafException (USER) when no column can hold one of its components
   */
  public DataFrame toDataFrame(Class<T> type) {
    Writer rows = new Writer.Records(type);
    String table =
        rdds.jobs().table(rows.schema(), () -> new Lowering(rdds.jobs(), "").rows(origin, rows));
    return rdds.jobs().frame(table);
  }

  /** The same elements, kept in memory and on disk; see {@link #persist}. */
  public Rdd<T> cache() {
    return persist("MEMORY_AND_DISK");
  }

  /**
   * The same elements, which are kept by the first action that wants any of them, where they were
   * computed, so that later actions on the result and on what is made of it compute them no more.
   * Partitions that are lost with a worker are computed again. This rdd itself stays as it is. They
   * are kept until {@link #unpersist}, or until the program holds nothing that is made of them.
   *
   * @param level {@code MEMORY_ONLY}, {@code MEMORY_AND_DISK} or {@code DISK_ONLY}; with {@code _2}
   *     at its end two workers keep each partition
   */
  public Rdd<T> persist(String level) {
    CallSite site = CallSite.of("persist");
    String id = Program.KEPT + UUID.randomUUID() + " ";
    Writer rows = new Writer.Results();
    String table =
        rdds.jobs().table(rows.schema(), () -> new Lowering(rdds.jobs(), id).rows(origin, rows));
    rdds.jobs().keep(table, level);
    Lineage kept = new Lineage.Kept(origin, site, table);
    rdds.jobs().dropWith(kept, table);
    return new Rdd<>(rdds, kept);
  }

  /**
   * The elements are kept no more, if this is what {@link #persist} gave; they are computed again
   * when they are wanted.
   *
   * @return this rdd
   */
  public Rdd<T> unpersist() {
    if (origin instanceof Lineage.Kept kept) {
      rdds.jobs().free(kept.table());
    }
    return this;
  }

  /**
   * How it is made: a line for each step, with where the program asks for it and how many
   * partitions it has; {@code +} where elements move.
   */
  public String lineage() {
    return LineageText.of(origin);
  }

  <R> Rdd<R> narrow(CallSite site, Step step, boolean ordered) {
    return new Rdd<>(rdds, new Lineage.Narrow(origin, site, step, ordered, null));
  }

  // Actions.

  /** All elements, partition by partition. They have to fit in this JVM. */
  public List<T> collect() {
    List<T> all = new ArrayList<>();
    this.<T>run(null).forEach(all::addAll);
    return all;
  }

  /** How many elements there are. */
  public long count() {
    return this.<Long>run(new Results.Count()).stream().mapToLong(List::getFirst).sum();
  }

  /** The first elements, of as few partitions as needed. */
  public List<T> take(int most) {
    List<T> taken = new ArrayList<>();
    int next = 0;
    int together = 1;
    Counting counting = new Counting();
    while (taken.size() < most && next < partitions()) {
      int end = (int) Math.min(partitions(), (long) next + together);
      int left = most - taken.size();
      List<Integer> wanted = IntStream.range(next, end).boxed().toList();
      this.<T>run(new Results.First(left), wanted, counting).forEach(taken::addAll);
      next = end;
      together *= 4;
    }
    return taken.size() > most ? new ArrayList<>(taken.subList(0, most)) : taken;
  }

  /**
   * The first element.
   *
   * @throws NoSuchElementException when there is none
   */
  public T first() {
    List<T> first = take(1);
    if (first.isEmpty()) {
      throw new NoSuchElementException("the rdd is empty");
    }
    return first.getFirst();
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return take(1).isEmpty();
  }

  /**
   * What is left when a function makes one element of two until there is one; empty where there was
   * none. It is called with elements in any order, and has to be associative and commutative.
   *
   * <pre>{@code
   * session.parallelize(List.of(1, 2, 3)).reduce(Integer::sum).get(); // 6
   * }</pre>
   */
  public Optional<T> reduce(RddBiFunction<T, T, T> function) {
    CallSite site = CallSite.of("reduce");
    RddBiFunction<T, T, T> sent = Closure.frozen(site, function);
    List<T> parts = new ArrayList<>();
    this.<T>run(new Results.Reduced<>(site, sent)).forEach(parts::addAll);
    return parts.stream().reduce((a, b) -> Results.apply(site, sent, a, b));
  }

  /** The same; the parts are put together in the program's own JVM. */
  public Optional<T> treeReduce(RddBiFunction<T, T, T> function) {
    return reduce(function);
  }

  /** What a function makes of all elements, of which there may be none, beginning with a value. */
  public T fold(T zero, RddBiFunction<T, T, T> function) {
    return aggregate(zero, function, function);
  }

  /**
   * What a function makes of all elements, of whatever class.
   *
   * <pre>{@code
   * int length = names.aggregate(0, (sum, name) -> sum + name.length(), Integer::sum);
   * }</pre>
   *
   * @param zero what each partition begins with a copy of; it changes nothing in the result
   * @param add takes another element up; it may change what it is given and return that
   * @param merge puts two results together
   */
  public <A> A aggregate(A zero, RddBiFunction<A, T, A> add, RddBiFunction<A, A, A> merge) {
    CallSite site = CallSite.of("aggregate");
    RddBiFunction<A, T, A> sent = Closure.frozen(site, add);
    RddBiFunction<A, A, A> merging = Closure.frozen(site, merge);
    byte[] bytes = TaskScope.codec().toBytes(zero);
    A result = zero;
    boolean first = true;
    for (List<A> part : this.<A>run(new Results.Aggregated<>(site, bytes, sent))) {
      A state = part.getFirst();
      result = first ? state : Results.apply(site, merging, result, state);
      first = false;
    }
    return result;
  }

  /** The same; the parts are put together in the program's own JVM. */
  public <A> A treeAggregate(A zero, RddBiFunction<A, T, A> add, RddBiFunction<A, A, A> merge) {
    return aggregate(zero, add, merge);
  }

  /** How often each element is there. */
  public Map<T, Long> countByValue() {
    return asKeys("countByValue").countByKey();
  }

  /** The first elements of their own order. */
  public List<T> takeOrdered(int most) {
    return takeOrdered(most, RddComparator.natural());
  }

  /** The first elements of an order. */
  public List<T> takeOrdered(int most, RddComparator<? super T> order) {
    CallSite site = CallSite.of("takeOrdered");
    RddComparator<? super T> sent = Closure.frozen(site, order);
    List<T> all = new ArrayList<>();
    this.<T>run(new Results.Least<T>(most, sent)).forEach(all::addAll);
    all.sort(sent);
    return all.size() > most ? new ArrayList<>(all.subList(0, most)) : all;
  }

  /** The last elements of their own order, the last one first. */
  public List<T> top(int most) {
    return takeOrdered(most, RddComparator.<T>natural().backwards());
  }

  /** The least element of an order; empty where there is none. */
  public Optional<T> min(RddComparator<? super T> order) {
    return takeOrdered(1, order).stream().findFirst();
  }

  /** The greatest element of an order; empty where there is none. */
  public Optional<T> max(RddComparator<? super T> order) {
    return takeOrdered(1, order.backwards()).stream().findFirst();
  }

  /** Elements drawn by chance, in any order: so many, or all where there are fewer. */
  public List<T> takeSample(int most, long seed) {
    List<Sampling.Found> parts = new ArrayList<>();
    this.<Sampling.Found>run(new Sampling.Keys(KeyOf.WHOLE, most)).forEach(parts::addAll);
    @SuppressWarnings("unchecked") // they are elements
    List<T> drawn = (List<T>) Sampling.draw(parts, most, new Random(seed));
    return drawn;
  }

  /** All elements, of which one partition at a time is computed, and has to fit in this JVM. */
  public Iterator<T> toLocalIterator() {
    return IntStream.range(0, partitions())
        .boxed()
        .flatMap(p -> this.<T>run(null, List.of(p)).getFirst().stream())
        .iterator();
  }

  /** Collects in another thread. */
  public CompletableFuture<List<T>> collectAsync() {
    return CompletableFuture.supplyAsync(this::collect, Thread::startVirtualThread);
  }

  /** Counts in another thread. */
  public CompletableFuture<Long> countAsync() {
    return CompletableFuture.supplyAsync(this::count, Thread::startVirtualThread);
  }

  /** Takes the first elements in another thread. */
  public CompletableFuture<List<T>> takeAsync(int most) {
    return CompletableFuture.supplyAsync(() -> take(most), Thread::startVirtualThread);
  }

  /** Waits in another thread until something is done with each element. */
  public CompletableFuture<Void> foreachAsync(RddConsumer<? super T> action) {
    CallSite site = CallSite.of("foreachAsync");
    Step each = new Results.Each<>(site, Closure.frozen(site, action));
    return CompletableFuture.runAsync(() -> run(each), Thread::startVirtualThread);
  }

  /** Waits in another thread until something is done with each partition. */
  public CompletableFuture<Void> foreachPartitionAsync(RddConsumer<Iterator<T>> action) {
    CallSite site = CallSite.of("foreachPartitionAsync");
    Step each = new Results.EachPartition<>(site, Closure.frozen(site, action));
    return CompletableFuture.runAsync(() -> run(each), Thread::startVirtualThread);
  }

  /**
   * How many different elements there are, about, without moving them.
   *
   * @param error relative standard deviation, e.g. 0.05; at least 0.005
   */
  public long countApproxDistinct(double error) {
    byte[] sketch = DistinctSketch.empty(error);
    this.<byte[]>run(new Results.Sketched(sketch))
        .forEach(part -> DistinctSketch.merge(sketch, part.getFirst()));
    return DistinctSketch.estimate(sketch);
  }

  /**
   * Writes the elements to files of a new folder, from which {@link Rdds#objectFile} reads them.
   *
   * @throws SheafException (USER) when there already is something of that name
   */
  public void saveAsObjectFile(String folder) {
    FolderOutput.write(rdds.jobs(), origin, folder, ObjectParts::new);
  }

  /**
   * The same elements in the same partitions, written to files now and read from there from now on,
   * whatever becomes of what they were made of.
   *
   * @param folder a new one, which all workers reach; it stays when the session ends
   */
  public Rdd<T> checkpoint(String folder) {
    CallSite site = CallSite.of("checkpoint");
    saveAsObjectFile(folder);
    ObjectFiles files = ObjectFiles.of(folder);
    int partitions = files.paths().size();
    return new Rdd<>(rdds, new Lineage.Origin(site, files, List.of(), partitions));
  }

  /**
   * The lines that a program of the system writes when it reads the elements of a partition as
   * lines ({@code toString()}), in their order. It is started once for each partition.
   *
   * <pre>{@code
   * names.pipe("grep", "-v", "^#").collect();
   * }</pre>
   *
   * <p>The action fails when the program ends with another code than 0.
   */
  public Rdd<String> pipe(String... command) {
    CallSite site = CallSite.of("pipe");
    return narrow(site, new Piped(site, List.of(command)), true);
  }

  /**
   * Writes each element as a line ({@code toString()}, UTF-8) of a file of its partition, {@code
   * part-00000} and so on, into a new folder, which appears when all is written.
   *
   * @throws SheafException (USER) when there already is something of that name
   */
  public void saveAsTextFile(String folder) {
    FolderOutput.write(rdds.jobs(), origin, folder, TextParts::new);
  }

  /** Has something done with each element, where it is. */
  public void foreach(RddConsumer<? super T> action) {
    CallSite site = CallSite.of("foreach");
    run(new Results.Each<>(site, Closure.frozen(site, action)));
  }

  /** Has something done with each partition, where it is. */
  public void foreachPartition(RddConsumer<Iterator<T>> action) {
    CallSite site = CallSite.of("foreachPartition");
    run(new Results.EachPartition<>(site, Closure.frozen(site, action)));
  }

  <R> List<List<R>> run(Step last) {
    return run(last, IntStream.range(0, partitions()).boxed().toList());
  }

  /** What a step makes of the wanted partitions. */
  <R> List<List<R>> run(Step last, List<Integer> wanted) {
    return run(last, wanted, new Counting());
  }

  @SuppressWarnings("unchecked") // the step says what comes
  private <R> List<List<R>> run(Step last, List<Integer> wanted, Counting counting) {
    return (List<List<R>>) (List<?>) Job.run(rdds.jobs(), origin, last, wanted, counting);
  }
}
