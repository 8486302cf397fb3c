package io.sheaf.columnar.arrow;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.FieldVector;

/** Bulk copies of vectors of the standard types into heap columns. */
final class ArrowReader {
  private ArrowReader() {}

  static Column read(FieldVector vector, DataType type, int rows) {
    long[] validity = vector.getNullCount() == 0 ? null : validity(vector, rows);
    MemorySegment data = ArrowMemory.segment(vector.getDataBuffer());
    if (type instanceof Decimal) {
      return new Int128Column(type, longs(data, 2 * rows), validity);
    }
    return switch (type.storage()) {
      case BOOLEAN -> {
        byte[] out = new byte[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = (byte) (data.get(ValueLayout.JAVA_BYTE, i >> 3) >> (i & 7) & 1);
        }
        yield new BooleanColumn(type, out, validity);
      }
      case INT -> new IntColumn(type, ints(data, type, rows), validity);
      case LONG -> new LongColumn(type, longs(data, rows), validity);
      case FLOAT -> {
        float[] out = new float[rows];
        MemorySegment.copy(data, ValueLayout.JAVA_FLOAT, 0, out, 0, rows);
        yield new FloatColumn(type, out, validity);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        MemorySegment.copy(data, ValueLayout.JAVA_DOUBLE, 0, out, 0, rows);
        yield new DoubleColumn(type, out, validity);
      }
      case INT128 -> new Int128Column(type, longs(data, 2 * rows), validity);
      case TEXT -> text(vector, type, rows, validity);
    };
  }

  private static TextColumn text(FieldVector vector, DataType type, int rows, long[] validity) {
    int[] offsets = new int[rows + 1];
    MemorySegment.copy(
        ArrowMemory.segment(vector.getOffsetBuffer()),
        ValueLayout.JAVA_INT,
        0,
        offsets,
        0,
        rows + 1);
    int[] lengths = new int[rows];
    for (int i = 0; i < rows; i++) {
      lengths[i] = offsets[i + 1] - offsets[i];
    }
    byte[] bytes = new byte[offsets[rows]];
    MemorySegment.copy(
        ArrowMemory.segment(vector.getDataBuffer()),
        ValueLayout.JAVA_BYTE,
        0,
        bytes,
        0,
        bytes.length);
    return new TextColumn(type, new byte[][] {bytes}, null, offsets, lengths, validity);
  }

  private static int[] ints(MemorySegment data, DataType type, int rows) {
    int[] out = new int[rows];
    if (type == DataType.Simple.TINYINT) {
      for (int i = 0; i < rows; i++) {
        out[i] = data.get(ValueLayout.JAVA_BYTE, i);
      }
    } else if (type == DataType.Simple.SMALLINT) {
      for (int i = 0; i < rows; i++) {
        out[i] = data.getAtIndex(ValueLayout.JAVA_SHORT, i);
      }
    } else {
      MemorySegment.copy(data, ValueLayout.JAVA_INT, 0, out, 0, rows);
    }
    return out;
  }

  private static long[] longs(MemorySegment data, int count) {
    long[] out = new long[count];
    MemorySegment.copy(data, ValueLayout.JAVA_LONG, 0, out, 0, count);
    return out;
  }

  private static long[] validity(FieldVector vector, int rows) {
    MemorySegment bits = ArrowMemory.segment(vector.getValidityBuffer());
    long[] out = new long[Validity.words(rows)];
    for (int i = 0; i < (rows + 7) / 8; i++) {
      out[i >> 3] |= (bits.get(ValueLayout.JAVA_BYTE, i) & 0xFFL) << 8 * (i & 7);
    }
    return out;
  }
}
