package io.sheaf.parquet.read;

import io.sheaf.connector.ReadableFile;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.MalformedData;
import io.sheaf.parquet.meta.ParquetErrors;
import io.sheaf.parquet.meta.RowGroupInfo;
import io.sheaf.parquet.meta.ThriftReads;
import io.sheaf.parquet.prune.ColumnCondition;
import io.sheaf.parquet.prune.PageIndexPruning;
import io.sheaf.parquet.prune.RowRanges;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnIndex;

/** Reads the page indexes of one row group as they are needed. For one thread. */
final class PageIndexes {
  private static final int MAX_BYTES = 64 << 20;

  private final ReadableFile file;
  private final RowGroupInfo group;
  private final Map<Integer, PageIndex> known = new HashMap<>();

  PageIndexes(ReadableFile file, RowGroupInfo group) {
    this.file = file;
    this.group = group;
  }

  /** The rows whose pages may match all conditions, among {@code rows}. */
  RowRanges prune(RowRanges rows, List<ColumnCondition> conditions) {
    RowRanges left = rows;
    for (ColumnCondition condition : conditions) {
      ChunkInfo chunk = group.chunk(condition.column());
      PageIndex index = chunk.indexes().present() ? offsets(condition.column()) : null;
      if (index == null || index.pages() < 2 || left.rows() == 0) {
        continue;
      }
      try {
        left = left.and(PageIndexPruning.rows(condition, columnIndex(chunk), index.firstRows()));
      } catch (IOException | RuntimeException e) {
        throw failure(condition.column(), e);
      }
    }
    return left;
  }

  /** Where the pages of a column start, or null if the file does not say. */
  PageIndex offsets(FileColumn column) {
    ChunkInfo chunk = group.chunk(column);
    if (chunk.indexes().offsetLength() == 0) {
      return null;
    }
    PageIndex index = known.get(column.index());
    if (index == null) {
      try {
        byte[] bytes = read(chunk.indexes().offsetOffset(), chunk.indexes().offsetLength());
        if (chunk.checks() != null) {
          check(bytes, chunk.checks().offsetIndex());
        }
        index = new PageIndex(ThriftReads.offsetIndex(bytes), chunk, group.rows());
      } catch (IOException | RuntimeException e) {
        throw failure(column, e);
      }
      known.put(column.index(), index);
    }
    return index;
  }

  private ColumnIndex columnIndex(ChunkInfo chunk) throws IOException {
    byte[] bytes = read(chunk.indexes().columnOffset(), chunk.indexes().columnLength());
    if (chunk.checks() != null) {
      check(bytes, chunk.checks().columnIndex());
    }
    return ThriftReads.columnIndex(bytes);
  }

  private byte[] read(long offset, int length) {
    if (length > MAX_BYTES) {
      throw new MalformedData("a page index of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    file.read(offset, bytes, 0, length);
    return bytes;
  }

  private static void check(byte[] bytes, int expected) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if ((int) crc.getValue() != expected) {
      throw new MalformedData("it does not match its checksum");
    }
  }

  private RuntimeException failure(FileColumn column, Exception e) {
    return e instanceof io.sheaf.columnar.SheafException known
        ? known
        : ParquetErrors.corrupt(
            file.info().path(),
            "page index of column '"
                + column.name()
                + "', row group "
                + group.index()
                + ": "
                + ParquetErrors.describe(e));
  }
}
