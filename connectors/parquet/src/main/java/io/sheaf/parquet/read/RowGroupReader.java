package io.sheaf.parquet.read;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.FileFormat.FileRequest;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.FileStatistics;
import io.sheaf.parquet.meta.Footer;
import io.sheaf.parquet.meta.RowGroupInfo;
import io.sheaf.parquet.prune.ColumnCondition;
import io.sheaf.parquet.prune.RowGroupPruning;
import io.sheaf.parquet.prune.RowRanges;
import java.util.ArrayList;
import java.util.List;

/** Opens streams over row groups. Thread-safe. */
public final class RowGroupReader {
  private static final int BYTES_PER_ROW_AND_COLUMN = 32;

  private final BufferPool buffers;

  public RowGroupReader(BufferPool buffers) {
    this.buffers = buffers;
  }

  /** The rows of a row group that are wanted. */
  public record Piece(Footer footer, RowGroupInfo group, RowRanges rows) {}

  /**
   * @param file closed by the stream, or at once if this fails
   */
  public BatchStream open(
      ReadableFile file, Piece piece, FileRequest request, ScanContext context) {
    Footer footer = piece.footer();
    Schema schema = request.schema().select(request.scan().columns());
    ReadMemory memory =
        new ReadMemory(context.memory(), "Scan of " + FileInfo.shown(footer.path()));
    PageReader.Source source = new PageReader.Source(file, buffers, memory, context);
    ColumnReader[] readers = new ColumnReader[schema.size()];
    ScanParts left = context.scratch().take(ScanParts.class);
    try {
      ScanParts parts =
          left != null && left.serves(schema, request.scan())
              ? left
              : new ScanParts(schema, request.scan());
      RowRanges rows = openReaders(piece, request, source, parts, readers);
      memory.reserve(batchBytes(request.scan(), readers.length));
      return new RowGroupStream(parts, rows, source, readers);
    } catch (RuntimeException | Error e) {
      RowGroupStream.closeAll(readers, source);
      throw e;
    }
  }

  private static long batchBytes(ScanRequest scan, int columns) {
    return (long) scan.batchRows() * BYTES_PER_ROW_AND_COLUMN * Math.max(1, columns);
  }

  /** Opens readers unless nothing is left to be read; returns the rows to be read. */
  private static RowRanges openReaders(
      Piece piece,
      FileRequest request,
      PageReader.Source source,
      ScanParts parts,
      ColumnReader[] readers) {
    Footer footer = piece.footer();
    FileColumn[] columns = columns(footer, parts.schema());
    RowGroupInfo group = piece.group();
    // The predicate may be tighter by now than when the split was made.
    RowGroupPruning pruning =
        RowGroupPruning.of(footer, request.schema(), request.scan().predicate());
    if (!pruning.mayMatch(group)) {
      return RowRanges.of(0, 0);
    }
    for (ColumnCondition condition : pruning.conditions()) {
      ChunkInfo chunk = group.chunk(condition.column());
      if (!BloomFilters.mayMatch(source.file(), chunk, condition)) {
        return RowRanges.of(0, 0);
      }
    }
    if (source.file().isRemote()) {
      WantedBytes.fetchIndexes(
          source.file(),
          group,
          pruning.conditions().stream().map(ColumnCondition::column).distinct().toList());
    }
    PageIndexes indexes = new PageIndexes(source.file(), group);
    RowRanges rows = indexes.prune(piece.rows(), pruning.conditions());
    if (rows.rows() == 0) {
      return rows;
    }
    boolean some = rows.rows() < group.rows();
    List<ByteRange> all = new ArrayList<>();
    for (int i = 0; i < readers.length; i++) {
      if (columns[i] != null) {
        PageIndex index = some ? indexes.offsets(columns[i]) : null;
        readers[i] = ColumnReaders.open(footer, group, columns[i], source, index, parts.reader(i));
        if (source.file().isRemote()) {
          List<ByteRange> wanted = WantedBytes.of(group.chunk(columns[i]), index, rows);
          readers[i].readOnly(wanted);
          all.addAll(wanted);
        }
      }
    }
    if (!all.isEmpty()) {
      WantedBytes.fetch(source, all);
    }
    for (ColumnCondition condition : pruning.conditions()) {
      for (ColumnReader reader : readers) {
        if (reader != null
            && reader.column().index() == condition.column().index()
            && FileStatistics.dictionaryOnly(group.chunk(reader.column()).meta())
            && !reader.dictionaryMayMatch(condition)) {
          return RowRanges.of(0, 0);
        }
      }
    }
    return rows;
  }

  private static FileColumn[] columns(Footer footer, Schema schema) {
    FileColumn[] columns = new FileColumn[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(footer, schema.field(i));
    }
    return columns;
  }

  private static FileColumn column(Footer footer, Field field) {
    FileColumn column = footer.schema().find(footer.path(), field.name());
    if (column == null || column.type().equals(field.type())) {
      return column;
    }
    if (!Widening.allows(column.type(), field.type())) {
      throw SheafException.user(
          "TYPE_MISMATCH",
          "file "
              + footer.path()
              + ": column '"
              + column.name()
              + "' is "
              + column.type().sql()
              + " where the table has "
              + field.type().sql());
    }
    return new FileColumn(
        column.index(), column.name(), column.optional(), field.type(), column.layout());
  }
}
