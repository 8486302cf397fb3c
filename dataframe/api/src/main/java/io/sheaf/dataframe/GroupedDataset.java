package io.sheaf.dataframe;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.task.OfGroups;
import java.util.List;

/**
 * The objects of a dataset in groups of equal keys, null being one; made by {@link
 * Dataset#groupByKey}. Immutable.
 */
public final class GroupedDataset<K, T> {
  private final Session session;
  private final PairRdd<K, T> pairs;

  GroupedDataset(Session session, PairRdd<K, T> pairs) {
    this.session = session;
    this.pairs = pairs;
  }

  /**
   * One object for each key, made by taking two for one until one is left; in any order, so that it
   * is begun before the objects move.
   */
  public Dataset<Pair<K, T>> reduceGroups(RddBiFunction<T, T, T> function) {
    return Dataset.of(session, pairs.reduceByKey(function));
  }

  /**
   * What a function makes of each key and its objects, which are in no order.
   *
   * <pre>{@code
   * orders.groupByKey(Order::customer).mapGroups((customer, list) -> customer + list.size())
   * }</pre>
   */
  public <R> Dataset<R> mapGroups(RddBiFunction<K, List<T>, R> function) {
    return Dataset.of(session, pairs.groupByKey().map(new OfGroups<>(function)));
  }

  /** All that a function makes of each key and its objects. */
  public <R> Dataset<R> flatMapGroups(RddBiFunction<K, List<T>, List<R>> function) {
    return Dataset.of(session, pairs.groupByKey().flatMap(new OfGroups<>(function)));
  }

  /** The objects of each key in both; lists are empty where a key is in one only. */
  public <U> Dataset<Pair<K, Pair<List<T>, List<U>>>> cogroup(GroupedDataset<K, U> other) {
    return Dataset.of(session, pairs.cogroup(other.pairs));
  }
}
