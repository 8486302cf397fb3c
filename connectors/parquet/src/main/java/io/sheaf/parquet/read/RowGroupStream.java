package io.sheaf.parquet.read;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.parquet.prune.RowRanges;

/**
 * Batches of ranges of one row group. When there is a filter its columns are decoded first, and the
 * others for the rows that it leaves.
 */
public final class RowGroupStream implements BatchStream {
  /** A window is cut off at the end of a page unless less than this is left of it. */
  private static final int SHORTEST_WINDOW = 256;

  private final ScanParts parts;
  private final RowRanges ranges;
  private final PageReader.Source source;
  private final ColumnReader[] readers;
  private final Window window;
  private final Sieve sieve;
  private final boolean[] filtered;
  private int range;
  private long row;
  private long rowsLeft;
  private boolean open = true;

  /**
   * @param readers one a requested column; null for a column that the file lacks
   */
  RowGroupStream(
      ScanParts parts, RowRanges ranges, PageReader.Source source, ColumnReader[] readers) {
    this.parts = parts;
    this.ranges = ranges;
    this.source = source;
    this.readers = readers;
    this.window = parts.window();
    this.sieve = parts.sieve();
    this.filtered = sieve.columns();
    this.rowsLeft = parts.request().limit();
    window.start(readers);
    sieve.start(ranges.rows());
  }

  @Override
  public Schema schema() {
    return parts.schema();
  }

  @Override
  public Batch next() {
    while (open && rowsLeft > 0) {
      source.context().checkCancelled();
      if (range == ranges.ranges().size()) {
        break;
      }
      RowRanges.Range now = ranges.ranges().get(range);
      if (row < now.start()) {
        window.skip(now.start() - row);
        row = now.start();
      }
      int rows = windowRows((int) Math.min(parts.request().batchRows(), now.end() - row));
      window.begin(rows);
      int count = sieve.select(window);
      row += rows;
      if (row == now.end()) {
        range++;
      }
      if (count > 0) {
        return batch((int) Math.min(count, rowsLeft));
      }
      window.skipRest();
    }
    if (open) {
      close();
      parts.keep(readers);
      source.context().scratch().leave(parts);
    }
    return null;
  }

  /** Filters run best on rows that lie in one page of each column that they read. */
  private int windowRows(int most) {
    int rows = most;
    for (int i = 0; i < readers.length; i++) {
      if (filtered[i] && readers[i] != null) {
        int atHand = readers[i].rowsAtHand();
        rows = atHand < SHORTEST_WINDOW ? rows : Math.min(rows, atHand);
      }
    }
    return rows;
  }

  private Batch batch(int count) {
    rowsLeft -= count;
    return sieve.restrict(window.all(), count);
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    closeAll(readers, source);
  }

  /** Gives back what the readers hold and closes the file. */
  static void closeAll(ColumnReader[] readers, PageReader.Source source) {
    try {
      for (ColumnReader reader : readers) {
        if (reader != null) {
          reader.close();
        }
      }
    } finally {
      source.memory().close();
      source.file().close();
    }
  }
}
