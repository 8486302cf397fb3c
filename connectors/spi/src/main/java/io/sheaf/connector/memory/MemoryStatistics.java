package io.sheaf.connector.memory;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.Bytes;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Statistics of a memory table by looking at its first rows, which for most tables are all. */
final class MemoryStatistics {
  /** A table with more rows is judged by so many of them. */
  private static final int SAMPLE_ROWS = 1 << 16;

  private MemoryStatistics() {}

  /**
   * @param batches the first ones of the table, if not all
   * @param rows of the whole table
   */
  static TableStatistics of(Schema schema, List<Batch> batches, long rows) {
    List<ColumnStatistics> columns = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      columns.add(column(batches, i, rows));
    }
    return new TableStatistics(rows, true, columns);
  }

  private static ColumnStatistics column(List<Batch> batches, int index, long rows) {
    Set<Comparable<?>> distinct = new HashSet<>();
    long nulls = 0;
    long seen = 0;
    long bytes = 0;
    Comparable<?> min = null;
    Comparable<?> max = null;
    for (Batch batch : batches) {
      Column column = batch.column(index);
      for (int row = 0; row < batch.rows() && seen < SAMPLE_ROWS; row++, seen++) {
        if (column.isNull(row)) {
          nulls++;
          continue;
        }
        Comparable<?> value = plain(column, row);
        distinct.add(value);
        bytes += value instanceof Bytes b ? b.value().length : 8;
        min = min == null || compare(value, min) < 0 ? value : min;
        max = max == null || compare(value, max) > 0 ? value : max;
      }
    }
    boolean all = seen == rows;
    double valid = seen - nulls;
    double scale = seen == 0 ? 1 : (double) rows / seen;
    boolean unique = distinct.size() > valid / 2;
    boolean nan = max instanceof Double d && d.isNaN();
    return new ColumnStatistics(
        all || !unique ? distinct.size() : distinct.size() * scale,
        nulls * scale,
        all && !nan ? narrow(min) : null,
        all && !nan ? narrow(max) : null,
        all && !nan,
        valid == 0 ? 0 : bytes / valid);
  }

  /** A wide decimal is a long wherever it fits. */
  private static Comparable<?> narrow(Comparable<?> value) {
    return value instanceof BigInteger big && big.bitLength() < Long.SIZE
        ? (Comparable<?>) big.longValue()
        : value;
  }

  @SuppressWarnings("unchecked")
  private static int compare(Comparable<?> a, Comparable<?> b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  /** A value in the plain form of {@link io.sheaf.connector.ScanPredicate}. */
  private static Comparable<?> plain(Column column, int row) {
    return switch (column) {
      case ConstantColumn c -> plain(c.value(), 0);
      case BooleanColumn c -> c.values()[row] != 0;
      case IntColumn c -> (long) c.values()[row];
      case LongColumn c ->
          c.type() instanceof DataType.Decimal d && d.precision() > 18
              ? BigInteger.valueOf(c.values()[row])
              : (Comparable<?>) c.values()[row];
      case FloatColumn c -> c.values()[row] + 0.0;
      case DoubleColumn c -> c.values()[row] + 0.0;
      case Int128Column c -> JavaValues.int128(c.values()[2 * row], c.values()[2 * row + 1]);
      case TextColumn c -> new Bytes(c.bytes(row));
      case DictionaryColumn c -> new Bytes(c.dictionary().bytes(c.codes()[row]));
    };
  }
}
