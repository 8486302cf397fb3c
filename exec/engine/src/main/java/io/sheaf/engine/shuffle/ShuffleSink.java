package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.key.KeyHasher;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spreads rows over the partitions of an exchange. Rows are gathered into full batches a partition
 * before they are handed on, as long as there is memory for that. Whoever made the blocks finishes
 * and closes them.
 */
public final class ShuffleSink implements PipelineSink {
  private final Schema schema;
  private final int[] keys;
  private final boolean numbered;
  private final BlockSink blocks;

  public ShuffleSink(Schema schema, Partitioning partitioning, BlockSink blocks) {
    this.schema = schema;
    this.blocks = blocks;
    this.numbered = partitioning instanceof Partitioning.Numbered;
    this.keys =
        switch (partitioning) {
          case Partitioning.Single s -> new int[0];
          case Partitioning.Broadcast b -> new int[0];
          case Partitioning.Kept k -> new int[0];
          case Partitioning.Replicated r -> throw staysInStage(r);
          case Partitioning.Range r -> throw staysInStage(r);
          case Partitioning.Hash h -> h.columns().stream().mapToInt(i -> i).toArray();
          case Partitioning.Numbered n -> new int[] {n.column()};
          case Partitioning.RoundRobin r -> IntStream.range(0, schema.size()).toArray();
        };
  }

  private static SheafException staysInStage(Partitioning partitioning) {
    return SheafException.bug(partitioning + " moves no rows");
  }

  @Override
  public Writer open(DriverContext driver) {
    return blocks.partitions() == 1 ? new Direct(driver) : new Spreading(driver);
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}

  /** Everything goes to the one partition; small batches are gathered. */
  private final class Direct implements Writer {
    private final int batchRows;
    private final Pending pending;

    Direct(DriverContext driver) {
      batchRows = driver.query().settings().batchRows();
      pending = new Pending(driver);
    }

    @Override
    public boolean write(Batch batch) {
      if (pending.isEmpty(0) && batch.selectedRows() >= batchRows / 2) {
        blocks.add(0, batch);
      } else if (batch.selectedRows() > 0) {
        pending.keep(0, batch);
      }
      return true;
    }

    @Override
    public void finish() {
      pending.flush();
    }

    @Override
    public void close() {
      pending.close();
    }
  }

  /** Rows that wait until a partition has a batch of them, or until memory is short. */
  private final class Pending {
    private final int batchRows;
    private final MemoryLease lease;
    private final List<List<Batch>> parts = new ArrayList<>();
    private final int[] rows = new int[blocks.partitions()];
    private final long[] bytes = new long[blocks.partitions()];

    Pending(DriverContext driver) {
      batchRows = driver.query().settings().batchRows();
      lease = driver.query().memory().lease("Exchange", true);
      for (int p = 0; p < rows.length; p++) {
        parts.add(new ArrayList<>());
      }
    }

    boolean isEmpty(int partition) {
      return rows[partition] == 0;
    }

    /** Keeps a copy of the selected rows. */
    void keep(int partition, Batch batch) {
      long more = Footprint.bytes(batch);
      if (lease.spillRequested() || !lease.tryGrow(more)) {
        flush();
        lease.spilled();
        blocks.add(partition, batch);
        return;
      }
      parts.get(partition).add(batch.freeze());
      bytes[partition] += more;
      rows[partition] += batch.selectedRows();
      if (rows[partition] >= batchRows) {
        flush(partition);
      }
    }

    private void flush(int partition) {
      List<Batch> all = parts.get(partition);
      if (!all.isEmpty()) {
        blocks.add(partition, all.size() == 1 ? all.getFirst() : Concat.batches(schema, all));
        all.clear();
        lease.shrink(bytes[partition]);
        bytes[partition] = 0;
        rows[partition] = 0;
      }
    }

    void flush() {
      for (int p = 0; p < rows.length; p++) {
        flush(p);
      }
    }

    void close() {
      parts.forEach(List::clear);
      lease.close();
    }
  }

  private final class Spreading implements Writer {
    private final KeyHasher hasher;
    private final Pending pending;
    private final int[][] rows = new int[blocks.partitions()][];
    private final int[] counts = new int[blocks.partitions()];
    private long[] hashes = new long[0];

    Spreading(DriverContext driver) {
      hasher = new KeyHasher(keys, driver.query().settings().hashMask());
      pending = new Pending(driver);
    }

    @Override
    public boolean write(Batch batch) {
      int selected = batch.selectedRows();
      if (hashes.length < selected) {
        hashes = new long[selected];
        for (int p = 0; p < rows.length; p++) {
          rows[p] = new int[selected];
        }
      }
      Arrays.fill(counts, 0);
      if (numbered) {
        number(batch);
      } else {
        hasher.hash(batch, hashes);
        spread(batch.selection(), selected);
      }
      for (int p = 0; p < counts.length; p++) {
        if (counts[p] > 0) {
          pending.keep(p, batch.withSelection(new Selection(rows[p], counts[p])));
        }
      }
      return true;
    }

    private void number(Batch batch) {
      Batch dense = batch.compact();
      Column column = Columns.flatten(dense.column(keys[0]), dense.rows());
      int[] numbers = ((IntColumn) column).values();
      for (int i = 0; i < dense.rows(); i++) {
        int p = numbers[i];
        rows[p][counts[p]++] = batch.selection() == null ? i : batch.selection().rows()[i];
      }
    }

    private void spread(Selection selection, int selected) {
      for (int i = 0; i < selected; i++) {
        // Mixed once more: tables inside a partition use the hash itself.
        int p = (int) Long.remainderUnsigned(Hashing.mix(hashes[i] + 1), counts.length);
        rows[p][counts[p]++] = selection == null ? i : selection.rows()[i];
      }
    }

    @Override
    public void finish() {
      pending.flush();
    }

    @Override
    public void close() {
      pending.close();
    }
  }
}
