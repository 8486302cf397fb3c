package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.lambda.RddComparator;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads keys by ranges of an order: all keys of a partition come before those of the next one.
 *
 * @param bounds the last keys of all partitions but the last, ascending
 */
public record RangePartitioner<K>(List<K> bounds, RddComparator<? super K> order)
    implements Partitioner {
  public RangePartitioner {
    bounds = new ArrayList<>(bounds); // keys may be null
  }

  @Override
  public int partitions() {
    return bounds.size() + 1;
  }

  @Override
  @SuppressWarnings("unchecked") // it is asked for keys of its rdd
  public int partition(Object key) {
    int low = 0;
    int high = bounds.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order.compare(bounds.get(middle), (K) key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
