package io.sheaf.dataframe.rdd.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever the keys are, the order is that of a stable sort by comparisons. */
class ObjectSortTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());

  private final Random random = new Random(SEED);

  private void sorts(Function<Random, Object> key) {
    for (int count : new int[] {0, 1, 10, 300, 5000}) {
      List<Object> pairs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pairs.add(Pair.of(key.apply(random), i));
      }
      RddComparator<Object> order = RddComparator.natural();
      Comparator<Object> compared =
          (a, b) -> order.compare(((Pair<?, ?>) a).key(), ((Pair<?, ?>) b).key());
      List<Object> expected = new ArrayList<>(pairs);
      expected.sort(compared);
      Object[] sorted = ObjectSort.sorted(pairs, KeyOf.PAIR, order, compared);
      assertEquals(expected, Arrays.asList(sorted), "-Dsheaf.seed=" + SEED);
    }
  }

  @Test
  void numbers() {
    sorts(Random::nextLong);
    sorts(r -> (long) r.nextInt(100) - 50);
    sorts(Random::nextInt);
    sorts(r -> r.nextInt(3) == 0 ? r.nextGaussian() : special(r));
  }

  private static double special(Random random) {
    double[] all = {0., -0., Double.NaN, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -1e-300};
    return all[random.nextInt(all.length)];
  }

  @Test
  void texts() {
    sorts(r -> "common" + r.nextInt(1000));
    sorts(r -> "a\0\uFFFFz".substring(0, r.nextInt(5)));
  }

  @Test
  void whatHasNoNumber() {
    sorts(r -> r.nextInt(5) == 0 ? null : r.nextLong());
    sorts(r -> r.nextBoolean());
  }
}
