package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.lambda.RddPredicate;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Combined;
import io.sheaf.dataframe.rdd.task.FoldedPairs;
import io.sheaf.dataframe.rdd.task.Folding;
import io.sheaf.dataframe.rdd.task.Groups;
import io.sheaf.dataframe.rdd.task.JoinedPairs;
import io.sheaf.dataframe.rdd.task.KeyOf;
import io.sheaf.dataframe.rdd.task.Reader;
import io.sheaf.dataframe.rdd.task.Sampling;
import io.sheaf.dataframe.rdd.task.Sorted;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Steps;
import io.sheaf.dataframe.rdd.task.TaskScope;
import io.sheaf.dataframe.rdd.task.Writer;
import io.sheaf.objects.DistinctSketch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An rdd of pairs, and what is done with them by key. Keys are one when {@code equals} says so.
 * They are null, numbers, text, records, enums, {@code java.time}, lists, sets and maps of such, or
 * of a class whose {@code equals} and {@code hashCode} go by what is in the object, and come out
 * the same in every JVM; arrays cannot be keys.
 */
public final class PairRdd<K, V> extends Rdd<Pair<K, V>> {
  PairRdd(Rdds rdds, Lineage origin) {
    super(rdds, origin);
  }

  /** The same pairs, with what is done by key. */
  public static <K, V> PairRdd<K, V> of(Rdd<Pair<K, V>> pairs) {
    return new PairRdd<>(pairs.rdds(), pairs.origin());
  }

  @Override
  public PairRdd<K, V> filter(RddPredicate<? super Pair<K, V>> condition) {
    return of(super.filter(condition));
  }

  @Override
  public PairRdd<K, V> union(Rdd<Pair<K, V>> other) {
    return of(super.union(other));
  }

  @Override
  public PairRdd<K, V> coalesce(int partitions) {
    return of(super.coalesce(partitions));
  }

  @Override
  public PairRdd<K, V> repartition(int partitions) {
    return of(super.repartition(partitions));
  }

  @Override
  public PairRdd<K, V> cache() {
    return of(super.cache());
  }

  @Override
  public PairRdd<K, V> persist(String level) {
    return of(super.persist(level));
  }

  @Override
  public PairRdd<K, V> unpersist() {
    super.unpersist();
    return this;
  }

  /** The keys, as often as there are values. */
  public Rdd<K> keys() {
    CallSite site = CallSite.of("keys");
    return narrow(site, new Steps.Mapped<Pair<K, V>, K>(site, Pair::key), false);
  }

  /** The values. */
  public Rdd<V> values() {
    CallSite site = CallSite.of("values");
    return narrow(site, new Steps.Mapped<Pair<K, V>, V>(site, Pair::value), false);
  }

  /** The same keys, in the same places, with what a function makes of each value. */
  public <R> PairRdd<K, R> mapValues(RddFunction<? super V, ? extends R> function) {
    CallSite site = CallSite.of("mapValues");
    RddFunction<? super V, ? extends R> sent = Closure.frozen(site, function);
    Step step =
        new Steps.Mapped<Pair<K, V>, Pair<K, R>>(
            site, pair -> Pair.of(pair.key(), sent.apply(pair.value())));
    return sameKeys(site, step);
  }

  /** The same keys with all that a function makes of each value. */
  public <R> PairRdd<K, R> flatMapValues(
      RddFunction<? super V, ? extends Iterable<? extends R>> function) {
    CallSite site = CallSite.of("flatMapValues");
    RddFunction<? super V, ? extends Iterable<? extends R>> sent = Closure.frozen(site, function);
    return flattened(
        site,
        pair -> {
          List<Pair<K, R>> all = new ArrayList<>();
          sent.apply(pair.value()).forEach(value -> all.add(Pair.of(pair.key(), value)));
          return all;
        });
  }

  private <R> PairRdd<K, R> flattened(
      CallSite site, RddFunction<Pair<K, V>, List<Pair<K, R>>> function) {
    return sameKeys(site, new Steps.FlatMapped<Pair<K, V>, Pair<K, R>>(site, function));
  }

  <R> PairRdd<K, R> sameKeys(CallSite site, Step step) {
    return new PairRdd<>(
        rdds(), new Lineage.Narrow(origin(), site, step, false, origin().partitioner()));
  }

  /**
   * For each key what is left when a function makes one of two values until there is one. It is
   * called with the values in any order, and has to be associative and commutative. As much as
   * possible is done before anything moves.
   *
   * <pre>{@code
   * words.mapToPair(word -> Pair.of(word, 1)).reduceByKey(Integer::sum);
   * }</pre>
   */
  public PairRdd<K, V> reduceByKey(RddBiFunction<V, V, V> function) {
    return reduceByKey(function, byHash());
  }

  /** The same, spread by this partitioner. */
  public PairRdd<K, V> reduceByKey(RddBiFunction<V, V, V> function, Partitioner partitioner) {
    CallSite site = CallSite.of("reduceByKey");
    Folding folding = new Folding.Reducing<>(site, Closure.frozen(site, function));
    return grouped(site, new Combined(folding), new FoldedPairs(folding), partitioner);
  }

  /** All values of each key as a list, in no particular order; it has to fit in memory. */
  public PairRdd<K, List<V>> groupByKey() {
    return groupByKey(byHash());
  }

  /** The same, spread by this partitioner. */
  public PairRdd<K, List<V>> groupByKey(Partitioner partitioner) {
    CallSite site = CallSite.of("groupByKey");
    PairRdd<K, List<List<V>>> lists =
        grouped(site, null, new Groups(new Folding.Gathering(1)), partitioner);
    return lists.sameKeys(
        site,
        new Steps.Mapped<Pair<K, List<List<V>>>, Pair<K, List<V>>>(
            site, pair -> Pair.of(pair.key(), pair.value().getFirst())));
  }

  /**
   * For each key what functions make of its values.
   *
   * @param create makes something of the first value
   * @param add takes another value up; it may change what it is given and return that
   * @param merge puts two of these together
   */
  public <C> PairRdd<K, C> combineByKey(
      RddFunction<V, C> create, RddBiFunction<C, V, C> add, RddBiFunction<C, C, C> merge) {
    CallSite site = CallSite.of("combineByKey");
    Folding before =
        new Folding.Combining<>(site, Closure.frozen(site, create), Closure.frozen(site, add));
    Folding after = new Folding.Reducing<>(site, Closure.frozen(site, merge));
    return grouped(site, new Combined(before), new FoldedPairs(after), byHash());
  }

  /**
   * For each key what functions make of its values, beginning with a copy of a value, in each
   * partition.
   */
  public <C> PairRdd<K, C> aggregateByKey(
      C zero, RddBiFunction<C, V, C> add, RddBiFunction<C, C, C> merge) {
    CallSite site = CallSite.of("aggregateByKey");
    byte[] bytes = TaskScope.codec().toBytes(zero);
    Folding before = new Folding.FromZero<>(site, bytes, Closure.frozen(site, add));
    Folding after = new Folding.Reducing<>(site, Closure.frozen(site, merge));
    return grouped(site, new Combined(before), new FoldedPairs(after), byHash());
  }

  /** The same where all is of one class. */
  public PairRdd<K, V> foldByKey(V zero, RddBiFunction<V, V, V> function) {
    return aggregateByKey(zero, function, function);
  }

  /**
   * How many different values each key has, about.
   *
   * @param error relative standard deviation, e.g. 0.05; at least 0.005
   */
  public PairRdd<K, Long> countApproxDistinctByKey(double error) {
    return aggregateByKey(
            DistinctSketch.empty(error),
            (sketch, value) -> {
              DistinctSketch.add(sketch, TaskScope.current().hash().of(value));
              return sketch;
            },
            DistinctSketch::merge)
        .mapValues(DistinctSketch::estimate);
  }

  /**
   * Some pairs, by chance: of each key as large a part as a map says, the same ones each time for
   * the same seed. Keys that are not in the map are left out.
   *
   * @param withReplacement whether a pair may be drawn several times
   */
  public PairRdd<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions, long seed) {
    CallSite site = CallSite.of("sampleByKey");
    fractions.forEach(
        (key, fraction) -> {
          if (!(fraction >= 0) || !withReplacement && fraction > 1) {
            throw SheafException.user(
                "BAD_ARGUMENT", "a sample of the fraction " + fraction + " of " + key);
          }
        });
    Map<K, Double> copy = Closure.frozen(site, new HashMap<>(fractions));
    return new PairRdd<>(
        rdds(),
        new Lineage.Narrow(
            origin(),
            site,
            new Sampling.ByKey(withReplacement, copy, seed),
            true,
            origin().partitioner()));
  }

  @Override
  public PairRdd<K, V> checkpoint(String folder) {
    return of(super.checkpoint(folder));
  }

  /** The values that this rdd and the other one have of each key that any of them has. */
  public <W> PairRdd<K, Pair<List<V>, List<W>>> cogroup(PairRdd<K, W> other) {
    return cogroup(other, together(other));
  }

  /** The same, spread by this partitioner. */
  public <W> PairRdd<K, Pair<List<V>, List<W>>> cogroup(
      PairRdd<K, W> other, Partitioner partitioner) {
    CallSite site = CallSite.of("cogroup");
    PairRdd<K, List<List<Object>>> lists = lists(site, other, partitioner);
    return lists.sameKeys(
        site,
        new Steps.Mapped<Pair<K, List<List<Object>>>, Pair<K, Pair<List<Object>, List<Object>>>>(
            site, pair -> Pair.of(pair.key(), Pair.of(pair.value().get(0), pair.value().get(1)))));
  }

  private PairRdd<K, List<List<Object>>> lists(
      CallSite site, PairRdd<K, ?> other, Partitioner partitioner) {
    return new PairRdd<>(
        rdds(),
        new Lineage.Grouped(
            List.of(origin(), other.origin()),
            site,
            null,
            new Groups(new Folding.Gathering(2)),
            partitioner));
  }

  /** That by which one of them is spread already, else by hash. */
  private Partitioner together(PairRdd<K, ?> other) {
    Partitioner mine = origin().partitioner();
    Partitioner theirs = other.origin().partitioner();
    return mine != null
        ? mine
        : theirs != null ? theirs : new HashPartitioner(Math.max(partitions(), other.partitions()));
  }

  /** Each value of a key with each that the other one has of it. */
  public <W> PairRdd<K, Pair<V, W>> join(PairRdd<K, W> other) {
    CallSite site = CallSite.of("join");
    return new PairRdd<>(
        rdds(),
        new Lineage.Grouped(
            List.of(origin(), other.origin()), site, null, new JoinedPairs(), together(other)));
  }

  /** The same, and the values that have no partner; a null partner is as good as none. */
  public <W> PairRdd<K, Pair<V, Optional<W>>> leftOuterJoin(PairRdd<K, W> other) {
    return cogroup(other)
        .flatMapValues(
            both -> {
              List<Pair<V, Optional<W>>> pairs = new ArrayList<>();
              List<Optional<W>> partners = Outer.side(both.value());
              both.key().forEach(v -> partners.forEach(w -> pairs.add(Pair.of(v, w))));
              return pairs;
            });
  }

  /** The same, and the other one's values that have no partner here. */
  public <W> PairRdd<K, Pair<Optional<V>, W>> rightOuterJoin(PairRdd<K, W> other) {
    return cogroup(other)
        .flatMapValues(
            both -> {
              List<Pair<Optional<V>, W>> pairs = new ArrayList<>();
              List<Optional<V>> partners = Outer.side(both.key());
              partners.forEach(v -> both.value().forEach(w -> pairs.add(Pair.of(v, w))));
              return pairs;
            });
  }

  /** The same, and the values of both that have no partner. */
  public <W> PairRdd<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(PairRdd<K, W> other) {
    return cogroup(other)
        .flatMapValues(
            both -> {
              List<Pair<Optional<V>, Optional<W>>> pairs = new ArrayList<>();
              List<Optional<W>> right = Outer.side(both.value());
              List<Optional<V>> left = Outer.side(both.key());
              left.forEach(v -> right.forEach(w -> pairs.add(Pair.of(v, w))));
              return pairs;
            });
  }

  /** The pairs whose keys the other one has not. */
  public PairRdd<K, V> subtractByKey(PairRdd<K, ?> other) {
    return this.<Object>cogroup(untyped(other))
        .flatMapValues(both -> both.value().isEmpty() ? both.key() : List.<V>of());
  }

  @SuppressWarnings("unchecked") // its values are only counted
  private static <K> PairRdd<K, Object> untyped(PairRdd<K, ?> pairs) {
    return (PairRdd<K, Object>) pairs;
  }

  /** The same pairs, each where the partitioner puts its key. */
  public PairRdd<K, V> partitionBy(Partitioner partitioner) {
    CallSite site = CallSite.of("partitionBy");
    return partitioner.equals(origin().partitioner()) ? this : spread(site, () -> partitioner, 0);
  }

  /**
   * @param partitions how many; 0 to ask the partitioner
   */
  private PairRdd<K, V> spread(CallSite site, Supplier<Partitioner> partitioner, int partitions) {
    Supplier<Writer> writer = () -> new Writer.Spread(KeyOf.PAIR, partitioner.get(), false);
    Partitioner known = partitions == 0 ? Closure.frozen(site, partitioner.get()) : null;
    int count = partitions == 0 ? known.partitions() : partitions;
    return new PairRdd<>(rdds(), new Lineage.Spread(origin(), site, writer, count, known));
  }

  /** The same pairs where the partitioner puts them, each partition in the order of its keys. */
  public PairRdd<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner) {
    return partitionBy(partitioner)
        .sorted(CallSite.of("repartitionAndSortWithinPartitions"), RddComparator.natural());
  }

  /** All pairs in the order of their keys, which are {@link Comparable}; nulls come first. */
  public PairRdd<K, V> sortByKey() {
    return sortByKey(RddComparator.natural(), partitions());
  }

  /**
   * All pairs in an order of their keys. Some keys are looked at first, when an action wants the
   * result, to cut all of them into ranges.
   *
   * @param partitions how many there are; the last ones are empty where there are few keys
   */
  public PairRdd<K, V> sortByKey(RddComparator<? super K> order, int partitions) {
    CallSite site = CallSite.of("sortByKey");
    Rdds.positive(partitions);
    RddComparator<Object> sent = untyped(Closure.frozen(site, order));
    Once<Partitioner> ranges =
        new Once<>(
            () ->
                new RangePartitioner<>(
                    KeySample.bounds(rdds().jobs(), origin(), sent, KeyOf.PAIR, partitions), sent));
    return spread(site, ranges, partitions).sorted(site, sent);
  }

  @SuppressWarnings("unchecked") // it is asked for keys of this rdd
  private static RddComparator<Object> untyped(RddComparator<?> order) {
    return (RddComparator<Object>) order;
  }

  private PairRdd<K, V> sorted(CallSite site, RddComparator<?> order) {
    return sameKeys(site, new Sorted<>(site, order, KeyOf.PAIR));
  }

  /** The pairs whose keys lie between two, both included, in an order. */
  public PairRdd<K, V> filterByRange(K least, K greatest, RddComparator<? super K> order) {
    CallSite site = CallSite.of("filterByRange");
    RddComparator<? super K> sent = Closure.frozen(site, order);
    return filter(
        pair -> sent.compare(least, pair.key()) <= 0 && sent.compare(pair.key(), greatest) <= 0);
  }

  private <C> PairRdd<K, C> grouped(
      CallSite site, Step combining, Reader reader, Partitioner partitioner) {
    return new PairRdd<>(
        rdds(), new Lineage.Grouped(List.of(origin()), site, combining, reader, partitioner));
  }

  /** That by which it is spread already, else by hash in as many partitions. */
  private Partitioner byHash() {
    Partitioner present = origin().partitioner();
    return present != null ? present : new HashPartitioner(partitions());
  }

  // Actions.

  /** How many values each key has. */
  public Map<K, Long> countByKey() {
    CallSite site = CallSite.of("countByKey");
    return this.<Long>sameKeys(
            site,
            new Steps.Mapped<Pair<K, V>, Pair<K, Long>>(site, pair -> Pair.of(pair.key(), 1L)))
        .reduceByKey(Long::sum)
        .collectAsMap();
  }

  /** The values of a key. Only its partition is computed where one knows which that is. */
  public List<V> lookup(K key) {
    Partitioner partitioner = origin().partitioner();
    Rdd<V> found = filter(pair -> Objects.equals(pair.key(), key)).map(Pair::value);
    return partitioner == null
        ? found.collect()
        : found.<V>run(null, List.of(partitioner.partition(key))).getFirst();
  }

  /** The last value of each key. */
  public Map<K, V> collectAsMap() {
    Map<K, V> map = new LinkedHashMap<>();
    collect().forEach(pair -> map.put(pair.key(), pair.value()));
    return map;
  }
}
