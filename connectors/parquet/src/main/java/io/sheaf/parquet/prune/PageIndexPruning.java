package io.sheaf.parquet.prune;

import io.sheaf.parquet.meta.Bounds;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.MalformedData;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.format.ColumnIndex;

/** Decides by a column's page index which of its pages may hold matching rows. */
public final class PageIndexPruning {
  private PageIndexPruning() {}

  /**
   * @param firstRows where each page starts, and the number of rows of the row group at the end
   */
  public static RowRanges rows(ColumnCondition condition, ColumnIndex index, long[] firstRows) {
    int pages = firstRows.length - 1;
    List<Boolean> nullPages = index.getNull_pages();
    List<ByteBuffer> mins = index.getMin_values();
    List<ByteBuffer> maxes = index.getMax_values();
    List<Long> nulls = index.isSetNull_counts() ? index.getNull_counts() : null;
    if (nullPages == null
        || mins == null
        || maxes == null
        || nullPages.size() != pages
        || mins.size() != pages
        || maxes.size() != pages
        || nulls != null && nulls.size() != pages) {
      throw new MalformedData("a column index that does not have one entry a page");
    }
    FileColumn column = condition.column();
    RowRanges.Builder ranges = new RowRanges.Builder();
    for (int page = 0; page < pages; page++) {
      long rows = firstRows[page + 1] - firstRows[page];
      long nullCount = nulls == null ? -1 : nulls.get(page);
      Bounds bounds =
          nullPages.get(page)
              ? Bounds.of(column, null, null, rows, rows)
              : Bounds.of(column, bytes(mins.get(page)), bytes(maxes.get(page)), nullCount, rows);
      if (condition.mayMatch(bounds)) {
        ranges.add(firstRows[page], firstRows[page + 1]);
      }
    }
    return ranges.build();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
