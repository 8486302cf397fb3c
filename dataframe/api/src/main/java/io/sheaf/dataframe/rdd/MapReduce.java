package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import java.util.List;

/**
 * The classic job over text: a mapper makes pairs of each line, pairs of one key meet, a reducer
 * makes lines of them. Immutable.
 *
 * <pre>{@code
 * MapReduce.<String, Integer>mapping(
 *         line -> Arrays.stream(line.split(" ")).map(word -> Pair.of(word, 1)).toList())
 *     .combining(Integer::sum)
 *     .reducing((word, counts) -> word + " " + counts.stream().mapToInt(i -> i).sum())
 *     .run(session.rdds(), "books/*.txt", "counts");
 * }</pre>
 *
 * @param mapper makes any number of pairs of a line
 * @param combiner makes one value of two before anything moves, or null
 * @param reducer makes a line of a key and its values
 */
public record MapReduce<K, V>(
    RddFunction<String, List<Pair<K, V>>> mapper,
    RddBiFunction<V, V, V> combiner,
    RddBiFunction<K, List<V>, String> reducer) {

  /** A job that writes each key with the list of its values. */
  public static <K, V> MapReduce<K, V> mapping(RddFunction<String, List<Pair<K, V>>> mapper) {
    return new MapReduce<>(mapper, null, (key, values) -> key + " " + values);
  }

  /** The same with values that are put together where they are; it has to be associative. */
  public MapReduce<K, V> combining(RddBiFunction<V, V, V> combine) {
    return new MapReduce<>(mapper, combine, reducer);
  }

  /** The same with other lines. */
  public MapReduce<K, V> reducing(RddBiFunction<K, List<V>, String> reduce) {
    return new MapReduce<>(mapper, combiner, reduce);
  }

  /** The lines as an rdd; nothing runs yet. */
  public Rdd<String> lines(Rdd<String> input) {
    PairRdd<K, V> pairs = PairRdd.of(input.flatMap(mapper));
    RddBiFunction<K, List<V>, String> reduce = reducer;
    if (combiner == null) {
      return pairs.groupByKey().map(group -> reduce.apply(group.key(), group.value()));
    }
    return pairs.reduceByKey(combiner).map(pair -> reduce.apply(pair.key(), List.of(pair.value())));
  }

  /**
   * Reads text files and writes a folder of them.
   *
   * @param input a file, a folder or a glob
   * @param output a folder that is not there yet
   */
  public void run(Rdds rdds, String input, String output) {
    lines(rdds.textFile(input)).saveAsTextFile(output);
  }
}
