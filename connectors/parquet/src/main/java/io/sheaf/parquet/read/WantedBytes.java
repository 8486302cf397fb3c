package io.sheaf.parquet.read;

import io.sheaf.connector.ByteRange;
import io.sheaf.connector.ReadableFile;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.RowGroupInfo;
import io.sheaf.parquet.prune.RowRanges;
import java.util.ArrayList;
import java.util.List;

/** Where in a row group the pages lie that a stream will read; asked for of remote files. */
final class WantedBytes {
  /** The most that a stream has fetched ahead; the rest is fetched as it is read. */
  private static final long MOST_AHEAD_BYTES = 32L << 20;

  private WantedBytes() {}

  /**
   * The pages of a column that have any of these rows, and its dictionary.
   *
   * @param index where pages start, or null where all of them are read
   * @return ascending, neighbours joined
   */
  static List<ByteRange> of(ChunkInfo chunk, PageIndex index, RowRanges rows) {
    if (index == null) {
      return chunk.lengthBytes() == 0
          ? List.of()
          : List.of(new ByteRange(chunk.start(), chunk.lengthBytes()));
    }
    List<ByteRange> wanted = new ArrayList<>();
    if (index.pagesBefore() > 0) {
      add(wanted, chunk.start(), index.offset(0));
    }
    for (RowRanges.Range range : rows.ranges()) {
      for (int page = index.pageOf(range.start());
          page < index.pages() && index.firstRow(page) < range.end();
          page++) {
        long end = page + 1 < index.pages() ? index.offset(page + 1) : chunk.end();
        add(wanted, index.offset(page), end);
      }
    }
    return wanted;
  }

  private static void add(List<ByteRange> wanted, long start, long end) {
    ByteRange last = wanted.isEmpty() ? null : wanted.getLast();
    if (last != null && start < last.end()) {
      return; // a page that the range of rows before had rows of, too
    }
    if (last != null && start == last.end()) {
      wanted.set(wanted.size() - 1, new ByteRange(last.start(), end - last.start()));
    } else if (start < end) {
      wanted.add(new ByteRange(start, end - start));
    }
  }

  /** Has as much fetched as a stream may hold, or nothing where memory is short. */
  static void fetch(PageReader.Source source, List<ByteRange> wanted) {
    long left = MOST_AHEAD_BYTES;
    List<ByteRange> first = new ArrayList<>();
    for (ByteRange range : wanted) {
      if (range.length() > left) {
        break;
      }
      left -= range.length();
      first.add(range);
    }
    if (source.memory().tryReserve(MOST_AHEAD_BYTES - left)) {
      source.file().fetchAhead(first);
    }
  }

  /** Has the page indexes of some columns fetched. */
  static void fetchIndexes(ReadableFile file, RowGroupInfo group, List<FileColumn> columns) {
    List<ByteRange> wanted = new ArrayList<>();
    for (FileColumn column : columns) {
      ChunkInfo.Indexes indexes = group.chunk(column).indexes();
      if (indexes.present()) {
        wanted.add(new ByteRange(indexes.columnOffset(), indexes.columnLength()));
        wanted.add(new ByteRange(indexes.offsetOffset(), indexes.offsetLength()));
      }
    }
    file.fetchAhead(wanted);
  }
}
