package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.lambda.RddComparator;
import io.sheaf.dataframe.rdd.task.KeyOf;
import io.sheaf.dataframe.rdd.task.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Looks at some keys to cut all of them into ranges of about the same number. */
final class KeySample {
  private static final int KEYS_PER_RANGE = 60;

  private record Weighted(Object key, double weight) {}

  private KeySample() {}

  /**
   * @param ranges how many are wanted; there are fewer where there are fewer keys
   */
  static List<Object> bounds(
      Jobs jobs, Lineage lineage, RddComparator<Object> order, KeyOf key, int ranges) {
    int most = Math.max(KEYS_PER_RANGE, KEYS_PER_RANGE * ranges / lineage.partitions());
    List<Integer> all = IntStream.range(0, lineage.partitions()).boxed().toList();
    List<Weighted> keys = new ArrayList<>();
    for (List<Object> partition : Job.look(jobs, lineage, new Sampling.Keys(key, most), all)) {
      Sampling.Found found = (Sampling.Found) partition.getFirst();
      double weight = (double) found.count() / Math.max(1, found.keys().size());
      found.keys().forEach(one -> keys.add(new Weighted(one, weight)));
    }
    keys.sort((a, b) -> order.compare(a.key(), b.key()));
    return cut(keys, order, ranges);
  }

  private static List<Object> cut(List<Weighted> keys, RddComparator<Object> order, int ranges) {
    double step = keys.stream().mapToDouble(Weighted::weight).sum() / ranges;
    List<Object> bounds = new ArrayList<>();
    double passed = 0;
    for (Weighted key : keys) {
      passed += key.weight();
      boolean full = passed >= step * (bounds.size() + 1) && bounds.size() < ranges - 1;
      if (full && (bounds.isEmpty() || order.compare(bounds.getLast(), key.key()) < 0)) {
        bounds.add(key.key());
      }
    }
    return bounds;
  }
}
