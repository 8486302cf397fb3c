package io.sheaf.columnar.arrow;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/** Bulk copies of heap columns into freshly created vectors. */
final class ArrowWriter {
  private ArrowWriter() {}

  static void write(Column column, int rows, FieldVector vector) {
    if (vector instanceof BaseFixedWidthVector fixed) {
      fixed.allocateNew(rows);
    }
    switch (column) {
      case BooleanColumn c -> bits(c.values(), rows, ArrowMemory.segment(vector.getDataBuffer()));
      case IntColumn c -> ints(c, rows, ArrowMemory.segment(vector.getDataBuffer()));
      case LongColumn c -> longs(c, rows, ArrowMemory.segment(vector.getDataBuffer()));
      case FloatColumn c ->
          MemorySegment.copy(
              c.values(),
              0,
              ArrowMemory.segment(vector.getDataBuffer()),
              ValueLayout.JAVA_FLOAT,
              0,
              rows);
      case DoubleColumn c ->
          MemorySegment.copy(
              c.values(),
              0,
              ArrowMemory.segment(vector.getDataBuffer()),
              ValueLayout.JAVA_DOUBLE,
              0,
              rows);
      case Int128Column c ->
          MemorySegment.copy(
              c.values(),
              0,
              ArrowMemory.segment(vector.getDataBuffer()),
              ValueLayout.JAVA_LONG,
              0,
              2 * rows);
      case TextColumn c -> text(c, rows, (BaseVariableWidthVector) vector);
      case DictionaryColumn c ->
          text(Columns.text(c, rows), rows, (BaseVariableWidthVector) vector);
      case ConstantColumn c -> throw new IllegalArgumentException("constant column not flattened");
    }
    validity(column.validity(), rows, ArrowMemory.segment(vector.getValidityBuffer()));
    vector.setValueCount(rows);
  }

  private static void ints(IntColumn column, int rows, MemorySegment out) {
    int[] values = column.values();
    if (column.type() == DataType.Simple.TINYINT) {
      for (int i = 0; i < rows; i++) {
        out.set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
      }
    } else if (column.type() == DataType.Simple.SMALLINT) {
      for (int i = 0; i < rows; i++) {
        out.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) values[i]);
      }
    } else {
      MemorySegment.copy(values, 0, out, ValueLayout.JAVA_INT, 0, rows);
    }
  }

  private static void longs(LongColumn column, int rows, MemorySegment out) {
    if (column.type() instanceof DataType.Decimal) {
      for (int i = 0; i < rows; i++) {
        long value = column.values()[i];
        out.setAtIndex(ValueLayout.JAVA_LONG, 2L * i, value);
        out.setAtIndex(ValueLayout.JAVA_LONG, 2L * i + 1, value >> 63);
      }
    } else {
      MemorySegment.copy(column.values(), 0, out, ValueLayout.JAVA_LONG, 0, rows);
    }
  }

  private static void bits(byte[] values, int rows, MemorySegment out) {
    out.fill((byte) 0);
    for (int i = 0; i < rows; i++) {
      long at = i >> 3;
      byte old = out.get(ValueLayout.JAVA_BYTE, at);
      out.set(ValueLayout.JAVA_BYTE, at, (byte) (old | (values[i] & 1) << (i & 7)));
    }
  }

  private static void validity(long[] validity, int rows, MemorySegment out) {
    int bytes = (rows + 7) / 8;
    for (int i = 0; i < bytes; i++) {
      byte bits = validity == null ? -1 : (byte) (validity[i >> 3] >>> 8 * (i & 7));
      out.set(ValueLayout.JAVA_BYTE, i, bits);
    }
  }

  private static void text(TextColumn column, int rows, BaseVariableWidthVector vector) {
    long total = 0;
    for (int i = 0; i < rows; i++) {
      total += Validity.isValid(column.validity(), i) ? column.lengths()[i] : 0;
    }
    vector.allocateNew(Math.max(total, 1), rows);
    MemorySegment offsets = ArrowMemory.segment(vector.getOffsetBuffer());
    MemorySegment data = ArrowMemory.segment(vector.getDataBuffer());
    int at = 0;
    for (int i = 0; i < rows; i++) {
      offsets.setAtIndex(ValueLayout.JAVA_INT, i, at);
      int length = Validity.isValid(column.validity(), i) ? column.lengths()[i] : 0;
      MemorySegment.copy(
          column.buffer(i), column.offsets()[i], data, ValueLayout.JAVA_BYTE, at, length);
      at += length;
    }
    offsets.setAtIndex(ValueLayout.JAVA_INT, rows, at);
    vector.setLastSet(rows - 1);
  }
}
