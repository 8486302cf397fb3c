package io.sheaf.connector.memory;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of frozen batches at one version; {@link #append} gives the next version and leaves this
 * one as it is, so that running queries keep what they began with. Immutable and thread-safe.
 */
public final class MemoryTable implements Table {
  /** The connector name in references. */
  public static final String CONNECTOR = "memory";

  /** Rows a split holds when nobody asks for more splits. */
  private static final int SPLIT_ROWS = 1 << 17;

  private final String name;
  private final Schema schema;
  private final List<Batch> batches;
  private final long rows;
  private final long version;
  private volatile TableStatistics statistics;

  private MemoryTable(String name, Schema schema, List<Batch> batches, long version) {
    this.name = name;
    this.schema = schema;
    this.batches = List.copyOf(batches);
    this.rows = batches.stream().mapToLong(Batch::rows).sum();
    this.version = version;
  }

  public static MemoryTable empty(String name, Schema schema) {
    return new MemoryTable(name, schema, List.of(), 0);
  }

  /** A table of batches, each of which is frozen first. */
  public static MemoryTable of(String name, Schema schema, List<Batch> batches) {
    return empty(name, schema).append(batches);
  }

  /** This table and more rows, as its next version. */
  public MemoryTable append(List<Batch> more) {
    List<Batch> all = new ArrayList<>(batches);
    for (Batch batch : more) {
      if (!types(batch.schema()).equals(types(schema))) {
        throw SheafException.bug("batch of " + batch.schema() + " for table " + name + schema);
      }
      if (batch.selectedRows() > 0) {
        all.add(batch.freeze());
      }
    }
    return new MemoryTable(name, schema, all, version + 1);
  }

  /** A table of other rows, as the next version of this one. */
  public MemoryTable replaced(List<Batch> rows) {
    return new MemoryTable(name, schema, List.of(), version).append(rows);
  }

  private static List<DataType> types(Schema schema) {
    return schema.fields().stream().map(Field::type).toList();
  }

  public List<Batch> batches() {
    return batches;
  }

  /** Exact number of rows. */
  public long rows() {
    return rows;
  }

  @Override
  public TableRef ref() {
    return new TableRef(CONNECTOR, name);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public String version() {
    return Long.toString(version);
  }

  @Override
  public TableStatistics statistics() {
    TableStatistics known = statistics;
    if (known == null) {
      known = statistics(schema, batches, rows);
      statistics = known;
    }
    return known;
  }

  /**
   * What some rows tell of a table.
   *
   * @param first the first rows of the table, if not all
   * @param rows how many the table has
   */
  public static TableStatistics statistics(Schema schema, List<Batch> first, long rows) {
    return MemoryStatistics.of(schema, first, rows);
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    long wanted = Math.max(minimumSplits, (rows + SPLIT_ROWS - 1) / SPLIT_ROWS);
    long pieces = Math.min(rows, wanted);
    List<Split> splits = new ArrayList<>();
    for (long i = 0; i < pieces; i++) {
      long from = rows * i / pieces;
      long to = rows * (i + 1) / pieces;
      splits.add(new RowRange(from, to - from));
    }
    return splits;
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    RowRange range = (RowRange) split;
    return new MemoryStream(batches, schema.select(request.columns()), range, request, context);
  }

  /**
   * Consecutive rows of the table.
   *
   * @param first number of the first row, counted over all batches
   */
  record RowRange(long first, long rows) implements Split {}
}
