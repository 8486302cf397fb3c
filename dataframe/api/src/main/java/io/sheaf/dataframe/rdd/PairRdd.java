package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.Combined;
import io.sheaf.dataframe.rdd.task.Folding;
import io.sheaf.dataframe.rdd.task.Step;
import io.sheaf.dataframe.rdd.task.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An rdd of pairs, and what is done with them by key. Keys are one when {@code equals} says so.
 * They are null, numbers, text, records, enums, {@code java.time}, lists, sets and maps of such, or
 * of a class whose {@code equals} and {@code hashCode} go by what is in the object, and come out
 * the same in every JVM; arrays cannot be keys.
 */
public final class PairRdd<K, V> extends Rdd<Pair<K, V>> {
  PairRdd(Rdds rdds, Lineage lineage) {
    super(rdds, lineage);
  }

  /** The same pairs, with what is done by key. */
  public static <K, V> PairRdd<K, V> of(Rdd<Pair<K, V>> pairs) {
    return new PairRdd<>(pairs.rdds(), pairs.lineage());
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

  <R> PairRdd<K, R> sameKeys(CallSite site, Step step) {
    return new PairRdd<>(
        rdds(), new Lineage.Narrow(lineage(), site, step, false, lineage().partitioner()));
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
    return grouped(site, folding, folding, partitioner);
  }

  private <C> PairRdd<K, C> grouped(
      CallSite site, Folding before, Folding after, Partitioner partitioner) {
    Step combining = before == null ? null : new Combined(before);
    return new PairRdd<>(
        rdds(), new Lineage.Grouped(List.of(lineage()), site, combining, after, partitioner));
  }

  /** That by which it is spread already, else by hash in as many partitions. */
  private Partitioner byHash() {
    Partitioner present = lineage().partitioner();
    return present != null ? present : new HashPartitioner(partitions());
  }

  // Actions.

  /** The last value of each key. */
  public Map<K, V> collectAsMap() {
    Map<K, V> map = new LinkedHashMap<>();
    collect().forEach(pair -> map.put(pair.key(), pair.value()));
    return map;
  }
}
