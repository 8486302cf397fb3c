package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.MalformedData;
import java.util.List;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;

/**
 * Where the data pages of a column chunk start, by row; checked against chunk and row group.
 * Immutable.
 */
final class PageIndex {
  private final long[] offsets;
  private final long[] firstRows;
  private final int pagesBefore;

  /**
   * @param rows rows of the row group
   */
  PageIndex(OffsetIndex index, ChunkInfo chunk, long rows) {
    List<PageLocation> locations = index.getPage_locations();
    if (locations == null || locations.isEmpty()) {
      throw new MalformedData("an offset index without pages");
    }
    int pages = locations.size();
    offsets = new long[pages];
    firstRows = new long[pages + 1];
    firstRows[pages] = rows;
    long position = chunk.start();
    long row = 0;
    for (int i = 0; i < pages; i++) {
      PageLocation location = locations.get(i);
      offsets[i] = location.getOffset();
      firstRows[i] = location.getFirst_row_index();
      if (offsets[i] < position
          || location.getCompressed_page_size() < 0
          || offsets[i] > chunk.end() - location.getCompressed_page_size()
          || (i == 0 ? firstRows[i] != 0 : firstRows[i] < row)
          || firstRows[i] > rows) {
        throw new MalformedData("an offset index that is out of order or outside its column chunk");
      }
      position = offsets[i] + location.getCompressed_page_size();
      row = firstRows[i];
    }
    pagesBefore = offsets[0] > chunk.start() ? 1 : 0;
  }

  int pages() {
    return offsets.length;
  }

  /** Where each page starts, and the number of rows at the end. */
  long[] firstRows() {
    return firstRows;
  }

  long offset(int page) {
    return offsets[page];
  }

  /** 1 if a dictionary page comes before the data pages. */
  int pagesBefore() {
    return pagesBefore;
  }

  long firstRow(int page) {
    return firstRows[page];
  }

  /** Rows of a page. */
  long rows(int page) {
    return firstRows[page + 1] - firstRows[page];
  }

  /** The last page that starts at or before a row of the row group. */
  int pageOf(long row) {
    int low = 0;
    int high = offsets.length - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (firstRows[middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
