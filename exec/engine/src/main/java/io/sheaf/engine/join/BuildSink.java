package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.PartitionFiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the right input of a hash join. Drivers keep their own batches; at the end they become
 * one {@link BuildSide}. When memory is refused everything moves to {@link PartitionFiles} instead.
 */
final class BuildSink implements PipelineSink {
  private static final int MOST_ROWS = 1 << 29;

  private final JoinShape shape;
  private final QueryContext query;
  private final MemoryLease lease;
  private final List<Batch> collected = new ArrayList<>();
  private volatile PartitionFiles spilled;
  private volatile boolean anyRow;
  private volatile boolean anyNullKey;
  private BuildSide side;

  BuildSink(JoinShape shape, QueryContext query) {
    this.shape = shape;
    this.query = query;
    this.lease = query.memory().lease("HashJoin", true);
  }

  /** The finished build side in memory, or null when it is on disk. */
  BuildSide side() {
    return side;
  }

  /** The build side on disk, or null when it is in memory. */
  PartitionFiles spilled() {
    return spilled;
  }

  BuildSide.NullFacts nulls() {
    return new BuildSide.NullFacts(!anyRow, anyNullKey);
  }

  @Override
  public Writer open(DriverContext driver) {
    return new Collector();
  }

  private synchronized PartitionFiles startSpilling() {
    if (spilled == null) {
      spilled =
          new PartitionFiles(
              query,
              shape.buildSchema(),
              shape.buildKeys(),
              0,
              shape.nullAwareResidual() ? 1 : PartitionFiles.FAN_OUT);
    }
    return spilled;
  }

  @Override
  public void finish() {
    if (spilled == null) {
      Batch rows = concatenate();
      if (rows != null) {
        side = buildSide(rows);
        if (side == null) {
          collected.add(rows);
        }
      }
    }
    if (side == null) {
      PartitionFiles files = startSpilling();
      PartitionFiles.Router router = files.open();
      collected.forEach(router::write);
      collected.clear();
      files.finishWriting();
      lease.shrink(lease.heldBytes());
    }
    lease.settled();
  }

  /**
   * All rows in one batch, whose parts are let go column by column; null when memory is refused.
   */
  private Batch concatenate() {
    long total = 0;
    for (Batch batch : collected) {
      total += batch.rows();
    }
    Schema schema = shape.buildSchema();
    long largest = 0;
    for (int c = 0; c < schema.size() && collected.size() > 1; c++) {
      long bytes = 0;
      for (Batch batch : collected) {
        bytes += Footprint.bytes(single(schema, batch.column(c), c, batch.rows()));
      }
      largest = Math.max(largest, bytes);
    }
    if (total > MOST_ROWS || !lease.tryGrow(largest)) {
      return null;
    }
    int rows = (int) total;
    List<Column[]> parts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Batch batch : collected) {
      parts.add(batch.columns().toArray(Column[]::new));
      sizes.add(batch.rows());
    }
    collected.clear();
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.size(); c++) {
      List<Batch> singles = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        singles.add(single(schema, parts.get(i)[c], c, sizes.get(i)));
        parts.get(i)[c] = null;
      }
      Schema one = schema.select(List.of(c));
      columns.add(Columns.flatten(Concat.batches(one, singles).column(0), rows));
    }
    lease.shrink(largest);
    return Batch.frozen(schema, columns, rows);
  }

  private static Batch single(Schema schema, Column column, int index, int rows) {
    return Batch.frozen(schema.select(List.of(index)), List.of(column), rows);
  }

  private BuildSide buildSide(Batch rows) {
    long extra =
        (shape.kind().tracksRight() ? rows.rows() : 0L)
            + (shape.nullAwareResidual() ? 4L * rows.rows() : 0L);
    if (!lease.tryGrow(extra)) {
      return null;
    }
    JoinTable table = new TableBuilder(shape, rows, lease).build();
    return table == null ? null : new BuildSide(shape, rows, table, nulls());
  }

  @Override
  public synchronized void close() {
    collected.clear();
    side = null;
    try {
      if (spilled != null) {
        spilled.close();
      }
    } finally {
      lease.close();
    }
  }

  /** One driver's rows. */
  private final class Collector implements Writer {
    private final List<Batch> batches = new ArrayList<>();
    private int[] chosen = new int[0];
    private long heldBytes;
    private PartitionFiles.Router router;

    @Override
    public boolean write(Batch batch) {
      if (batch.selectedRows() == 0) {
        return true;
      }
      anyRow = true;
      Batch kept = withoutNullKeys(project(batch));
      if (kept.selectedRows() == 0) {
        return true;
      }
      if (spilled == null && keep(kept)) {
        return true;
      }
      spill();
      router.write(kept);
      return true;
    }

    private boolean keep(Batch kept) {
      long bytes = Footprint.bytes(kept) + 64L * kept.columns().size();
      if (lease.spillRequested() || !lease.tryGrow(bytes)) {
        return false;
      }
      heldBytes += bytes;
      batches.add(kept.detach());
      return true;
    }

    private Batch project(Batch batch) {
      List<Column> columns = new ArrayList<>(shape.kept().length);
      for (int column : shape.kept()) {
        columns.add(batch.column(column));
      }
      return batch.withColumns(shape.buildSchema(), columns);
    }

    private Batch withoutNullKeys(Batch batch) {
      if (chosen.length < batch.rows()) {
        chosen = new int[batch.rows()];
      }
      int count = KeyNulls.keep(batch, shape.buildKeys(), shape.nullEqual(), chosen);
      if (count < 0) {
        return batch;
      }
      anyNullKey = true;
      return shape.dropsNullKeys() ? batch.withSelection(new Selection(chosen, count)) : batch;
    }

    private void spill() {
      if (router == null) {
        router = startSpilling().open();
        batches.forEach(router::write);
        batches.clear();
        lease.shrink(heldBytes);
        heldBytes = 0;
        lease.spilled();
      }
    }

    @Override
    public void finish() {
      if (spilled != null) {
        spill();
      } else {
        synchronized (BuildSink.this) {
          collected.addAll(batches);
        }
        batches.clear();
      }
    }

    @Override
    public void close() {
      batches.clear();
    }
  }
}
