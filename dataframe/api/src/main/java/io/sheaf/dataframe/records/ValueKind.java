package io.sheaf.dataframe.records;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.JavaValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A Java type that a column can hold, with the column's type. */
enum ValueKind {
  BOOLEAN(Simple.BOOLEAN, Simple.BOOLEAN),
  BYTE(Simple.TINYINT, Simple.TINYINT),
  SHORT(Simple.SMALLINT, Simple.TINYINT, Simple.SMALLINT),
  INT(Simple.INTEGER, Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER),
  LONG(Simple.BIGINT, Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT),
  FLOAT(Simple.REAL, Simple.TINYINT, Simple.SMALLINT, Simple.REAL),
  DOUBLE(
      Simple.DOUBLE, Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.REAL, Simple.DOUBLE),
  CHAR(DataType.VARCHAR),
  STRING(DataType.VARCHAR),
  ENUM(DataType.VARCHAR),
  BYTES(Simple.VARBINARY, Simple.VARBINARY),
  DECIMAL(
      new Decimal(Decimal.MAX_PRECISION, 18),
      Simple.TINYINT,
      Simple.SMALLINT,
      Simple.INTEGER,
      Simple.BIGINT),
  BIG_INTEGER(
      new Decimal(Decimal.MAX_PRECISION, 0),
      Simple.TINYINT,
      Simple.SMALLINT,
      Simple.INTEGER,
      Simple.BIGINT),
  DATE(Simple.DATE, Simple.DATE),
  TIME(Simple.TIME, Simple.TIME),
  DATE_TIME(Simple.TIMESTAMP, Simple.TIMESTAMP),
  INSTANT(Simple.TIMESTAMP_WITH_TIME_ZONE, Simple.TIMESTAMP_WITH_TIME_ZONE),
  OFFSET_DATE_TIME(Simple.TIMESTAMP_WITH_TIME_ZONE, Simple.TIMESTAMP_WITH_TIME_ZONE),
  PERIOD(Simple.INTERVAL_YEAR_MONTH, Simple.INTERVAL_YEAR_MONTH),
  DURATION(Simple.INTERVAL_DAY_TIME, Simple.INTERVAL_DAY_TIME);

  private static final Map<Class<?>, ValueKind> BY_CLASS =
      Map.ofEntries(
          Map.entry(boolean.class, BOOLEAN),
          Map.entry(Boolean.class, BOOLEAN),
          Map.entry(byte.class, BYTE),
          Map.entry(Byte.class, BYTE),
          Map.entry(short.class, SHORT),
          Map.entry(Short.class, SHORT),
          Map.entry(int.class, INT),
          Map.entry(Integer.class, INT),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(float.class, FLOAT),
          Map.entry(Float.class, FLOAT),
          Map.entry(double.class, DOUBLE),
          Map.entry(Double.class, DOUBLE),
          Map.entry(char.class, CHAR),
          Map.entry(Character.class, CHAR),
          Map.entry(String.class, STRING),
          Map.entry(byte[].class, BYTES),
          Map.entry(BigDecimal.class, DECIMAL),
          Map.entry(BigInteger.class, BIG_INTEGER),
          Map.entry(LocalDate.class, DATE),
          Map.entry(LocalTime.class, TIME),
          Map.entry(LocalDateTime.class, DATE_TIME),
          Map.entry(Instant.class, INSTANT),
          Map.entry(OffsetDateTime.class, OFFSET_DATE_TIME),
          Map.entry(Period.class, PERIOD),
          Map.entry(Duration.class, DURATION));

  private final DataType type;
  private final Set<Simple> readable;

  ValueKind(DataType type, Simple... readable) {
    this.type = type;
    this.readable = EnumSet.noneOf(Simple.class);
    this.readable.addAll(Set.of(readable));
  }

  /** The kind of values of a class; null where no column holds them. */
  static ValueKind of(Class<?> type) {
    return type.isEnum() ? ENUM : BY_CLASS.get(type);
  }

  /** The type of the column that holds all of them. */
  DataType type() {
    return type;
  }

  /** Whether all values of a column of another type are of this kind, without loss. */
  boolean reads(DataType other) {
    return switch (other) {
      case Simple s -> s == Simple.NULL || readable.contains(s);
      case Decimal d ->
          this == DECIMAL
              || this == BIG_INTEGER && d.scale() == 0
              || this == LONG && d.scale() == 0 && d.precision() <= 18;
      case DataType.Varchar _ -> type.isText();
      case DataType.Char _ -> type.isText();
    };
  }

  /**
   * Appends a value, which is of this kind and not null. Parts of a second beyond microseconds are
   * cut.
   *
   * @throws ArithmeticException when the column cannot hold it
   */
  void append(Object value, ColumnBuilder column) {
    switch (value) {
      case Boolean v -> column.appendBoolean(v);
      case Byte v -> column.appendInt(v);
      case Short v -> column.appendInt(v);
      case Integer v -> column.appendInt(v);
      case Long v -> column.appendLong(v);
      case Float v -> column.appendFloat(v);
      case Double v -> column.appendDouble(v);
      case Character v -> column.appendText(v.toString());
      case String v -> column.appendText(v);
      case Enum<?> v -> column.appendText(v.name());
      case byte[] v -> column.appendBytes(v);
      case BigDecimal v -> column.appendDecimal(exact(v));
      case BigInteger v -> column.appendDecimal(new BigDecimal(v));
      case LocalDate v -> column.appendInt(Math.toIntExact(v.toEpochDay()));
      case LocalTime v -> column.appendLong(v.toNanoOfDay() / 1000);
      case LocalDateTime v -> column.appendLong(JavaValues.micros(v));
      case Instant v ->
          column.appendLong(JavaValues.micros(LocalDateTime.ofInstant(v, ZoneOffset.UTC)));
      case OffsetDateTime v -> append(v.toInstant(), column);
      case Period v -> column.appendInt(months(v));
      case Duration v -> column.appendLong(micros(v));
      default -> throw SheafException.bug(value.getClass() + " in a column of " + type.sql());
    }
  }

  /** A decimal that has no digits beyond the column's, which would be rounded away. */
  private BigDecimal exact(BigDecimal value) {
    int scale = ((Decimal) type).scale();
    if (value.scale() > scale && value.stripTrailingZeros().scale() > scale) {
      throw new ArithmeticException(value.toPlainString() + " does not fit " + type.sql());
    }
    return value;
  }

  private static int months(Period period) {
    if (period.getDays() != 0) {
      throw new ArithmeticException(period + " has days, a column of periods has only months");
    }
    return Math.toIntExact(period.toTotalMonths());
  }

  private static long micros(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
  }

  /**
   * A value of a column as this kind's class; enums are still text.
   *
   * @param value as {@link JavaValues} makes it, of a column that this kind {@link #reads}; not
   *     null
   */
  Object converted(Object value) {
    return switch (this) {
      case BOOLEAN, BYTE, STRING, ENUM, BYTES, DATE, TIME, DATE_TIME, OFFSET_DATE_TIME -> value;
      case PERIOD, DURATION -> value;
      case SHORT -> ((Number) value).shortValue();
      case INT -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case FLOAT -> ((Number) value).floatValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case CHAR -> character((String) value);
      case DECIMAL ->
          value instanceof BigDecimal v ? v : BigDecimal.valueOf(((Number) value).longValue());
      case BIG_INTEGER ->
          value instanceof BigDecimal v
              ? v.toBigIntegerExact()
              : BigInteger.valueOf(((Number) value).longValue());
      case INSTANT -> ((OffsetDateTime) value).toInstant();
    };
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new ArithmeticException("'" + text + "' is not one character");
    }
    return text.charAt(0);
  }
}
