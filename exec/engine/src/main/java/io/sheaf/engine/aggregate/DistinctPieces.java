package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.PartitionFiles;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Feeds a distinct set that is on disk to a table that has all of its groups. Groups may be few and
 * their values many: what does not fit into memory is cut by hash of group and value, so that equal
 * pairs meet in one piece, and a piece is forgotten before the next one is read. For one thread.
 */
final class DistinctPieces {
  /** Bytes that the pairs of a piece take in a table, for each byte on disk, at most. */
  private static final int GROWTH = 8;

  /** Bytes that a pair takes however narrow it is: array and slots, old and twice as large. */
  private static final int BYTES_PER_PAIR = 160;

  /** What even the smallest table takes. */
  private static final long LEAST_BYTES = 512 << 10;

  /** What a piece may take that cannot be divided, even when there is no memory left. */
  private static final long MOST_BEYOND = 9 * LEAST_BYTES;

  private static final int LEVELS = 6;

  private final AggregationLayout layout;
  private final QueryContext query;
  private final GroupTable into;
  private final int set;

  DistinctPieces(AggregationLayout layout, QueryContext query, GroupTable into, int set) {
    this.layout = layout;
    this.query = query;
    this.into = into;
    this.set = set;
  }

  /** Takes these files' pairs, which may be in several of them; closes them. */
  void merge(List<SpillFile> files) {
    merge(files, 0, Long.MAX_VALUE);
  }

  /**
   * @param before rows of the piece that these files were cut from
   */
  private void merge(List<SpillFile> files, int level, long before) {
    long bytes = files.stream().mapToLong(SpillFile::sizeBytes).sum();
    long rows = files.stream().mapToLong(SpillFile::rows).sum();
    long needed = Math.max(GROWTH * bytes, BYTES_PER_PAIR * rows) + LEAST_BYTES;
    List<SpillFile> pieces = List.of();
    try (MemoryLease room = query.memory().lease("HashAggregate", false)) {
      boolean divisible = level < LEVELS && rows < before && needed > 2 * LEAST_BYTES;
      if (room.tryGrow(needed)) {
        take(files, needed);
      } else if (divisible) {
        pieces = cut(files, level);
      } else if (needed <= MOST_BEYOND) {
        room.growBeyond(needed);
        take(files, needed);
      } else {
        room.grow(needed);
      }
    } finally {
      Closing.all(files, SpillFile::close);
    }
    List<SpillFile> left = pieces;
    try {
      for (SpillFile piece : pieces) {
        merge(List.of(piece), level + 1, rows);
      }
    } finally {
      Closing.all(left, SpillFile::close);
    }
  }

  /** Within memory of its own, which is reserved: it is never refused in the middle of a piece. */
  private void take(List<SpillFile> files, long bytes) {
    try (MemoryLease own = new MemoryPool(bytes).lease("HashAggregate", false)) {
      into.openPiece(set, own);
      for (SpillFile file : files) {
        try (BatchStream pairs = file.read()) {
          for (Batch batch = pairs.next(); batch != null; batch = pairs.next()) {
            query.checkCancelled();
            into.mergeSet(set, batch);
          }
        }
      }
      into.closePiece(set);
    }
  }

  private List<SpillFile> cut(List<SpillFile> files, int level) {
    int[] pair = IntStream.range(0, layout.setSchema(set).size()).toArray();
    PartitionFiles parts =
        new PartitionFiles(query, layout.setSchema(set), pair, level, PartitionFiles.FAN_OUT);
    try (parts) {
      PartitionFiles.Router router = parts.open();
      for (SpillFile file : files) {
        try (BatchStream pairs = file.read()) {
          for (Batch batch = pairs.next(); batch != null; batch = pairs.next()) {
            query.checkCancelled();
            router.write(batch);
          }
        }
      }
      parts.finishWriting();
      List<SpillFile> pieces = new ArrayList<>();
      for (int p = 0; p < parts.partitions(); p++) {
        SpillFile piece = parts.take(p);
        if (piece != null) {
          pieces.add(piece);
        }
      }
      return pieces;
    }
  }
}
