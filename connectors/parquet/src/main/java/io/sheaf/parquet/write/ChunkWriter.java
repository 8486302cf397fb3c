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
import org.apache.parquet.format.Util;

/**
 * Collects one column of one row group: cuts it into pages, encodes and compresses them, and keeps
 * them until the row group ends. For one thread; reused for the next row group.
 */
final class ChunkWriter {
  static final int PAGE_ROWS = 20_000;

  /** What does not depend on the rows of a page: first sizes of buffers and dictionaries. */
  private static final int FIRST_BYTES = 20 << 10;

  /** A finished data page; its offset counts from the chunk's first data page. */
  record PageInfo(int offset, int bytes, int rows, int nulls, boolean coded, Extremes extremes) {}

  private final FileColumn column;
  private final Compressors compressors;
  private final PageValues values;
  private final int mostRows;
  private final List<byte[]> pages = new ArrayList<>();
  private final ByteSink scratch = new ByteSink();
  private final ByteSink head = new ByteSink();
  private final ByteSink compressed = new ByteSink();
  private final List<PageInfo> infos = new ArrayList<>();
  private final List<Integer> headerChecks = new ArrayList<>();
  private final long[] validity;
  private long pageBytes;
  private int pageRows;
  private int pageNulls;
  private long uncompressedBytes;

  /**
   * @param mostRows of a page
   */
  ChunkWriter(FileColumn column, Compressors compressors, int mostRows) {
    this.mostRows = mostRows;
    this.validity = new long[Validity.words(mostRows)];
    this.column = column;
    this.compressors = compressors;
    this.values =
        switch (column.physical()) {
          case BOOLEAN -> new BooleanPageValues(mostRows);
          case INT32, INT64, FLOAT, DOUBLE -> new NumberPageValues(column.physical(), mostRows);
          case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
              new BytesPageValues(column.fixedBytes(), mostRows);
          case INT96 -> throw SheafException.bug("INT96 is not written");
        };
  }

  /** What a writer of any column holds at least. */
  static long leastBytes(int pageRows) {
    return 13L * pageRows + FIRST_BYTES;
  }

  /** Entries of the dictionary if there is one, else 0. */
  private int dictionarySize() {
    return infos.stream().anyMatch(PageInfo::coded) ? values.dictionarySize() : 0;
  }

  /** Bytes of the chunk so far, about. */
  long chunkBytes() {
    return pageBytes + values.bytes();
  }

  /** Bytes of memory. */
  long heldBytes() {
    return pageBytes
        + values.heldBytes()
        + 8L * validity.length
        + scratch.heldBytes()
        + head.heldBytes()
        + compressed.heldBytes();
  }

  /** Takes some rows of a column, never a constant one. */
  void append(Column from, int start, int end) {
    long[] bits = from.validity();
    int row = start;
    while (row < end) {
      int stop = Math.min(end, row + mostRows - pageRows);
      int next = values.append(from, row, stop, bits);
      appendLevels(bits, row, next);
      row = next;
      if (pageRows == mostRows || row < stop || values instanceof BytesPageValues b && b.full()) {
        finishPage();
      }
    }
  }

  private void appendLevels(long[] bits, int from, int to) {
    if (bits == null) {
      Validity.setValid(validity, pageRows, pageRows + to - from);
      pageRows += to - from;
      return;
    }
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
    byte[] page = page(header);
    infos.add(new PageInfo((int) pageBytes, page.length, pageRows, pageNulls, coded, extremes));
    pages.add(page);
    pageBytes += page.length;
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

  /** Compresses what is in the scratch buffer; returns it behind its header. */
  private byte[] page(PageHeader header) {
    compressed.clear();
    head.clear();
    compressors.compress(scratch.data(), scratch.size(), compressed);
    CRC32 crc = new CRC32();
    crc.update(compressed.data(), 0, compressed.size());
    header.setUncompressed_page_size(scratch.size());
    header.setCompressed_page_size(compressed.size());
    header.setCrc((int) crc.getValue());
    try {
      Util.writePageHeader(header, head);
    } catch (IOException e) {
      throw SheafException.bug("cannot serialise a page header: " + e.getMessage());
    }
    crc.reset();
    crc.update(head.data(), 0, head.size());
    headerChecks.add((int) crc.getValue());
    uncompressedBytes += head.size() + scratch.size();
    byte[] page = Arrays.copyOf(head.data(), head.size() + compressed.size());
    System.arraycopy(compressed.data(), 0, page, head.size(), compressed.size());
    return page;
  }

  /** Ends the chunk and makes ready for the next row group. */
  EncodedChunk finish() {
    finishPage();
    int entries = dictionarySize();
    byte[] dictionary = dictionaryPage(entries);
    EncodedChunk chunk =
        new EncodedChunk(
            column,
            dictionary,
            List.copyOf(pages),
            List.copyOf(infos),
            List.copyOf(headerChecks),
            new EncodedChunk.Sizes(entries, uncompressedBytes));
    clear();
    return chunk;
  }

  /** The dictionary page, empty if there is none. */
  private byte[] dictionaryPage(int entries) {
    if (entries == 0) {
      return new byte[0];
    }
    scratch.clear();
    values.writeDictionary(scratch);
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    byte[] page = page(header);
    headerChecks.addFirst(headerChecks.removeLast());
    return page;
  }

  private void clear() {
    pages.clear();
    pageBytes = 0;
    infos.clear();
    headerChecks.clear();
    uncompressedBytes = 0;
    values.clearChunk();
  }

  /** Gives memory back, when the chunk has been cleared. */
  void release() {
    scratch.release();
    compressed.release();
    values.release();
  }
}
