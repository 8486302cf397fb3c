package io.sheaf.jdbc;

import io.sheaf.columnar.values.SqlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;

/**
 * Turns values, as {@link io.sheaf.columnar.values.JavaValues} makes them, into the class that a
 * getter promises. Null is never passed in.
 */
final class Conversion {
  private Conversion() {}

  /** The class that JDBC prescribes for {@code getObject} of the type. */
  static Object toObject(Object value) {
    return switch (value) {
      case Byte b -> b.intValue();
      case Short s -> s.intValue();
      case LocalDate d -> Date.valueOf(d);
      case LocalTime t -> toTime(t);
      case LocalDateTime t -> Timestamp.valueOf(t);
      default -> value;
    };
  }

  static <T> T to(Object value, Class<T> type) throws SQLException {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    return type.cast(convert(value, type));
  }

  private static Object convert(Object value, Class<?> type) throws SQLException {
    return switch (type.getName()) {
      case "java.lang.String" -> SqlText.of(value);
      case "java.lang.Boolean" -> toBoolean(value);
      case "java.lang.Byte" -> (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "java.lang.Short" -> (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case "java.lang.Integer" -> (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "java.lang.Long" -> toLong(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case "java.lang.Float" -> (float) toDouble(value);
      case "java.lang.Double" -> toDouble(value);
      case "java.math.BigDecimal" -> toDecimal(value);
      case "java.math.BigInteger" -> toDecimal(value).toBigInteger();
      case "java.sql.Date" -> Date.valueOf(toLocalDate(value));
      case "java.sql.Time" -> toTime(toLocalTime(value));
      case "java.sql.Timestamp" -> toTimestamp(value);
      case "java.time.LocalDate" -> toLocalDate(value);
      case "java.time.LocalTime" -> toLocalTime(value);
      case "java.time.LocalDateTime" -> toLocalDateTime(value);
      case "java.time.Instant" -> toOffset(value, type).toInstant();
      case "java.time.ZonedDateTime" -> toOffset(value, type).toZonedDateTime();
      default -> throw refused(value, type.getName());
    };
  }

  static boolean toBoolean(Object value) throws SQLException {
    return switch (value) {
      case Boolean b -> b;
      case String s when s.equalsIgnoreCase("true") || s.equals("1") -> true;
      case String s when s.equalsIgnoreCase("false") || s.equals("0") -> false;
      case BigDecimal d -> d.signum() != 0;
      case Number n -> n.doubleValue() != 0;
      default -> throw refused(value, "boolean");
    };
  }

  /** A whole number; digits behind the point are cut, as other drivers do. */
  static long toLong(Object value, long min, long max) throws SQLException {
    long number =
        switch (value) {
          case Boolean b -> b ? 1 : 0;
          case Double d -> wholeOf(d, value);
          case Float f -> wholeOf(f, value);
          case BigDecimal d -> wholeOf(d.toBigInteger(), value);
          case Number n -> n.longValue();
          case String s -> wholeOf(parse(s).toBigInteger(), value);
          default -> throw refused(value, "number");
        };
    if (number < min || number > max) {
      throw outOfRange(value);
    }
    return number;
  }

  private static long wholeOf(double number, Object value) throws SQLException {
    if (!(number >= -0x1p63 && number < 0x1p63)) {
      throw outOfRange(value);
    }
    return (long) number;
  }

  private static long wholeOf(BigInteger number, Object value) throws SQLException {
    if (number.bitLength() >= Long.SIZE) {
      throw outOfRange(value);
    }
    return number.longValue();
  }

  static double toDouble(Object value) throws SQLException {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Number n -> n.doubleValue();
      case String s -> parse(s).doubleValue();
      default -> throw refused(value, "number");
    };
  }

  static BigDecimal toDecimal(Object value) throws SQLException {
    return switch (value) {
      case BigDecimal d -> d;
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case Double d when !Double.isFinite(d) -> throw outOfRange(value);
      case Float f when !Float.isFinite(f) -> throw outOfRange(value);
      case Number n -> new BigDecimal(n.toString());
      case String s -> parse(s);
      default -> throw refused(value, "number");
    };
  }

  private static BigDecimal parse(String text) throws SQLException {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new SQLException("'" + text + "' is not a number", "22018", e);
    }
  }

  static LocalDate toLocalDate(Object value) throws SQLException {
    return switch (value) {
      case LocalDate d -> d;
      case LocalDateTime t -> t.toLocalDate();
      case OffsetDateTime t -> t.toLocalDate();
      case String s -> parsed(s, LocalDate::parse);
      default -> throw refused(value, "date");
    };
  }

  static LocalTime toLocalTime(Object value) throws SQLException {
    return switch (value) {
      case LocalTime t -> t;
      case LocalDateTime t -> t.toLocalTime();
      case OffsetDateTime t -> t.toLocalTime();
      case String s -> parsed(s, LocalTime::parse);
      default -> throw refused(value, "time");
    };
  }

  static LocalDateTime toLocalDateTime(Object value) throws SQLException {
    return switch (value) {
      case LocalDateTime t -> t;
      case LocalDate d -> d.atStartOfDay();
      case OffsetDateTime t -> t.toLocalDateTime();
      case String s -> parsed(s, text -> LocalDateTime.parse(text.replace(' ', 'T')));
      default -> throw refused(value, "timestamp");
    };
  }

  private static <T> T parsed(String text, java.util.function.Function<String, T> parser)
      throws SQLException {
    try {
      return parser.apply(text.strip());
    } catch (java.time.format.DateTimeParseException e) {
      throw new SQLException("'" + text + "' cannot be read as date or time", "22007", e);
    }
  }

  static Timestamp toTimestamp(Object value) throws SQLException {
    return value instanceof OffsetDateTime t
        ? Timestamp.from(t.toInstant())
        : Timestamp.valueOf(toLocalDateTime(value));
  }

  /** Keeps milliseconds, which is all that the class can hold. */
  static Time toTime(LocalTime time) {
    LocalDateTime day = LocalDate.EPOCH.atTime(time);
    return new Time(day.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
  }

  /** The moment at which a clock in the calendar's zone shows the value. */
  static Instant at(LocalDateTime local, Calendar calendar) {
    return ZonedDateTime.of(local, calendar.getTimeZone().toZoneId()).toInstant();
  }

  private static OffsetDateTime toOffset(Object value, Class<?> type) throws SQLException {
    if (value instanceof OffsetDateTime t) {
      return t;
    }
    throw refused(value, type.getName());
  }

  private static SQLException refused(Object value, String wanted) {
    return new SQLException(
        "a value of class " + value.getClass().getSimpleName() + " cannot be read as " + wanted,
        "22018");
  }

  private static SQLException outOfRange(Object value) {
    return new SQLException(SqlText.of(value) + " does not fit the asked type", "22003");
  }
}
