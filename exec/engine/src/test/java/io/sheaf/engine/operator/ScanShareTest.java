package io.sheaf.engine.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.connector.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanShareTest {
  private record Range(int number, long first, long rows, boolean cuttable) implements Split {
    @Override
    public Split part(long from, long to) {
      return cuttable ? new Range(number, first + from, to - from, true) : null;
    }
  }

  private static List<Split> table(boolean cuttable, long... rows) {
    List<Split> splits = new ArrayList<>();
    for (long count : rows) {
      splits.add(new Range(splits.size(), 0, count, cuttable));
    }
    return splits;
  }

  private static List<Long> sizes(List<Split> table, int count) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(new ScanShare(i, count).of(table).stream().mapToLong(Split::rows).sum());
    }
    return sizes;
  }

  @Test
  void sharesUnequalRowGroupsEqually() {
    List<Split> table = table(true, 492_000, 258_000, 492_000, 258_000);
    assertEquals(List.of(750_000L, 750_000L), sizes(table, 2));
    assertEquals(2, new ScanShare(0, 2).of(table).size());
  }

  @Test
  void cutsWhereItMust() {
    List<Split> table = table(true, 490_000, 310_000);
    assertEquals(List.of(400_000L, 400_000L), sizes(table, 2));
    assertEquals(List.of(490_000L, 310_000L), sizes(table(false, 490_000, 310_000), 2));
  }

  @Test
  void leavesSmallTablesWhole() {
    assertEquals(25, sizes(table(true, 25), 2).stream().mapToLong(s -> s).max().getAsLong());
  }

  @Test
  void dealsOutWhatNobodyCounted() {
    List<Split> table = table(false, 0, 0, 0);
    assertEquals(2, new ScanShare(0, 2).of(table).size());
    assertEquals(1, new ScanShare(1, 2).of(table).size());
  }

  @Test
  void readsEveryRowOnce() {
    long seed = Long.getLong("sheaf.seed", new Random().nextLong());
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long[] rows = random.longs(random.nextInt(1, 9), 0, 300_000).toArray();
      for (int i = 0; i < rows.length; i++) {
        rows[i] = random.nextInt(4) == 0 ? 0 : rows[i];
      }
      List<Split> table = table(random.nextBoolean(), rows);
      int count = random.nextInt(1, 6);
      List<Range> read = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        new ScanShare(i, count).of(table).forEach(split -> read.add((Range) split));
      }
      long[] next = new long[rows.length];
      boolean[] seen = new boolean[rows.length];
      boolean counted = java.util.Arrays.stream(rows).sum() > 0;
      for (Range range : read) {
        assertTrue(!counted || next[range.number()] == range.first(), "seed " + seed);
        next[range.number()] += range.rows();
        seen[range.number()] = true;
      }
      for (int i = 0; i < rows.length; i++) {
        assertTrue(seen[i] && next[i] == rows[i], "seed " + seed + " " + table);
      }
    }
  }
}
