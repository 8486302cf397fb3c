package io.sheaf.columnar.values;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Values of columns as Java objects: Boolean, Byte, Short, Integer, Long, Float, Double, {@link
 * BigDecimal}, String, {@code byte[]}, {@link LocalDate}, {@link LocalTime}, {@link LocalDateTime},
 * {@link OffsetDateTime}, {@link Period} (year-month intervals) and {@link Duration} (day-time
 * intervals); null for NULL.
 */
public final class JavaValues {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private JavaValues() {}

  /**
   * The value of one row.
   *
   * @param zone the zone in which a TIMESTAMP WITH TIME ZONE is shown
   */
  public static Object get(Column column, int row, ZoneId zone) {
    if (column.isNull(row)) {
      return null;
    }
    return switch (column) {
      case ConstantColumn c -> get(c.value(), 0, zone);
      case BooleanColumn c -> c.values()[row] != 0;
      case IntColumn c -> ofInt(c.type(), c.values()[row]);
      case LongColumn c -> ofLong(c.type(), c.values()[row], zone);
      case FloatColumn c -> c.values()[row];
      case DoubleColumn c -> c.values()[row];
      case Int128Column c ->
          new BigDecimal(
              int128(c.values()[2 * row], c.values()[2 * row + 1]),
              ((DataType.Decimal) c.type()).scale());
      case TextColumn c -> c.type().isText() ? c.string(row) : c.bytes(row);
      case DictionaryColumn c ->
          c.type().isText() ? c.string(row) : c.dictionary().bytes(c.codes()[row]);
    };
  }

  /** The class of the objects that {@link #get} returns for a type. */
  public static Class<?> classOf(DataType type) {
    return switch (type) {
      case DataType.Simple s ->
          switch (s) {
            case BOOLEAN -> Boolean.class;
            case TINYINT -> Byte.class;
            case SMALLINT -> Short.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case DOUBLE -> Double.class;
            case VARBINARY -> byte[].class;
            case DATE -> LocalDate.class;
            case TIME -> LocalTime.class;
            case TIMESTAMP -> LocalDateTime.class;
            case TIMESTAMP_WITH_TIME_ZONE -> OffsetDateTime.class;
            case INTERVAL_YEAR_MONTH -> Period.class;
            case INTERVAL_DAY_TIME -> Duration.class;
            case NULL -> Object.class;
          };
      case DataType.Decimal d -> BigDecimal.class;
      case DataType.Varchar v -> String.class;
      case DataType.Char c -> String.class;
    };
  }

  /** The integer whose two's complement words are given. */
  public static BigInteger int128(long low, long high) {
    BigInteger value = BigInteger.valueOf(high).shiftLeft(64);
    return value.add(BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1)));
  }

  /** A zoneless timestamp of microseconds since 1970. */
  public static LocalDateTime timestamp(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  /** Microseconds since 1970 of a zoneless timestamp; finer parts are cut. */
  public static long micros(LocalDateTime timestamp) {
    return Math.addExact(
        Math.multiplyExact(timestamp.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
        timestamp.getNano() / 1000);
  }

  private static Object ofInt(DataType type, int value) {
    return switch (type) {
      case DataType.Simple.TINYINT -> (byte) value;
      case DataType.Simple.SMALLINT -> (short) value;
      case DataType.Simple.DATE -> LocalDate.ofEpochDay(value);
      case DataType.Simple.INTERVAL_YEAR_MONTH -> Period.ofMonths(value).normalized();
      default -> value;
    };
  }

  private static Object ofLong(DataType type, long value, ZoneId zone) {
    return switch (type) {
      case DataType.Decimal d -> BigDecimal.valueOf(value, d.scale());
      case DataType.Simple s ->
          switch (s) {
            case TIME -> LocalTime.ofNanoOfDay(value * 1000);
            case TIMESTAMP -> timestamp(value);
            case TIMESTAMP_WITH_TIME_ZONE ->
                OffsetDateTime.ofInstant(Instant.EPOCH.plus(value, ChronoUnit.MICROS), zone);
            case INTERVAL_DAY_TIME -> Duration.of(value, ChronoUnit.MICROS);
            default -> value;
          };
      default -> throw SheafException.bug(type + " in a column of longs");
    };
  }
}
