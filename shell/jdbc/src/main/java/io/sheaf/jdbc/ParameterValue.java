package io.sheaf.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Calendar;

/** What setters are given as the values that a session takes for parameters. */
final class ParameterValue {
  private ParameterValue() {}

  /** An object of any class that JDBC has for a type; null for NULL. */
  static Object of(Object value) throws SQLException {
    return switch (value) {
      case Timestamp t -> t.toLocalDateTime();
      case java.sql.Date d -> d.toLocalDate();
      case Time t -> localTime(t.getTime(), ZoneId.systemDefault());
      case java.util.Date d -> d.toInstant();
      case Calendar c -> c.toInstant();
      case InputStream in -> bytes(in);
      case Reader in -> text(in);
      case null, default -> value;
    };
  }

  /** An object as the type that one of {@link Types} names. */
  static Object of(Object object, int type) throws SQLException {
    Object value = of(object);
    if (value == null) {
      return null;
    }
    return switch (type) {
      case Types.BOOLEAN, Types.BIT -> Conversion.to(value, Boolean.class);
      case Types.TINYINT -> Conversion.to(value, Byte.class);
      case Types.SMALLINT -> Conversion.to(value, Short.class);
      case Types.INTEGER -> Conversion.to(value, Integer.class);
      case Types.BIGINT -> Conversion.to(value, Long.class);
      case Types.REAL -> Conversion.to(value, Float.class);
      case Types.FLOAT, Types.DOUBLE -> Conversion.to(value, Double.class);
      case Types.DECIMAL, Types.NUMERIC -> Conversion.toDecimal(value);
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR ->
          Conversion.to(value, String.class);
      case Types.DATE -> Conversion.toLocalDate(value);
      case Types.TIME -> Conversion.toLocalTime(value);
      case Types.TIMESTAMP -> value instanceof Instant ? value : Conversion.toLocalDateTime(value);
      default -> value;
    };
  }

  static LocalDate date(java.sql.Date date, Calendar calendar) {
    return date == null ? null : local(date.getTime(), zone(calendar)).toLocalDate();
  }

  static LocalTime time(Time time, Calendar calendar) {
    return time == null ? null : localTime(time.getTime(), zone(calendar));
  }

  static LocalDateTime timestamp(Timestamp timestamp, Calendar calendar) {
    return timestamp == null
        ? null
        : LocalDateTime.ofInstant(timestamp.toInstant(), zone(calendar));
  }

  private static ZoneId zone(Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  private static LocalTime localTime(long millis, ZoneId zone) {
    return local(millis, zone).toLocalTime();
  }

  private static LocalDateTime local(long millis, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
  }

  private static byte[] bytes(InputStream in) throws SQLException {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String text(Reader in) throws SQLException {
    try {
      return in.readAllAsString();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static SQLException unreadable(IOException e) {
    return new SQLException("the value of a parameter cannot be read: " + e.getMessage(), e);
  }
}
