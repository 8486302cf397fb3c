package io.sheaf.engine.spill;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.key.KeyHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows on disk, cut into partitions by hash of the key: equal keys are in equal partitions, also of
 * two inputs of a join. Drivers write at the same time, each through a {@link Router}.
 */
public final class PartitionFiles implements AutoCloseable {
  /** Partitions a level. */
  public static final int FAN_OUT = 16;

  private static final int BITS = 4;
  private static final int BLOCK = 8192;
  private static final long LEVEL = 0xA24BAED4963EE407L;

  private final QueryContext query;
  private final Schema schema;
  private final int[] keys;
  private final int level;
  private final SpillFile[] files;
  private final Object[] locks;

  /**
   * @param keys key columns of {@code schema}
   * @param level of recursion: each cuts by other bits
   * @param partitions {@link #FAN_OUT}, or 1 to keep all rows together
   */
  public PartitionFiles(QueryContext query, Schema schema, int[] keys, int level, int partitions) {
    this.query = query;
    this.schema = schema;
    this.keys = keys;
    this.level = level;
    files = new SpillFile[partitions];
    locks = new Object[partitions];
    for (int p = 0; p < partitions; p++) {
      locks[p] = new Object();
    }
  }

  public int partitions() {
    return files.length;
  }

  /** Hands a partition's file over: the caller closes it. */
  public SpillFile take(int partition) {
    synchronized (locks[partition]) {
      SpillFile file = files[partition];
      files[partition] = null;
      return file;
    }
  }

  public void finishWriting() {
    for (SpillFile file : files) {
      if (file != null) {
        file.finishWriting();
      }
    }
  }

  @Override
  public void close() {
    List<SpillFile> left = new ArrayList<>();
    for (int p = 0; p < files.length; p++) {
      SpillFile file = take(p);
      if (file != null) {
        left.add(file);
      }
    }
    Closing.all(left, SpillFile::close);
  }

  public Router open() {
    return new Router();
  }

  /** Cuts batches into partitions; for one thread. */
  public final class Router {
    private final KeyHasher hasher = new KeyHasher(keys, query.settings().hashMask());
    private final int[] block = new int[BLOCK];
    private final int[] routed = new int[BLOCK];
    private final long[] hashes = new long[BLOCK];
    private final int[] ends = new int[FAN_OUT + 1];

    /** Writes the selected rows. */
    public void write(Batch batch) {
      Selection selection = batch.selection();
      int count = batch.selectedRows();
      for (int from = 0; from < count; from += BLOCK) {
        query.checkCancelled();
        int rows = Math.min(BLOCK, count - from);
        for (int i = 0; i < rows; i++) {
          block[i] = selection == null ? from + i : selection.rows()[from + i];
        }
        if (files.length == 1) {
          append(0, batch, block, rows);
        } else {
          route(batch, rows);
        }
      }
    }

    /** Writes the selected rows into each partition. */
    public void writeToAll(Batch batch) {
      for (int p = 0; p < files.length && batch.selectedRows() > 0; p++) {
        query.checkCancelled();
        append(p, batch);
      }
    }

    private void route(Batch batch, int rows) {
      hasher.hash(batch, block, rows, hashes);
      Arrays.fill(ends, 0);
      for (int i = 0; i < rows; i++) {
        hashes[i] = Hashing.mix(hashes[i] + (level + 1) * LEVEL) >>> 64 - BITS;
        ends[(int) hashes[i] + 1]++;
      }
      for (int p = 1; p <= FAN_OUT; p++) {
        ends[p] += ends[p - 1];
      }
      int[] starts = ends.clone();
      for (int i = 0; i < rows; i++) {
        routed[starts[(int) hashes[i]]++] = block[i];
      }
      for (int p = 0; p < FAN_OUT; p++) {
        int size = ends[p + 1] - ends[p];
        if (size > 0) {
          append(p, batch, Arrays.copyOfRange(routed, ends[p], ends[p + 1]), size);
        }
      }
    }

    private void append(int partition, Batch batch, int[] rows, int count) {
      append(partition, batch.withSelection(new Selection(rows, count)));
    }

    private void append(int partition, Batch part) {
      synchronized (locks[partition]) {
        if (files[partition] == null) {
          files[partition] = query.spill().create(schema);
        }
        files[partition].write(part);
      }
    }
  }
}
