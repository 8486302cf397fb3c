package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.Share.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

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
   * than tasks have on the average, or than is worth a task of its own. A partition that is much
   * larger than others is read by several tasks, where these may share it out.
   */
  static Regrouping of(Measured measured, TaskSizes sizes) {
    List<Share> shares = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    long most = Math.max(sizes.leastBytes(), measured.average());
    for (int p : measured.partitions()) {
      List<Share> pieces = pieces(measured, p, sizes);
      if (!run.isEmpty() && (!pieces.isEmpty() || measured.of(run) + measured.of(p) > most)) {
        shares.add(new Share(run, null));
        run.clear();
      }
      if (pieces.isEmpty()) {
        run.add(p);
      } else {
        shares.addAll(pieces);
        words.add(split(measured, p, pieces.size()));
      }
    }
    if (!run.isEmpty()) {
      shares.add(new Share(run, null));
    }
    coalesced(measured, shares).ifPresent(words::addFirst);
    return words.isEmpty() ? asPlanned(measured.bytes().length) : new Regrouping(shares, words);
  }

  private static Regrouping asPlanned(int partitions) {
    return new Regrouping(IntStream.range(0, partitions).mapToObj(Share::of).toList(), List.of());
  }

  /**
   * The tasks that share a partition out, each with what some tasks of the input gave; none where
   * one task reads it. All of them read the rest of the partition, which must not be more work.
   */
  private static List<Share> pieces(Measured measured, int partition, TaskSizes sizes) {
    long bytes = measured.divisible(partition);
    long rest = Math.max(1, measured.of(partition) - bytes);
    if (bytes <= sizes.skewedBytes() || bytes <= TaskSizes.SKEW * measured.median()) {
      return List.of();
    }
    long tasks = Math.min(measured.bytes().length, bytes / rest);
    long wanted = Math.max(sizes.leastBytes(), bytes / Math.max(1, tasks));
    List<Share> pieces = new ArrayList<>();
    long[] given = measured.dividedBytes()[partition];
    int from = 0;
    long pieceBytes = 0;
    for (int task = 0; task < given.length; task++) {
      if (pieceBytes > 0 && given[task] > 0 && pieceBytes + given[task] / 2 >= wanted) {
        pieces.add(piece(measured, partition, from, task));
        from = task;
        pieceBytes = 0;
      }
      pieceBytes += given[task];
    }
    pieces.add(piece(measured, partition, from, given.length));
    return pieces.size() > 1 ? pieces : List.of();
  }

  private static Share piece(Measured measured, int partition, int from, int to) {
    return new Share(List.of(partition), new Piece(measured.divided(), from, to));
  }

  private static Optional<String> coalesced(Measured measured, List<Share> shares) {
    List<Share> whole = shares.stream().filter(share -> share.piece() == null).toList();
    List<Integer> read = whole.stream().flatMap(share -> share.partitions().stream()).toList();
    if (whole.size() == read.size()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "coalesced: %d %s %d partitions, which have %,d bytes",
            whole.size(),
            whole.size() == 1 ? "task reads" : "tasks read",
            read.size(),
            measured.of(read)));
  }

  private static String split(Measured measured, int partition, int tasks) {
    return String.format(
        Locale.ROOT,
        "split: %d tasks read partition %d, which has %,d bytes, half of all at most %,d",
        tasks,
        partition,
        measured.of(partition),
        measured.median());
  }
}
