package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.cluster.driver.Share.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What tasks read, by the sizes of the partitions. */
class RegroupingTest {
  private static final TaskSizes SIZES = new TaskSizes(100, 1000, 0);

  private static List<List<Integer>> tasks(Set<Integer> without, long... bytes) {
    return Regrouping.of(new Measured(bytes, without), SIZES).shares().stream()
        .map(Share::partitions)
        .toList();
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
        Regrouping.of(new Measured(new long[] {50, 100, 2000}, Set.of()), SIZES).words());
    assertEquals(
        List.of(), Regrouping.of(new Measured(new long[] {2000, 100}, Set.of()), SIZES).words());
  }

  /** What is read of partition 1, which is shared out, where partition 0 has a hundred bytes. */
  private static List<Piece> pieces(long rest, long... given) {
    long[] bytes = {100, LongStream.of(given).sum() + rest, 90, 110};
    long[][] divided = {new long[given.length], given, {}, {}};
    Measured measured = new Measured(bytes, Set.of(), 7, divided);
    return Regrouping.of(measured, SIZES).shares().stream()
        .filter(share -> share.piece() != null)
        .peek(share -> assertEquals(run(1), share.partitions()))
        .map(Share::piece)
        .toList();
  }

  private static Piece piece(int from, int to) {
    return new Piece(7, from, to);
  }

  @Test
  void whatIsMuchLargerIsSharedOut() {
    assertEquals(List.of(piece(0, 1), piece(1, 2)), pieces(100, 600, 600));
    assertEquals(List.of(), pieces(100, 500, 500), "it is not that large");
    assertEquals(List.of(), pieces(100, 1200), "one task gave it");
    assertEquals(List.of(), pieces(900, 600, 600), "the rest is as much, and read twice");
    assertEquals(List.of(piece(0, 1), piece(1, 3)), pieces(600, 700, 300, 300));
    assertEquals(List.of(piece(0, 2), piece(2, 5)), pieces(600, 0, 700, 600, 0, 0));
    assertEquals(
        List.of(piece(0, 2), piece(2, 4), piece(4, 6), piece(6, 8)),
        pieces(10, 200, 200, 200, 200, 200, 200, 200, 200),
        "no more tasks than partitions");
  }

  @Test
  void whatIsSharedOutIsToldWithTheReason() {
    long[][] divided = {{0}, {1_000, 1_000}, {0}};
    Measured measured = new Measured(new long[] {10, 2_050, 20}, Set.of(), 0, divided);
    Regrouping found = Regrouping.of(measured, SIZES);
    assertEquals(
        List.of("split: 2 tasks read partition 1, which has 2,050 bytes, half of all at most 20"),
        found.words());
    assertEquals(
        List.of(run(0), run(1), run(1), run(2)),
        found.shares().stream().map(Share::partitions).toList());
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
