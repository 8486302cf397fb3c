package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tasks read, by the sizes of the partitions. */
class RegroupingTest {
  private static final long LEAST = 100;

  private static List<List<Integer>> tasks(Set<Integer> without, long... bytes) {
    return Regrouping.of(bytes, without, LEAST).shares().stream().map(Share::partitions).toList();
  }

  private static List<Integer> run(int... partitions) {
    return Arrays.stream(partitions).boxed().toList();
  }

  @Test
  void neighboursAreReadTogether() {
    Set<Integer> all = Set.of();
    assertEquals(List.of(run(0, 1, 2, 3)), tasks(all, 10, 20, 30, 40));
    assertEquals(List.of(run(0, 1), run(2, 3)), tasks(all, 60, 40, 90, 10));
    assertEquals(List.of(run(0), run(1), run(2, 3)), tasks(all, 60, 60, 50, 50));
    assertEquals(List.of(run(0, 1), run(2), run(3)), tasks(all, 50, 50, 900, 50));
    assertEquals(List.of(run(0), run(1)), tasks(all, 400, 400), "each is worth a task");
    assertEquals(List.of(run(0, 1, 2), run(3)), tasks(all, 200, 0, 50, 750), "an average one");
    assertEquals(List.of(run(0)), tasks(all, 5));
  }

  @Test
  void whatNothingComesOfIsLeftOut() {
    assertEquals(List.of(run(0, 2)), tasks(Set.of(1), 10, 500, 20));
    List<List<Integer>> asPlanned = List.of(run(0), run(1), run(2));
    assertEquals(asPlanned, tasks(Set.of(1), 300, 0, 300));
    assertEquals(asPlanned, tasks(Set.of(0, 1), 10, 20, 30));
  }

  @Test
  void whatIsDoneOtherwiseIsToldWithTheReason() {
    assertEquals(
        List.of("coalesced: 2 tasks read 3 partitions, which have 2,150 bytes"),
        Regrouping.of(new long[] {50, 100, 2000}, Set.of(), 150).words());
    assertEquals(List.of(), Regrouping.of(new long[] {2000, 100}, Set.of(), 150).words());
  }

  @Test
  void everyPartitionIsReadOnce() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("RegroupingTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long[] bytes = random.longs(1 + random.nextInt(20), 0, 150).toArray();
      List<Integer> read = tasks(Set.of(), bytes).stream().flatMap(List::stream).toList();
      assertEquals(IntStream.range(0, bytes.length).boxed().toList(), read, "seed " + seed);
    }
  }
}
