package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorted runs on disk, in the order in which they were begun. When there are more than can be read
 * side by side, neighbours are merged into longer ones. Runs are written by any thread; everything
 * else is for one thread, when all are written.
 */
final class SpilledRuns implements AutoCloseable {
  /** Runs that are merged at once at most: more would cost more comparisons than they save. */
  private static final int FAN_IN = 64;

  /** Runs that are merged at once whatever memory says, or merging would take too many passes. */
  private static final int LEAST_FAN_IN = 4;

  /** What a block of rows should have, so that many runs can be read with little memory. */
  private static final long BLOCK_BYTES = 256 << 10;

  private final Schema schema;
  private final SortOrder order;
  private final QueryContext query;
  private final List<SpillFile> files = new ArrayList<>();

  SpilledRuns(Schema schema, SortOrder order, QueryContext query) {
    this.schema = schema;
    this.order = order;
    this.query = query;
  }

  /** Rows of a block where so many rows have so many bytes. */
  int blockRows(long bytes, long rows) {
    long wanted = BLOCK_BYTES * rows / Math.max(1, bytes);
    return Math.clamp(wanted, 1, query.settings().batchRows());
  }

  boolean isEmpty() {
    synchronized (files) {
      return files.isEmpty();
    }
  }

  /** Writes one more run. */
  void write(BatchStream sorted) {
    SpillFile file = query.spill().create(schema);
    synchronized (files) {
      files.add(file);
    }
    copy(sorted, file);
  }

  private void copy(BatchStream sorted, SpillFile file) {
    try (sorted) {
      for (Batch batch = sorted.next(); batch != null; batch = sorted.next()) {
        query.checkCancelled();
        file.write(batch);
      }
    }
    file.finishWriting();
  }

  /** Reserves what reading all runs side by side needs, or nothing and returns false. */
  boolean tryReserve(MemoryLease lease) {
    return reserve(lease, 0) == files.size() || release(lease);
  }

  private static boolean release(MemoryLease lease) {
    lease.shrink(lease.heldBytes());
    return false;
  }

  /** Reserves what reading runs from this one on needs, for as many as memory allows. */
  private int reserve(MemoryLease lease, int from) {
    int most = Math.min(FAN_IN, files.size() - from);
    for (int i = 0; i < most; i++) {
      long bytes = openBytes(files.get(from + i));
      if (!lease.tryGrow(bytes)) {
        if (i >= LEAST_FAN_IN) {
          return i;
        }
        lease.growBeyond(bytes);
      }
    }
    return most;
  }

  /** A block as read, its columns, the prefixes of its keys. */
  private static long openBytes(SpillFile file) {
    return SpillFile.BUFFER_BYTES + 3 * file.largestBlockBytes();
  }

  /**
   * Merges runs until the others can be read side by side, for which memory is reserved then. Level
   * by level, so that rows are written as few times as possible.
   *
   * @param lease holds nothing else
   */
  void reduce(MemoryLease lease) {
    int at = 0;
    for (int fit = reserve(lease, 0); fit < files.size(); fit = reserve(lease, 0)) {
      release(lease);
      at = at + 1 < files.size() ? at : 0;
      merge(at, Math.min(reserve(lease, at), files.size() - fit + 1));
      at++;
      release(lease);
    }
  }

  /** Replaces neighbouring runs by one. */
  private void merge(int from, int count) {
    List<SpillFile> parts = files.subList(from, from + count);
    long bytes = parts.stream().mapToLong(SpillFile::sizeBytes).sum();
    long rows = parts.stream().mapToLong(SpillFile::rows).sum();
    SpillFile merged = query.spill().create(schema);
    try {
      List<BatchStream> streams = parts.stream().map(SpillFile::read).toList();
      copy(new RunMerge(schema, order, streams, blockRows(bytes, rows)), merged);
    } catch (RuntimeException | Error e) {
      merged.close();
      throw e;
    }
    try {
      Closing.drain(parts, SpillFile::close);
    } finally {
      files.add(from, merged);
    }
  }

  /** All runs, each from its start. */
  List<BatchStream> read() {
    return files.stream().map(SpillFile::read).toList();
  }

  @Override
  public void close() {
    synchronized (files) {
      Closing.drain(files, SpillFile::close);
    }
  }
}
