package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.engine.expression.RowReference.Failure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Casts of single values by the Java library. */
final class CastReference {
  private static final long DAY = 86_400_000_000L;

  private CastReference() {}

  static Object cast(Object value, DataType from, DataType to) {
    if (to.isText()) {
      String text = from.isText() ? (String) value : text(value, from);
      int most =
          switch (to) {
            case DataType.Varchar v -> v.length();
            case DataType.Char c -> c.length();
            default -> throw new IllegalStateException();
          };
      return text.codePoints()
          .limit(most)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
    if (from.isText()) {
      return parse(((String) value).strip(), to);
    }
    return switch (to) {
      case DataType.Decimal d -> RowReference.decimal(number(value), d);
      case Simple.BOOLEAN ->
          switch (value) {
            case Boolean b -> b;
            case Double d -> d != 0;
            case Float f -> f != 0;
            case Object other -> number(other).signum() != 0;
          };
      case Simple.DOUBLE ->
          switch (value) {
            case Double d -> d;
            case Float f -> (double) f;
            case Object other -> number(other).doubleValue();
          };
      case Simple.REAL -> real(value);
      case Simple.DATE -> isTimestamp(from) ? Math.floorDiv((Long) value, DAY) : value;
      case Simple.TIME -> isTimestamp(from) ? Math.floorMod((Long) value, DAY) : value;
      case Simple.TIMESTAMP, Simple.TIMESTAMP_WITH_TIME_ZONE ->
          from == Simple.DATE ? Math.multiplyExact((Long) value, DAY) : value;
      default -> integer(value, to);
    };
  }

  private static boolean isTimestamp(DataType type) {
    return type == Simple.TIMESTAMP || type == Simple.TIMESTAMP_WITH_TIME_ZONE;
  }

  private static Object integer(Object value, DataType to) {
    BigDecimal number =
        switch (value) {
          case Double d -> new BigDecimal(d).setScale(0, RoundingMode.HALF_EVEN);
          case Float f -> new BigDecimal(f).setScale(0, RoundingMode.HALF_EVEN);
          case Object other -> number(other).setScale(0, RoundingMode.HALF_UP);
        };
    return RowReference.integer(number.toBigInteger(), to);
  }

  private static Object real(Object value) {
    double wide =
        switch (value) {
          case Double d -> d;
          case Float f -> f;
          case Object other -> number(other).doubleValue();
        };
    if (Float.isInfinite((float) wide) && !Double.isInfinite(wide)) {
      throw new Failure(wide + " in REAL");
    }
    return (float) wide;
  }

  private static BigDecimal number(Object value) {
    return switch (value) {
      case Boolean b -> BigDecimal.valueOf(b ? 1 : 0);
      case Long n -> BigDecimal.valueOf(n);
      case BigDecimal d -> d;
      case Double d -> new BigDecimal(Double.toString(d));
      case Float f -> new BigDecimal(Float.toString(f));
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  private static String text(Object value, DataType from) {
    return SqlText.of(
        switch (from) {
          case Simple.DATE -> LocalDate.ofEpochDay((Long) value);
          case Simple.TIME -> LocalTime.ofNanoOfDay((Long) value * 1000);
          case Simple.TIMESTAMP -> timestamp((Long) value);
          case Simple.TIMESTAMP_WITH_TIME_ZONE -> timestamp((Long) value).atOffset(ZoneOffset.UTC);
          case Simple.INTERVAL_YEAR_MONTH -> Period.ofMonths(Math.toIntExact((Long) value));
          case Simple.INTERVAL_DAY_TIME -> Duration.of((Long) value, ChronoUnit.MICROS);
          default -> value;
        });
  }

  static LocalDateTime timestamp(long micros) {
    return LocalDateTime.of(1970, 1, 1, 0, 0).plus(micros, ChronoUnit.MICROS);
  }

  private static Object parse(String text, DataType to) {
    try {
      return switch (to) {
        case DataType.Decimal d -> RowReference.decimal(new BigDecimal(text), d);
        case Simple.BOOLEAN -> {
          if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw new Failure(text);
          }
          yield Boolean.parseBoolean(text);
        }
        case Simple.DOUBLE -> Double.parseDouble(text);
        case Simple.REAL -> Float.parseFloat(text);
        case Simple.DATE -> LocalDate.parse(text).toEpochDay();
        case Simple.TIMESTAMP ->
            JavaValues.micros(
                text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T')));
        default -> RowReference.integer(new java.math.BigInteger(text), to);
      };
    } catch (java.time.format.DateTimeParseException | NumberFormatException e) {
      throw new Failure(e.getMessage());
    }
  }
}
