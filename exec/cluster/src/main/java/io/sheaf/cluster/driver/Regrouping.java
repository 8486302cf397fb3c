package io.sheaf.cluster.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the tasks of a stage read instead of a partition each. Immutable.
 *
 * @param shares by task
 * @param words what is done otherwise than planned, and the figures that are the reason; empty
 *     where nothing is
 */
record Regrouping(List<Share> shares, List<String> words) {
  Regrouping {
    shares = List.copyOf(shares);
    words = List.copyOf(words);
  }

  /**
   * Decides by measured sizes. Neighbours are read by one task as long as that has no more to read
   * than tasks have on the average, or than is worth a task of its own.
   *
   * @param bytes by partition, of all inputs that are shared out
   * @param without partitions that nothing comes of
   * @param leastBytes what is worth a task of its own
   */
  static Regrouping of(long[] bytes, Set<Integer> without, long leastBytes) {
    long all = LongStream.of(bytes).sum();
    long most = Math.max(leastBytes, all / bytes.length);
    List<Share> shares = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    long runBytes = 0;
    for (int p = 0; p < bytes.length; p++) {
      if (!without.contains(p)) {
        if (!run.isEmpty() && runBytes + bytes[p] > most) {
          shares.add(new Share(run));
          run.clear();
          runBytes = 0;
        }
        run.add(p);
        runBytes += bytes[p];
      }
    }
    if (!run.isEmpty()) {
      shares.add(new Share(run));
    }
    int partitions = bytes.length - without.size();
    return shares.size() == partitions
        ? asPlanned(bytes.length)
        : new Regrouping(shares, List.of(coalesced(shares.size(), partitions, all)));
  }

  private static Regrouping asPlanned(int partitions) {
    return new Regrouping(IntStream.range(0, partitions).mapToObj(Share::of).toList(), List.of());
  }

  private static String coalesced(int tasks, int partitions, long bytes) {
    return String.format(
        Locale.ROOT,
        "coalesced: %d %s %d partitions, which have %,d bytes",
        tasks,
        tasks == 1 ? "task reads" : "tasks read",
        partitions,
        bytes);
  }
}
