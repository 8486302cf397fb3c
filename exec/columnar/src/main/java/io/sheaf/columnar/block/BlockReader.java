package io.sheaf.columnar.block;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.RecordBatch;

/** Takes the columns of a record batch message out of its body, one after another. */
final class BlockReader {
  private static final ValueLayout.OfInt INTS =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONGS =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final byte[] block;
  private final MemorySegment segment;
  private final int bodyStart;
  private final RecordBatch header;
  private final int rows;
  private int buffer;

  BlockReader(byte[] block, int bodyStart, RecordBatch header, int rows) {
    this.block = block;
    this.segment = MemorySegment.ofArray(block);
    this.bodyStart = bodyStart;
    this.header = header;
    this.rows = rows;
  }

  Column column(DataType type) {
    long[] validity = length() == 0 ? null : longs(Validity.words(rows));
    if (validity == null) {
      buffer++;
    }
    Storage storage = type.storage();
    if (type instanceof Decimal) {
      storage = length() == 16L * rows ? Storage.INT128 : Storage.LONG;
    }
    return switch (storage) {
      case BOOLEAN -> new BooleanColumn(type, booleans(), validity);
      case INT -> new IntColumn(type, ints(rows), validity);
      case LONG -> new LongColumn(type, longs(rows), validity);
      case FLOAT -> new FloatColumn(type, floats(), validity);
      case DOUBLE -> new DoubleColumn(type, doubles(), validity);
      case INT128 -> new Int128Column(type, longs(2 * rows), validity);
      case TEXT -> text(type, validity);
    };
  }

  private TextColumn text(DataType type, long[] validity) {
    int[] offsets = ints(rows + 1);
    int start = start();
    buffer++;
    int[] lengths = new int[rows];
    for (int i = 0; i < rows; i++) {
      lengths[i] = offsets[i + 1] - offsets[i];
      offsets[i] += start;
    }
    return new TextColumn(type, new byte[][] {block}, null, offsets, lengths, validity);
  }

  private long length() {
    return header.buffers(buffer).length();
  }

  private int start() {
    return Math.toIntExact(bodyStart + header.buffers(buffer).offset());
  }

  private long[] longs(int count) {
    long[] out = new long[count];
    MemorySegment.copy(segment, LONGS, start(), out, 0, count);
    buffer++;
    return out;
  }

  private int[] ints(int count) {
    int[] out = new int[count];
    MemorySegment.copy(segment, INTS, start(), out, 0, count);
    buffer++;
    return out;
  }

  private byte[] booleans() {
    int start = start();
    byte[] out = new byte[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = (byte) (block[start + (i >> 3)] >> (i & 7) & 1);
    }
    buffer++;
    return out;
  }

  private float[] floats() {
    int[] bits = ints(rows);
    float[] out = new float[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = Float.intBitsToFloat(bits[i]);
    }
    return out;
  }

  private double[] doubles() {
    long[] bits = longs(rows);
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = Double.longBitsToDouble(bits[i]);
    }
    return out;
  }
}
