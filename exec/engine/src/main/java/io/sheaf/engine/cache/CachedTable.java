package io.sheaf.engine.cache;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.RowGate;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Kept rows in the place of the table or view that they are of. Immutable and thread-safe. */
public final class CachedTable implements Table {
  private final String name;
  private final Kept rows;
  private final long version;

  /**
   * @param version no other rows that were ever kept have the same
   */
  public CachedTable(String name, Kept rows, long version) {
    this.name = name;
    this.rows = rows;
    this.version = version;
  }

  /** What is kept. */
  public Kept rows() {
    return rows;
  }

  @Override
  public TableRef ref() {
    return new TableRef(TableRef.CACHED, name);
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public String version() {
    return Long.toString(version);
  }

  @Override
  public TableStatistics statistics() {
    return rows.statistics();
  }

  /** The blocks from one to another, exclusive. */
  private record Blocks(int from, int to, long rows) implements Split {}

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    CachedRows rows = here();
    int blocks = rows.blocks();
    int pieces = Math.min(blocks, Math.max(minimumSplits, (blocks + 15) / 16));
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      int from = (int) ((long) blocks * i / pieces);
      int to = (int) ((long) blocks * (i + 1) / pieces);
      splits.add(new Blocks(from, to, IntStream.range(from, to).mapToLong(rows::rows).sum()));
    }
    return splits;
  }

  /** Where they lie with workers, queries do not scan them but read {@link SpreadRows#node}. */
  private CachedRows here() {
    return switch (rows) {
      case CachedRows here -> here;
      case SpreadRows spread -> throw gone();
    };
  }

  private SheafException gone() {
    return SheafException.external("CACHE_GONE", "the cache of " + name + " was cleared", null);
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    CachedRows rows = here();
    if (!rows.hold()) {
      throw gone();
    }
    return new Reading(rows, (Blocks) split, request, context);
  }

  private final class Reading implements BatchStream {
    private final CachedRows rows;
    private final ScanRequest request;
    private final ScanContext context;
    private final RowGate gate;
    private final Schema schema;
    private final int end;
    private int next;
    private Batch block;
    private int row;
    private boolean closed;

    Reading(CachedRows rows, Blocks blocks, ScanRequest request, ScanContext context) {
      this.rows = rows;
      this.request = request;
      this.context = context;
      this.gate = new RowGate(request);
      this.schema = rows.schema().select(request.columns());
      this.next = blocks.from();
      this.end = blocks.to();
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      while (!closed && !gate.done() && (block != null || next < end)) {
        context.checkCancelled();
        if (block == null) {
          Batch whole = rows.read(next++);
          block =
              Batch.frozen(
                  schema, request.columns().stream().map(whole::column).toList(), whole.rows());
          row = 0;
        }
        Batch passed = gate.pass(slice());
        if (passed != null) {
          return passed;
        }
      }
      return null;
    }

    /** The next rows of the block, no more than are wanted at a time. */
    private Batch slice() {
      Batch whole = block;
      int from = row;
      int count = Math.min(request.batchRows(), whole.rows() - from);
      row += count;
      if (row == whole.rows()) {
        block = null;
      }
      if (count == whole.rows()) {
        return whole;
      }
      int[] chosen = IntStream.range(from, from + count).toArray();
      List<Column> columns =
          whole.columns().stream().map(c -> Columns.gather(c, chosen, count)).toList();
      return Batch.frozen(schema, columns, count);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        block = null;
        rows.release();
      }
    }
  }
}
