package io.sheaf.parquet.read;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.LongColumn;
import io.sheaf.parquet.meta.Bounds;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.Footer;
import io.sheaf.parquet.meta.ParquetErrors;
import io.sheaf.parquet.meta.RowGroupInfo;

/** Puts together the reader of a column of a row group. */
final class ColumnReaders {
  private ColumnReaders() {}

  /**
   * @param index where pages start, or null
   * @param before a reader of another row group that is done and whose arrays may serve again, or
   *     null
   */
  static ColumnReader open(
      Footer footer,
      RowGroupInfo group,
      FileColumn column,
      PageReader.Source source,
      PageIndex index,
      ColumnReader before) {
    ChunkInfo chunk = group.chunk(column);
    if (chunk.meta().getType() != column.physical()) {
      throw ParquetErrors.corrupt(
          footer.path(),
          "column '"
              + column.name()
              + "', row group "
              + group.index()
              + ": values are "
              + chunk.meta().getType()
              + " where the schema says "
              + column.physical());
    }
    ColumnReader reader =
        before != null && before.column().equals(column)
            ? before
            : new ColumnReader(column, values(column));
    reader.start(
        new ColumnReader.Place(footer.path(), group.index(), index),
        source,
        chunk,
        interval(column, chunk, group));
    return reader;
  }

  private static ValueReader values(FileColumn column) {
    return switch (column.physical()) {
      case BOOLEAN -> new BooleanValues(column.type());
      case INT32, FLOAT -> new IntValues(column);
      case INT64, DOUBLE -> new LongValues(column);
      case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new BytesValues(column);
    };
  }

  /** Bounds of decimals that fit 64 bits, by the statistics of the chunk. */
  private static LongColumn.Interval interval(
      FileColumn column, ChunkInfo chunk, RowGroupInfo group) {
    if (!(column.type() instanceof DataType.Decimal)) {
      return null;
    }
    Bounds bounds = Bounds.of(column, chunk.meta().getStatistics(), group.rows());
    return bounds.min() instanceof Long min && bounds.max() instanceof Long max
        ? new LongColumn.Interval(min, max)
        : null;
  }
}
