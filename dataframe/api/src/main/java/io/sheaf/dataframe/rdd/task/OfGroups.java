package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.lambda.RddBiFunction;
import io.sheaf.dataframe.rdd.lambda.RddFunction;
import java.util.List;

/** A function of a key and its values as one of pairs. */
public record OfGroups<K, V, R>(RddBiFunction<K, List<V>, R> function)
    implements RddFunction<Pair<K, List<V>>, R> {
  @Override
  public R apply(Pair<K, List<V>> group) throws Exception {
    return function.apply(group.key(), group.value());
  }
}
