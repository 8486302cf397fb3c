package io.sheaf.parquet.read;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileFormat.FileRequest;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.ScanContext;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.Footer;
import io.sheaf.parquet.meta.RowGroupInfo;
import io.sheaf.parquet.prune.RowRanges;

/** Opens streams over row groups. Thread-safe. */
public final class RowGroupReader {
  private static final int BYTES_PER_ROW_AND_COLUMN = 24;

  private final BufferPool buffers;

  public RowGroupReader(BufferPool buffers) {
    this.buffers = buffers;
  }

  /**
   * @param rows the rows of the row group that are wanted
   */
  public BatchStream open(
      ReadableFile file,
      Footer footer,
      RowGroupInfo group,
      RowRanges rows,
      FileRequest request,
      ScanContext context) {
    Schema schema = request.schema().select(request.scan().columns());
    ReadMemory memory = new ReadMemory(context.memory(), "Scan of " + footer.path());
    PageReader.Source source = new PageReader.Source(file, buffers, memory, context);
    ColumnReader[] readers = new ColumnReader[schema.size()];
    try {
      memory.reserve(
          (long) request.scan().batchRows() * BYTES_PER_ROW_AND_COLUMN * Math.max(1, readers.length));
      for (int i = 0; i < readers.length; i++) {
        FileColumn column = column(footer, schema.field(i));
        if (column != null) {
          readers[i] = ColumnReaders.open(footer, group, column, source, null);
        }
      }
      return new RowGroupStream(schema, request.scan(), rows, source, readers);
    } catch (RuntimeException | Error e) {
      RowGroupStream.closeAll(readers, source);
      throw e;
    }
  }

  private static FileColumn column(Footer footer, Field field) {
    FileColumn column = footer.schema().find(footer.path(), field.name());
    if (column != null && !column.type().equals(field.type())) {
      throw SheafException.user(
          "TYPE_MISMATCH",
          "file " + footer.path() + ": column '" + column.name() + "' is " + column.type().sql()
              + " where the table has " + field.type().sql());
    }
    return column;
  }
}
