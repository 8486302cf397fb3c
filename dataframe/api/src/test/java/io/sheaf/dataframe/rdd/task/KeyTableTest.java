package io.sheaf.dataframe.rdd.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.dataframe.rdd.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The table gives what a map of the JDK gives, in the same order. */
class KeyTableTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());

  private final Random random = new Random(SEED);
  private final KeyTable table = new KeyTable();

  private void counts(int rounds, Function<Random, Object> key) {
    Map<Object, Object> expected = new LinkedHashMap<>();
    table.clear();
    for (int i = 0; i < rounds; i++) {
      Object next = key.apply(random);
      expected.put(next, i);
      int hash = KeyTable.hash(next);
      int place = table.find(next, hash);
      if (place < 0) {
        table.add(next, hash, i);
      } else {
        table.value(place, i);
      }
    }
    List<Pair<Object, Object>> pairs = new ArrayList<>();
    expected.forEach((k, v) -> pairs.add(Pair.of(k, v)));
    List<Pair<Object, Object>> found = new ArrayList<>();
    table.pairs().forEachRemaining(found::add);
    assertEquals(pairs, found, "-Dsheaf.seed=" + SEED);
    assertEquals(expected.size(), table.size());
  }

  @Test
  void keysOfOneClass() {
    counts(10_000, r -> (long) r.nextInt(2000) - 1000);
    counts(10_000, Random::nextLong);
    counts(10_000, r -> r.nextInt(2000) << 20);
    counts(10_000, r -> "key " + r.nextInt(2000));
    counts(0, r -> null);
    counts(5, r -> r.nextInt(3));
  }

  @Test
  void numbersOfTwoClassesAreNotOneKey() {
    counts(10_000, r -> r.nextBoolean() ? (Object) r.nextLong(500) : (Object) r.nextInt(500));
    counts(10_000, r -> r.nextInt(1000) == 0 ? null : (Object) r.nextLong(500));
    counts(10_000, r -> r.nextInt(100) == 0 ? "text" : (Object) r.nextInt(500));
  }

  @Test
  void manyKeysOfOneHash() {
    counts(1000, r -> List.of((1L << 32 | 1) * r.nextInt(50)));
    counts(1000, r -> (1L << 32 | 1) * r.nextInt(500));
  }
}
