package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.key.KeyHasher;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spreads rows over the partitions of an exchange. Rows are gathered into full batches a partition
 * before they are handed on. Whoever made the blocks finishes and closes them.
 */
public final class ShuffleSink implements PipelineSink {
  private final Schema schema;
  private final int[] keys;
  private final BlockSink blocks;

  public ShuffleSink(Schema schema, Partitioning partitioning, BlockSink blocks) {
    this.schema = schema;
    this.blocks = blocks;
    this.keys =
        switch (partitioning) {
          case Partitioning.Single s -> new int[0];
          case Partitioning.Broadcast b -> new int[0];
          case Partitioning.Replicated r -> throw staysInStage(r);
          case Partitioning.Range r -> throw staysInStage(r);
          case Partitioning.Hash h -> h.columns().stream().mapToInt(i -> i).toArray();
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
    private final List<Batch> pending = new ArrayList<>();
    private int pendingRows;

    Direct(DriverContext driver) {
      batchRows = driver.query().settings().batchRows();
    }

    @Override
    public boolean write(Batch batch) {
      int rows = batch.selectedRows();
      if (pending.isEmpty() && rows >= batchRows / 2) {
        blocks.add(0, batch);
      } else if (rows > 0) {
        pending.add(batch.freeze());
        pendingRows += rows;
        if (pendingRows >= batchRows) {
          finish();
        }
      }
      return true;
    }

    @Override
    public void finish() {
      if (!pending.isEmpty()) {
        blocks.add(0, pending.size() == 1 ? pending.getFirst() : Concat.batches(schema, pending));
        pending.clear();
        pendingRows = 0;
      }
    }

    @Override
    public void close() {
      pending.clear();
    }
  }

  private final class Spreading implements Writer {
    private final KeyHasher hasher;
    private final int batchRows;
    private final List<List<Batch>> pending = new ArrayList<>();
    private final int[] pendingRows = new int[blocks.partitions()];
    private final int[][] rows = new int[blocks.partitions()][];
    private final int[] counts = new int[blocks.partitions()];
    private long[] hashes = new long[0];

    Spreading(DriverContext driver) {
      hasher = new KeyHasher(keys, driver.query().settings().hashMask());
      batchRows = driver.query().settings().batchRows();
      for (int p = 0; p < counts.length; p++) {
        pending.add(new ArrayList<>());
      }
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
      hasher.hash(batch, hashes);
      spread(batch.selection(), selected);
      for (int p = 0; p < counts.length; p++) {
        if (counts[p] > 0) {
          keep(p, batch.withSelection(new Selection(rows[p], counts[p])).freeze());
        }
      }
      return true;
    }

    private void spread(Selection selection, int selected) {
      java.util.Arrays.fill(counts, 0);
      for (int i = 0; i < selected; i++) {
        // Mixed once more: tables inside a partition use the hash itself.
        int p = (int) Long.remainderUnsigned(Hashing.mix(hashes[i] + 1), counts.length);
        rows[p][counts[p]++] = selection == null ? i : selection.rows()[i];
      }
    }

    private void keep(int partition, Batch part) {
      pending.get(partition).add(part);
      pendingRows[partition] += part.rows();
      if (pendingRows[partition] >= batchRows) {
        flush(partition);
      }
    }

    private void flush(int partition) {
      List<Batch> parts = pending.get(partition);
      if (!parts.isEmpty()) {
        blocks.add(partition, parts.size() == 1 ? parts.getFirst() : Concat.batches(schema, parts));
        parts.clear();
        pendingRows[partition] = 0;
      }
    }

    @Override
    public void finish() {
      for (int p = 0; p < counts.length; p++) {
        flush(p);
      }
    }

    @Override
    public void close() {
      pending.forEach(List::clear);
    }
  }
}
