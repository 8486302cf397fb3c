package io.sheaf.engine.sort;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairSortTest {
  private final QueryContext query =
      new QueryContext(
          EngineSettings.defaults(),
          null,
          new MemoryPool(1000),
          null,
          new CancelToken(),
          System::nanoTime);

  private void check(int rows, LongSupplier numbers, String what) {
    long[] keys = new long[rows];
    Arrays.setAll(keys, i -> numbers.getAsLong());
    long[] before = keys.clone();
    List<Integer> expected =
        IntStream.range(0, rows).boxed().sorted(Comparator.comparingLong(i -> before[i])).toList();
    int[] ids = IntStream.range(0, rows).toArray();
    new PairSort(keys, ids, query).sort();
    assertEquals(expected, Arrays.stream(ids).boxed().toList(), what);
    Arrays.sort(before);
    assertEquals(
        Arrays.stream(before).boxed().toList(), Arrays.stream(keys).boxed().toList(), what);
  }

  @Test
  void sortsAnyNumbersAndKeepsEqualOnesInPlace() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      for (int most : new int[] {3, 30, 3000, 40_000}) {
        int rows = random.nextInt(most);
        String what = "seed " + seed + ", " + rows + " rows, round " + round;
        long few = 1 + random.nextInt(1000);
        check(rows, random::nextLong, what);
        check(rows, () -> random.nextLong() >>> 1 + few % 60, what);
        check(rows, () -> random.nextInt((int) few), what);
        check(rows, () -> random.nextInt(100) == 0 ? random.nextLong() : few, what);
        check(rows, () -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE, what);
      }
    }
  }
}
