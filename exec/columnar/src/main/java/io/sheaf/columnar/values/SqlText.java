package io.sheaf.columnar.values;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQueries;
import java.util.HexFormat;

/**
 * Values as SQL writes them: what a shell shows, a CSV file holds and {@code getString} returns.
 */
public final class SqlText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter();
  private static final DateTimeFormatter READ_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("H:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder().appendOffset("+HH:MM", "+00:00").toFormatter();
  private static final DateTimeFormatter READ_OFFSET =
      new DateTimeFormatterBuilder()
          .append(READ_TIME)
          .optionalStart()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .toFormatter();

  private static final long HALF_MICRO = 500;
  private static final long LAST_MICRO = 86_400_000_000L - 1;

  private SqlText() {}

  /** The text of a value made by {@link JavaValues}; null stays null. */
  public static String of(Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal d -> d.toPlainString();
      case LocalDateTime t -> t.toLocalDate() + " " + TIME.format(t);
      case LocalTime t -> TIME.format(t);
      case OffsetDateTime t -> t.toLocalDate() + " " + TIME.format(t) + OFFSET.format(t);
      case Period p -> yearMonth(p.toTotalMonths());
      case Duration d -> dayTime(d);
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }

  /** {@code years-months}, as in {@code 1-02}. */
  private static String yearMonth(long months) {
    long size = Math.abs(months);
    return "%s%d-%02d".formatted(months < 0 ? "-" : "", size / 12, size % 12);
  }

  /** {@code days hours:minutes:seconds}, as in {@code 3 04:05:06.7}. */
  private static String dayTime(Duration interval) {
    Duration size = interval.abs();
    return (interval.isNegative() ? "-" : "")
        + size.toDaysPart()
        + " "
        + TIME.format(LocalTime.MIDNIGHT.plus(size.minusDays(size.toDaysPart())));
  }

  /**
   * Appends a text to a column of any type but intervals, read as SQL reads it in a cast; a
   * timestamp with time zone has to name its offset.
   *
   * @throws IllegalArgumentException when the text is no such value; its message says why, or is
   *     null
   */
  public static void parse(String text, ColumnBuilder target) {
    parse(text, target, null);
  }

  /**
   * As {@link #parse(String, ColumnBuilder)}; a timestamp with time zone that names no offset was
   * written in this zone, unless it is null.
   */
  public static void parse(String text, ColumnBuilder target, ZoneId zone) {
    String trimmed = text.strip();
    try {
      switch (target.type()) {
        case Simple s when s == Simple.TIMESTAMP_WITH_TIME_ZONE ->
            target.appendLong(instant(trimmed, zone));
        case Simple s -> parseSimple(s, trimmed, target);
        case DataType.Decimal d -> target.appendDecimal(new BigDecimal(trimmed));
        case DataType.Varchar v -> target.appendText(text);
        case DataType.Char c -> target.appendText(text);
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void parseSimple(Simple type, String trimmed, ColumnBuilder target) {
    switch (type) {
      case BOOLEAN -> target.appendBoolean(bool(trimmed));
      case TINYINT -> target.appendInt(Byte.parseByte(trimmed));
      case SMALLINT -> target.appendInt(Short.parseShort(trimmed));
      case INTEGER -> target.appendInt(Integer.parseInt(trimmed));
      case BIGINT -> target.appendLong(Long.parseLong(trimmed));
      case REAL -> target.appendFloat(Float.parseFloat(trimmed));
      case DOUBLE -> target.appendDouble(floating(trimmed));
      case VARBINARY -> target.appendBytes(HexFormat.of().parseHex(trimmed));
      case DATE -> target.appendInt(Math.toIntExact(LocalDate.parse(trimmed).toEpochDay()));
      case TIME -> target.appendLong(micros(LocalTime.parse(trimmed, READ_TIME)));
      case TIMESTAMP -> target.appendLong(micros(timestamp(trimmed)));
      case TIMESTAMP_WITH_TIME_ZONE, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL ->
          throw new IllegalArgumentException("a " + type.sql() + " cannot be read from text");
    }
  }

  private static boolean bool(String text) {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new IllegalArgumentException("not true or false");
  }

  /** Java also takes {@code 1d} and hexadecimal floats, which are no SQL. */
  private static double floating(String text) {
    if (!text.isEmpty() && Character.isLetter(text.charAt(text.length() - 1))) {
      return switch (text.toLowerCase(java.util.Locale.ROOT)) {
        case "nan" -> Double.NaN;
        case "infinity", "inf", "+infinity" -> Double.POSITIVE_INFINITY;
        case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
        default -> throw new IllegalArgumentException("not a number");
      };
    }
    return Double.parseDouble(text);
  }

  /** {@code date}, {@code date time} or {@code dateTtime}. */
  private static LocalDateTime timestamp(String text) {
    // Years of more than four digits are signed and make the date longer.
    int dateEnd = Math.max(text.indexOf(' '), text.indexOf('T'));
    if (dateEnd < 0) {
      return LocalDate.parse(text).atStartOfDay();
    }
    return LocalDate.parse(text.substring(0, dateEnd))
        .atTime(LocalTime.parse(text.substring(dateEnd + 1), READ_TIME));
  }

  /** Rounded to microseconds, half up. */
  private static long micros(LocalDateTime timestamp) {
    return JavaValues.micros(timestamp.plusNanos(HALF_MICRO));
  }

  /** Rounded to microseconds, half up, but not beyond the day's last. */
  private static long micros(LocalTime time) {
    return Math.min(LAST_MICRO, (time.toNanoOfDay() + HALF_MICRO) / 1000);
  }

  private static long instant(String text, ZoneId zone) {
    LocalDateTime local;
    ZoneOffset offset = null;
    if (text.length() <= 10) {
      local = LocalDate.parse(text).atStartOfDay();
    } else {
      var time = READ_OFFSET.parse(text.substring(11));
      local = LocalDate.parse(text.substring(0, 10)).atTime(LocalTime.from(time));
      offset = time.query(TemporalQueries.offset());
    }
    if (offset == null) {
      if (zone == null) {
        throw new IllegalArgumentException("no time zone");
      }
      offset = zone.getRules().getOffset(local);
    }
    return micros(local) - offset.getTotalSeconds() * 1_000_000L;
  }
}
