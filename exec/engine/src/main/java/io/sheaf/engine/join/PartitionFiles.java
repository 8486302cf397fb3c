package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.key.KeyHasher;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One input of a join on disk, cut into partitions by hash of the key: equal keys are in equal
 * partitions of both inputs. Drivers write at the same time, each through a {@link Router}.
 */
final class PartitionFiles implements AutoCloseable {
  /** Partitions a level. */
  static final int FAN_OUT = 16;

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
  PartitionFiles(QueryContext query, Schema schema, int[] keys, int level, int partitions) {
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

  int partitions() {
    return files.length;
  }

  /** A partition's rows, or null when it has none. */
  SpillFile file(int partition) {
    synchronized (locks[partition]) {
      return files[partition];
    }
  }

  /** Hands a partition's file over: the caller closes it. */
  SpillFile take(int partition) {
    synchronized (locks[partition]) {
      SpillFile file = files[partition];
      files[partition] = null;
      return file;
    }
  }

  void finishWriting() {
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

  Router open() {
    return new Router();
  }

  /** Cuts batches into partitions; for one thread. */
  final class Router {
    private final KeyHasher hasher = new KeyHasher(keys, query.settings().hashMask());
    private final int[] block = new int[BLOCK];
    private final int[] routed = new int[BLOCK];
    private final long[] hashes = new long[BLOCK];
    private final int[] ends = new int[FAN_OUT + 1];

    /** Writes the selected rows. */
    void write(Batch batch) {
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
      Batch part = batch.withSelection(new Selection(rows, count));
      synchronized (locks[partition]) {
        if (files[partition] == null) {
          files[partition] = query.spill().create(schema);
        }
        files[partition].write(part);
      }
    }
  }
}
