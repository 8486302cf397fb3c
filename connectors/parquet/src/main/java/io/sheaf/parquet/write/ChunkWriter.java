package io.sheaf.parquet.write;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.parquet.meta.FileColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Collects one column of one row group: cuts it into pages, encodes and compresses them, and keeps
 * them until the row group is written. For one thread; reused for the next row group.
 */
final class ChunkWriter {
  static final int PAGE_ROWS = 20_000;

  /** A finished data page; its offset counts from the chunk's first data page. */
  record PageInfo(int offset, int bytes, int rows, int nulls, boolean coded, Extremes extremes) {}

  private final FileColumn column;
  private final Compressors compressors;
  private final PageValues values;
  private final ByteSink pages = new ByteSink();
  private final ByteSink scratch = new ByteSink();
  private final ByteSink compressed = new ByteSink();
  private final List<PageInfo> infos = new ArrayList<>();
  private final List<Integer> headerChecks = new ArrayList<>();
  private final long[] validity = new long[Validity.words(PAGE_ROWS)];
  private int pageRows;
  private int pageNulls;
  private long uncompressedBytes;

  ChunkWriter(FileColumn column, Compressors compressors) {
    this.column = column;
    this.compressors = compressors;
    this.values =
        switch (column.physical()) {
          case BOOLEAN -> new BooleanPageValues(PAGE_ROWS);
          case INT32, INT64, FLOAT, DOUBLE -> new NumberPageValues(column.physical(), PAGE_ROWS);
          case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
              new BytesPageValues(column.fixedBytes(), PAGE_ROWS);
          case INT96 -> throw SheafException.bug("INT96 is not written");
        };
  }

  FileColumn column() {
    return column;
  }

  List<PageInfo> pages() {
    return infos;
  }

  List<Integer> headerChecks() {
    return headerChecks;
  }

  long uncompressedBytes() {
    return uncompressedBytes;
  }

  /** Entries of the dictionary if there is one, else 0. */
  int dictionarySize() {
    return infos.stream().anyMatch(PageInfo::coded) ? values.dictionarySize() : 0;
  }

  /** Bytes held, about. */
  long heldBytes() {
    return pages.size() + values.bytes();
  }

  /** Takes all rows of a column, never a constant one. */
  void append(Column from, int rows) {
    long[] bits = from.validity();
    int row = 0;
    while (row < rows) {
      int stop = Math.min(rows, row + PAGE_ROWS - pageRows);
      int next = values.append(from, row, stop, bits);
      appendLevels(bits, row, next);
      row = next;
      if (pageRows == PAGE_ROWS || row < stop || values instanceof BytesPageValues b && b.full()) {
        finishPage();
      }
    }
  }

  private void appendLevels(long[] bits, int from, int to) {
    for (int row = from; row < to; row++, pageRows++) {
      if (Validity.isValid(bits, row)) {
        Validity.setValid(validity, pageRows);
      } else if (column.optional()) {
        Validity.setNull(validity, pageRows);
        pageNulls++;
      } else {
        throw SheafException.bug("NULL in column '" + column.name() + "', which is NOT NULL");
      }
    }
  }

  private void finishPage() {
    if (pageRows == 0) {
      return;
    }
    boolean coded = values.dictionaryPays() && values.count() > 0;
    if (coded && !worthIt()) {
      values.abandonDictionary();
      coded = false;
    }
    Extremes extremes = values.extremes();
    scratch.clear();
    if (column.optional()) {
      scratch.writeInt(0);
      HybridEncoder.encodeLevels(validity, pageRows, pageNulls > 0, scratch);
      scratch.setInt(0, scratch.size() - Integer.BYTES);
    }
    if (coded) {
      int width = HybridEncoder.width(values.dictionarySize() - 1);
      scratch.write(width);
      HybridEncoder.encode(values.codes(), values.count(), width, scratch);
    } else {
      values.writePlain(scratch);
    }
    PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
    header.setData_page_header(
        new DataPageHeader(
            pageRows,
            coded ? Encoding.RLE_DICTIONARY : Encoding.PLAIN,
            Encoding.RLE,
            Encoding.RLE));
    int offset = pages.size();
    writePage(header, pages);
    infos.add(new PageInfo(offset, pages.size() - offset, pageRows, pageNulls, coded, extremes));
    values.clearPage();
    pageRows = 0;
    pageNulls = 0;
  }

  /** After the first page it is clear whether values repeat enough for codes to be shorter. */
  private boolean worthIt() {
    if (!infos.isEmpty()) {
      return true;
    }
    return values.dictionarySize() <= Math.max(16, values.count() * 2L / 3);
  }

  /** Compresses what is in the scratch buffer and appends it to {@code out} behind its header. */
  private void writePage(PageHeader header, ByteSink out) {
    compressed.clear();
    compressors.compress(scratch.data(), scratch.size(), compressed);
    CRC32 crc = new CRC32();
    crc.update(compressed.data(), 0, compressed.size());
    header.setUncompressed_page_size(scratch.size());
    header.setCompressed_page_size(compressed.size());
    header.setCrc((int) crc.getValue());
    int at = out.size();
    try {
      Util.writePageHeader(header, out);
    } catch (IOException e) {
      throw SheafException.bug("cannot serialise a page header: " + e.getMessage());
    }
    int headerBytes = out.size() - at;
    crc.reset();
    crc.update(out.data(), at, headerBytes);
    headerChecks.add((int) crc.getValue());
    uncompressedBytes += headerBytes + scratch.size();
    out.write(compressed.data(), 0, compressed.size());
  }

  /** Ends the last page; returns the dictionary page, empty if there is none. */
  byte[] finish() {
    finishPage();
    if (dictionarySize() == 0) {
      return new byte[0];
    }
    scratch.clear();
    values.writeDictionary(scratch);
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(
        new DictionaryPageHeader(values.dictionarySize(), Encoding.PLAIN));
    ByteSink out = new ByteSink();
    writePage(header, out);
    headerChecks.addFirst(headerChecks.removeLast());
    return Arrays.copyOf(out.data(), out.size());
  }

  byte[] pageBytes() {
    return pages.data();
  }

  int pageLength() {
    return pages.size();
  }

  /** Makes ready for the next row group. */
  void clear() {
    pages.clear();
    infos.clear();
    headerChecks.clear();
    uncompressedBytes = 0;
    values.clearChunk();
  }

  /** Bytes of a bound of this column. */
  int boundBytes() {
    return column.physical() == Type.BOOLEAN ? 1 : column.fixedBytes();
  }
}
