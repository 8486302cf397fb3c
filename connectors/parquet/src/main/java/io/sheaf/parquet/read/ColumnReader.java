package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.connector.ByteRange;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.MalformedData;
import io.sheaf.parquet.meta.ParquetErrors;
import io.sheaf.parquet.meta.PlainValues;
import io.sheaf.parquet.prune.ColumnCondition;
import java.util.List;
import org.apache.parquet.format.PageType;

/**
 * Reads one column of one row group after another, batch by batch: walks over pages, decodes levels
 * and has a {@link ValueReader} decode the values. For one thread. Rows that are skipped cost
 * nothing until a later row is read, and whole pages among them are never decompressed.
 */
final class ColumnReader implements AutoCloseable {
  private final FileColumn column;
  private final ValueReader values;
  private final PageReader pages = new PageReader();
  private final HybridDecoder levels = new HybridDecoder();
  private final Codes codes = new Codes();

  private Place place;
  private long nextRow;
  private long pendingSkip;
  private int pageLeft;
  private boolean loaded;
  private boolean pageHasNulls;
  private long[] validity = new long[0];

  /**
   * Which row group of which file.
   *
   * @param index where the pages start, or null to walk over all of them
   */
  record Place(String path, int rowGroup, PageIndex index) {}

  ColumnReader(FileColumn column, ValueReader values) {
    this.column = column;
    this.values = values;
  }

  /**
   * Goes on with a row group, from its first row on; the one before must have been closed.
   *
   * @param interval bounds of decimals that are known to fit 64 bits, or null
   */
  void start(Place at, PageReader.Source source, ChunkInfo chunk, LongColumn.Interval interval) {
    place = at;
    nextRow = 0;
    pendingSkip = 0;
    pageLeft = 0;
    loaded = false;
    pages.start(source, chunk);
    values.chunk(new ValueReader.Chunk(at.path(), interval, source.memory()));
  }

  /** Lets go of the row group's dictionary and pages, once it was closed. */
  void forget() {
    values.forget();
  }

  /** Says which bytes of the file all pages lie in that will be read. */
  void readOnly(List<ByteRange> wanted) {
    pages.readOnly(wanted);
  }

  /** Leaves out the next rows, once a later one is wanted. */
  void skip(long rows) {
    pendingSkip += rows;
  }

  /** Decodes the next {@code rows} rows; the column is valid until the next call. */
  Column read(int rows) {
    try {
      skipPending();
      return decode(rows);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /**
   * Decodes some of the next {@code rows} rows and passes over the others.
   *
   * @param chosen which ones, counted from the next, ascending; at least one
   */
  Column read(int rows, int[] chosen, int count) {
    try {
      skipPending();
      ensurePage();
      if (values.coded() && (pageHasNulls || count > rows / 2) && readCodesHere(rows)) {
        return codes.column(chosen, count);
      }
      if (rows > pageLeft || pageHasNulls || !values.pickable()) {
        Column all = decode(rows);
        Columns.moveToFront(all, chosen, count);
        return all;
      }
      values.pick(chosen, count);
      int passed = chosen[count - 1] + 1;
      pageLeft -= passed;
      nextRow += passed;
      skip(rows - passed);
      return values.column(count, null);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /**
   * Decodes the codes of the next {@code rows} rows, if they all are codes of one page, and passes
   * over them.
   *
   * @return whether it did
   */
  boolean readCodes(int rows) {
    try {
      skipPending();
      ensurePage();
      return readCodesHere(rows);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  private boolean readCodesHere(int rows) {
    if (rows > pageLeft || !values.coded()) {
      return false;
    }
    codes.read(rows, pageHasNulls ? levels : null, values);
    pageLeft -= rows;
    nextRow += rows;
    return true;
  }

  /** Entries of the dictionary that the codes refer to. */
  int entries() {
    return values.dictionarySize();
  }

  /** These entries in the order of their codes, and a NULL behind the last. */
  Column dictionary() {
    try {
      return values.entries();
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /** {@link Codes#select} among the rows of {@link #readCodes}. */
  int select(byte[] wanted, int[] in, int count, int[] out) {
    try {
      return codes.select(wanted, in, count, out);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /** The rows of {@link #readCodes}, to be asked for once. */
  Column decoded(int rows) {
    try {
      return codes.column(rows);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /** Some rows of {@link #readCodes}, to be asked for once. */
  Column decoded(int[] chosen, int count) {
    try {
      return codes.column(chosen, count);
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  /** What decoding met; damage becomes an error that tells where. */
  private RuntimeException located(RuntimeException e) {
    return switch (e) {
      case MalformedData damage -> failure(damage);
      case IndexOutOfBoundsException damage -> failure(damage);
      case NegativeArraySizeException damage -> failure(damage);
      case ArithmeticException damage -> failure(damage);
      case RuntimeException other -> other;
    };
  }

  /** Rows that are left of the page at hand; no more than that is known of the rows behind. */
  int rowsAtHand() {
    return loaded && pendingSkip < pageLeft ? (int) (pageLeft - pendingSkip) : Integer.MAX_VALUE;
  }

  /**
   * Whether a value that is not NULL may match, judged by the dictionary; for chunks that are all
   * codes.
   */
  boolean dictionaryMayMatch(ColumnCondition condition) {
    if (!condition.cheapFor(1)) {
      return true;
    }
    try {
      takeDictionary();
      int entries = values.dictionarySize();
      if (entries < 0 || !condition.cheapFor(entries)) {
        return true;
      }
      for (int code = 0; code < entries; code++) {
        Comparable<?> value = PlainValues.decode(column, values.entry(code), false);
        if (value == null || condition.mayMatch(value)) {
          return true;
        }
      }
      return false;
    } catch (RuntimeException e) {
      throw located(e);
    }
  }

  private void takeDictionary() {
    if (values.dictionarySize() < 0 && pages.pages() == 0) {
      pages.nextHeader();
      if (pages.type() == PageType.DICTIONARY_PAGE) {
        values.dictionary(pages.load(false, false));
      } else {
        startPage();
      }
    }
  }

  FileColumn column() {
    return column;
  }

  private SheafException failure(RuntimeException e) {
    return ParquetErrors.corrupt(
        place.path(),
        "column '"
            + column.name()
            + "', row group "
            + place.rowGroup()
            + ", page "
            + Math.max(0, pages.pages() - 1)
            + " (before byte "
            + pages.position()
            + "): "
            + ParquetErrors.describe(e));
  }

  private Column decode(int rows) {
    values.begin(rows);
    boolean anyNull = false;
    int at = 0;
    while (at < rows) {
      ensurePage();
      int n = Math.min(rows - at, pageLeft);
      if (pageHasNulls) {
        if (!anyNull) {
          anyNull = true;
          startValidity(rows);
        }
        int present = levels.readBits(validity, at, n);
        values.read(at, present);
        if (present < n) {
          values.spread(at, n, present, validity);
        }
      } else {
        values.read(at, n);
      }
      at += n;
      pageLeft -= n;
    }
    nextRow += rows;
    return values.column(rows, anyNull && Validity.anyNull(validity, rows) ? validity : null);
  }

  private void startValidity(int rows) {
    if (validity.length < Validity.words(rows)) {
      validity = new long[Validity.words(rows)];
    }
    java.util.Arrays.fill(validity, -1L);
  }

  private void skipPending() {
    long left = pendingSkip;
    pendingSkip = 0;
    nextRow += left;
    if (left > pageLeft && place.index() != null) {
      left = jump();
    }
    while (left > 0) {
      if (pageLeft == 0) {
        nextPage();
      } else if (!loaded && left >= pageLeft) {
        pages.skip();
        left -= pageLeft;
        pageLeft = 0;
      } else {
        ensurePage();
        int n = (int) Math.min(left, pageLeft);
        values.skip(pageHasNulls ? levels.readBits(scratch(n), 0, n) : n);
        pageLeft -= n;
        left -= n;
      }
    }
  }

  private long[] scratch(int rows) {
    if (validity.length < Validity.words(rows)) {
      validity = new long[Validity.words(rows)];
    }
    return validity;
  }

  /**
   * Goes to the page that holds {@link #nextRow}; returns how many rows of it are still to be
   * skipped.
   */
  private long jump() {
    PageIndex index = place.index();
    int page = index.pageOf(nextRow);
    if (pages.pages() == 0 && index.pagesBefore() > 0) {
      // The dictionary comes first and is not in the index.
      pages.nextHeader();
      if (pages.type() == PageType.DICTIONARY_PAGE) {
        values.dictionary(pages.load(false, false));
      } else {
        pages.skip();
      }
    } else if (!loaded && pageLeft > 0) {
      pages.skip();
    }
    pageLeft = 0;
    loaded = false;
    pages.seek(index.offset(page), page + index.pagesBefore());
    nextPage();
    if (pageLeft != index.rows(page)) {
      throw new MalformedData("it does not have the rows that the page index says");
    }
    return nextRow - index.firstRow(page);
  }

  /** Reads headers up to the next data page with values. */
  private void nextPage() {
    do {
      pages.nextHeader();
      if (pages.type() == PageType.DICTIONARY_PAGE) {
        values.dictionary(pages.load(false, false));
      } else {
        startPage();
      }
    } while (pageLeft == 0);
  }

  private void startPage() {
    if (pages.type() == PageType.INDEX_PAGE) {
      pages.skip();
      return;
    }
    pageLeft = pages.values();
    loaded = false;
    if (pageLeft == 0) {
      pages.skip();
    }
  }

  private void ensurePage() {
    if (pageLeft == 0) {
      nextPage();
    }
    if (loaded) {
      return;
    }
    Page page = pages.load(column.optional(), values.keepsPages() && !pages.dictionaryCoded());
    loaded = true;
    pageHasNulls = false;
    if (page.levels() != null) {
      levels.start(page.data(), page.levels().start(), page.levels().end(), 1);
      pageHasNulls = !levels.allOnes(page.values());
      if (pageHasNulls) {
        levels.start(page.data(), page.levels().start(), page.levels().end(), 1);
      }
    }
    values.page(page);
  }

  @Override
  public void close() {
    pages.close();
  }
}
