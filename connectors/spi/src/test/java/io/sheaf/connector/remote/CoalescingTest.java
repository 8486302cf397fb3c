package io.sheaf.connector.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.connector.ByteRange;
import io.sheaf.connector.remote.Coalescing.Fetch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoalescingTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());

  private static List<ByteRange> fetched(ByteRange... ranges) {
    return Coalescing.of(List.of(ranges)).stream().map(Fetch::range).toList();
  }

  @Test
  void neighboursAreFetchedTogether() {
    assertEquals(
        List.of(new ByteRange(100, 300)),
        fetched(new ByteRange(300, 100), new ByteRange(100, 100)));
    assertEquals(
        List.of(new ByteRange(0, 10), new ByteRange(1 << 20, 10)),
        fetched(new ByteRange(0, 10), new ByteRange(1 << 20, 10)));
  }

  @Test
  void theGapBetweenNeighboursMayGrowWithThem() {
    ByteRange one = new ByteRange(0, 4 << 20);
    ByteRange other = new ByteRange(5 << 20, 3 << 20);
    assertEquals(2, Coalescing.of(List.of(one, new ByteRange(5 << 20, 1 << 20))).size());
    assertEquals(
        1, Coalescing.of(List.of(one, new ByteRange((4 << 20) + 500_000, 1 << 20))).size());
    assertEquals(2, Coalescing.of(List.of(one, other)).size());
  }

  @Test
  void whatIsLongIsCut() {
    assertEquals(
        List.of(new ByteRange(7, 5 << 20), new ByteRange(7 + (5 << 20), 5 << 20)),
        fetched(new ByteRange(7, 10 << 20)));
  }

  @Test
  void allIsFetchedOnceAndLittleElse() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<ByteRange> ranges = new ArrayList<>();
      int count = 1 + random.nextInt(20);
      for (int i = 0; i < count; i++) {
        ranges.add(new ByteRange(random.nextInt(50 << 20), 1 + random.nextInt(4 << 20)));
      }
      List<Fetch> fetches = Coalescing.of(ranges);
      long end = -1;
      long bytes = 0;
      long wanted = 0;
      for (Fetch fetch : fetches) {
        assertTrue(fetch.range().start() >= end, "overlap with seed " + SEED);
        end = fetch.range().end();
        bytes += fetch.range().length();
        wanted += fetch.wanted();
      }
      for (ByteRange range : ranges) {
        long covered =
            fetches.stream()
                .map(Fetch::range)
                .mapToLong(f -> Math.min(f.end(), range.end()) - Math.max(f.start(), range.start()))
                .filter(common -> common > 0)
                .sum();
        assertEquals(range.length(), covered, "seed " + SEED);
      }
      assertTrue(wanted <= bytes && bytes <= wanted * 1.15 + count * 16384L, "seed " + SEED);
    }
  }
}
