package io.sheaf.parquet.meta;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.connector.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Single values of a column, as statistics hold them, in the plain form of {@code ScanPredicate}:
 * Long, BigInteger, Double, Boolean or Bytes.
 */
public final class PlainValues {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MAX_MILLIS = Long.MAX_VALUE / 1000;

  private PlainValues() {}

  /**
   * Decodes the PLAIN bytes of a value (without the length of a byte array).
   *
   * @param up which way to round nanoseconds
   * @return null when the bytes are no value or the column has no usable order
   */
  public static Comparable<?> decode(FileColumn column, byte[] bytes, boolean up) {
    return switch (column.physical()) {
      case BOOLEAN -> bytes.length == 1 ? (Comparable<?>) (bytes[0] != 0) : null;
      case INT32 -> bytes.length == 4 ? int32(column, (int) INTS.get(bytes, 0)) : null;
      case INT64 -> bytes.length == 8 ? int64(column, (long) LONGS.get(bytes, 0), up) : null;
      case INT96 -> null;
      case FLOAT ->
          bytes.length == 4 ? floating(Float.intBitsToFloat((int) INTS.get(bytes, 0))) : null;
      case DOUBLE ->
          bytes.length == 8 ? floating(Double.longBitsToDouble((long) LONGS.get(bytes, 0))) : null;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          switch (column.conversion()) {
            case NONE -> new Bytes(bytes);
            case DECIMAL_BYTES ->
                bytes.length == 0 || bytes.length > 64 ? null : narrow(new BigInteger(bytes));
            case UNSIGNED, MILLIS, NANOS, INT96, UUID -> null;
          };
    };
  }

  private static Comparable<?> int32(FileColumn column, int value) {
    return switch (column.conversion()) {
      case UNSIGNED -> value & 0xFFFFFFFFL;
      case MILLIS -> value * 1000L;
      case NONE, NANOS, DECIMAL_BYTES, INT96, UUID -> (long) value;
    };
  }

  private static Comparable<?> int64(FileColumn column, long value, boolean up) {
    return switch (column.conversion()) {
      case UNSIGNED -> narrow(new BigInteger(Long.toUnsignedString(value)));
      case MILLIS ->
          value > MAX_MILLIS || value < -MAX_MILLIS ? null : (Comparable<?>) (value * 1000);
      case NANOS -> up ? Math.ceilDiv(value, 1000L) : Math.floorDiv(value, 1000L);
      case NONE, DECIMAL_BYTES, INT96, UUID -> value;
    };
  }

  private static Double floating(double value) {
    // Adding 0.0 makes -0.0 and 0.0 the same value, as SQL has it.
    return Double.isNaN(value) ? null : value + 0.0;
  }

  /** A Long where it fits. */
  public static Comparable<?> narrow(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Comparable<?>) value.longValueExact() : value;
  }

  /** Whether two values have a common order. */
  public static boolean comparable(Object a, Object b) {
    return a instanceof Long && b instanceof Long
        || isInteger(a) && isInteger(b)
        || a instanceof Double && b instanceof Double
        || a instanceof Bytes && b instanceof Bytes
        || a instanceof Boolean && b instanceof Boolean;
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** Compares two values for which {@link #comparable} holds. */
  public static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return Double.compare(x + 0.0, y + 0.0);
    }
    if (a instanceof Bytes x && b instanceof Bytes y) {
      return Arrays.compareUnsigned(x.value(), y.value());
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    return big(a).compareTo(big(b));
  }

  private static BigInteger big(Object value) {
    return value instanceof Long x ? BigInteger.valueOf(x) : (BigInteger) value;
  }

  /** Whether the SQL type's order has values, NaN, that minimum and maximum do not cover. */
  static boolean hasNaN(FileColumn column) {
    return column.type() == Simple.REAL || column.type() == Simple.DOUBLE;
  }
}
