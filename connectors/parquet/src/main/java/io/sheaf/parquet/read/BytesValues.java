package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.parquet.meta.Conversion;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.MalformedData;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/**
 * BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY and INT96. A batch that is all codes stays codes of the chunk's
 * dictionary; any other becomes views, of the dictionary's bytes, of pages, or of buffers made for
 * the batch.
 */
final class BytesValues extends ValueReader {
  private final FileColumn column;
  private final ViewDecoder views;
  private final HybridDecoder codeDecoder = new HybridDecoder();
  private BytesConversion conversion;
  private Dictionary dictionary;
  private DictionaryColumn coded;

  private boolean pageOfCodes;
  private boolean batchOfCodes;
  private int[] codes = new int[0];

  private int[] offsets = new int[0];
  private int[] lengths = new int[0];
  private int[] bufferIds = new int[0];
  private byte[][] buffers = new byte[4][];
  private int bufferCount;

  BytesValues(FileColumn column) {
    this.column = column;
    this.views = new ViewDecoder(column.fixedBytes());
  }

  @Override
  void chunk(Chunk chunk) {
    conversion = new BytesConversion(chunk.path(), column, chunk.interval());
    forgetBytes();
    views.chunk(chunk.memory());
  }

  @Override
  void forget() {
    conversion = null;
    forgetBytes();
    views.forget();
  }

  private void forgetBytes() {
    dictionary = null;
    coded = null;
    Arrays.fill(buffers, null);
  }

  @Override
  boolean keepsPages() {
    return true;
  }

  @Override
  void begin(int rows) {
    if (codes.length < rows) {
      codes = new int[rows];
    }
    batchOfCodes = true;
    bufferCount = 0;
    views.startBatch();
  }

  @Override
  void dictionary(Page page) {
    dictionary = DictionaryPages.decode(page, column.fixedBytes());
  }

  @Override
  int dictionarySize() {
    return dictionary == null ? -1 : dictionary.size();
  }

  @Override
  byte[] entry(int code) {
    return dictionary.bytes(code);
  }

  @Override
  void page(Page page) {
    pageOfCodes =
        page.encoding() == Encoding.PLAIN_DICTIONARY || page.encoding() == Encoding.RLE_DICTIONARY;
    if (pageOfCodes) {
      NumberValues.startCodes(
          codeDecoder, page.data(), page.content().start(), page.content().end());
    } else {
      views.page(page);
    }
  }

  @Override
  void read(int at, int count) {
    if (pageOfCodes) {
      readCodes(at, count);
      return;
    }
    if (batchOfCodes) {
      startViews(at);
    }
    if (count > 0) {
      byte[] buffer = views.read(offsets, lengths, at, count);
      int id = add(buffer, at);
      if (bufferCount > 1) {
        Arrays.fill(bufferIds, at, at + count, id);
      }
    }
  }

  private void readCodes(int at, int count) {
    if (count > 0) {
      if (dictionary == null) {
        throw new MalformedData("it refers to a dictionary that is not there");
      }
      codes(codes, at, count);
    }
    if (!batchOfCodes) {
      int id = count > 0 ? add(dictionary.data(), at) : 0;
      spellOut(at, at + count, id);
    }
  }

  @Override
  boolean coded() {
    return pageOfCodes
        && dictionary != null
        && dictionary.size() > 0
        && column.conversion() == Conversion.NONE;
  }

  @Override
  void codes(int[] out, int at, int count) {
    codeDecoder.read(out, at, count);
    NumberValues.check(out, at, count, dictionary.size());
  }

  @Override
  Column entries() {
    int size = dictionary.size();
    int[] all = new int[size + 1];
    for (int i = 0; i < size; i++) {
      all[i] = i;
    }
    long[] validity = Validity.allValid(size + 1);
    Validity.setNull(validity, size);
    return new DictionaryColumn(column.type(), dictionary, all, validity);
  }

  @Override
  Column ofCodes(int[] found, int rows, long[] validity) {
    return coded(found, validity);
  }

  private Column coded(int[] found, long[] validity) {
    coded =
        coded == null
            ? new DictionaryColumn(column.type(), dictionary, found, validity)
            : coded.with(dictionary, found, validity);
    return coded;
  }

  @Override
  boolean pickable() {
    return pageOfCodes ? dictionary != null : views.pickable();
  }

  @Override
  void pick(int[] rows, int count) {
    begin(count);
    if (pageOfCodes) {
      codeDecoder.pick(rows, count, codes);
      NumberValues.check(codes, 0, count, dictionary.size());
    } else {
      startViews(0);
      add(views.pick(rows, count, offsets, lengths), 0);
    }
  }

  /** The rows before {@code at} were codes, the following are not: makes views of the former. */
  private void startViews(int at) {
    batchOfCodes = false;
    if (offsets.length < codes.length) {
      offsets = new int[codes.length];
      lengths = new int[codes.length];
      bufferIds = new int[codes.length];
    }
    if (at > 0) {
      // A dictionary may be missing if all rows so far are NULL.
      byte[] bytes = dictionary == null ? new byte[0] : dictionary.data();
      spellOut(0, at, add(bytes, 0));
    }
  }

  private void spellOut(int from, int to, int id) {
    boolean empty = dictionary == null || dictionary.size() == 0;
    for (int i = from; i < to; i++) {
      offsets[i] = empty ? 0 : dictionary.offset(codes[i]);
      lengths[i] = empty ? 0 : dictionary.length(codes[i]);
    }
    if (bufferCount > 1) {
      Arrays.fill(bufferIds, from, to, id);
    }
  }

  private int add(byte[] buffer, int at) {
    for (int i = 0; i < bufferCount; i++) {
      if (buffers[i] == buffer) {
        return i;
      }
    }
    if (bufferCount == buffers.length) {
      buffers = Arrays.copyOf(buffers, 2 * buffers.length);
    }
    buffers[bufferCount++] = buffer;
    if (bufferCount == 2) {
      Arrays.fill(bufferIds, 0, at, 0);
    }
    return bufferCount - 1;
  }

  @Override
  void skip(int count) {
    if (count == 0) {
      return;
    }
    if (pageOfCodes) {
      codeDecoder.skip(count);
    } else {
      views.skip(count);
    }
  }

  @Override
  void spread(int at, int rows, int present, long[] validity) {
    if (batchOfCodes) {
      NumberValues.spread(codes, at, rows, present, validity);
      return;
    }
    NumberValues.spread(offsets, at, rows, present, validity);
    NumberValues.spread(lengths, at, rows, present, validity);
    if (bufferCount > 1) {
      // All values come from one page; NULL rows are empty views of the same buffer.
      Arrays.fill(bufferIds, at, at + rows, present > 0 ? bufferIds[at] : 0);
    }
  }

  @Override
  Column column(int rows, long[] validity) {
    if (batchOfCodes && (dictionary == null || dictionary.size() == 0)) {
      startViews(rows);
    }
    Column bytes;
    if (batchOfCodes) {
      bytes = coded(codes, validity);
    } else {
      byte[][] used =
          bufferCount == 0 ? new byte[][] {new byte[0]} : Arrays.copyOf(buffers, bufferCount);
      bytes =
          new TextColumn(
              column.type(), used, used.length > 1 ? bufferIds : null, offsets, lengths, validity);
    }
    return conversion.convert(bytes, rows);
  }

  @Override
  int bytesPerRow() {
    return 40;
  }
}
