package io.sheaf.parquet.read;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.parquet.meta.MalformedData;
import org.apache.parquet.format.Encoding;

/** BOOLEAN: one bit a value, plain or in runs. */
final class BooleanValues extends ValueReader {
  private final DataType type;
  private final HybridDecoder runs = new HybridDecoder();
  private byte[] values = new byte[0];
  private long[] bits = new long[0];
  private byte[] data;
  private boolean plain;
  private long bit;
  private long endBit;

  BooleanValues(DataType type) {
    this.type = type;
  }

  @Override
  void chunk(Chunk chunk) {}

  @Override
  void begin(int rows) {
    if (values.length < rows) {
      values = new byte[rows];
      bits = new long[(rows + 63) / 64];
    }
  }

  @Override
  void dictionary(Page page) {
    throw new MalformedData("a dictionary of booleans");
  }

  @Override
  void page(Page page) {
    data = page.data();
    int start = page.content().start();
    int end = page.content().end();
    plain = page.encoding() == Encoding.PLAIN;
    if (plain) {
      bit = start * 8L;
      endBit = end * 8L;
      return;
    }
    if (page.encoding() != Encoding.RLE) {
      throw new MalformedData("booleans encoded as " + page.encoding());
    }
    if (end - start < Integer.BYTES) {
      runs.start(data, end, end, 1);
      return;
    }
    int length =
        data[start] & 0xFF
            | (data[start + 1] & 0xFF) << 8
            | (data[start + 2] & 0xFF) << 16
            | data[start + 3] << 24;
    if (length < 0 || length > end - start - Integer.BYTES) {
      throw new MalformedData("booleans claim " + length + " bytes");
    }
    runs.start(data, start + Integer.BYTES, start + Integer.BYTES + length, 1);
  }

  @Override
  void read(int at, int count) {
    if (plain) {
      take(count);
      for (int i = 0; i < count; i++, bit++) {
        values[at + i] = (byte) (data[(int) (bit >>> 3)] >>> (bit & 7) & 1);
      }
      return;
    }
    runs.readBits(bits, 0, count);
    for (int i = 0; i < count; i++) {
      values[at + i] = (byte) (bits[i >> 6] >>> i & 1);
    }
  }

  private void take(int count) {
    if (count > endBit - bit) {
      throw new MalformedData("it has fewer values than its header says");
    }
  }

  @Override
  void skip(int count) {
    if (plain) {
      take(count);
      bit += count;
    } else {
      runs.skip(count);
    }
  }

  @Override
  void spread(int at, int rows, int present, long[] validity) {
    int from = at + present;
    for (int row = at + rows - 1; row >= at; row--) {
      values[row] = (validity[row >> 6] >>> row & 1) != 0 ? values[--from] : 0;
    }
  }

  @Override
  Column column(int rows, long[] validity) {
    return new BooleanColumn(type, values, validity);
  }

  @Override
  int bytesPerRow() {
    return 2;
  }
}
