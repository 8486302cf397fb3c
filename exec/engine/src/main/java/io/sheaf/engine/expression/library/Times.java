package io.sheaf.engine.expression.library;

import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.LibraryFunction;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Functions of dates and times. */
final class Times {
  private static final long SECOND_MICROS = 1_000_000;
  private static final long DAY_MICROS = 86_400 * SECOND_MICROS;

  /** A day is so much of a month for MONTHS_BETWEEN. */
  private static final double MONTH_DAYS = 31;

  private Times() {}

  static RowFunction of(LibraryFunction function) {
    return switch (function) {
      case CENTURY -> args -> (long) Math.ceilDiv(time(args[0]).getYear(), 100);
      case DATE_DIFF ->
          args ->
              borders(((String) args[0]).toLowerCase(Locale.ROOT), (Long) args[1], (Long) args[2]);
      case DAYNAME ->
          args -> time(args[0]).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case MONTHNAME ->
          args -> time(args[0]).getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case EPOCH_MS -> args -> Math.multiplyExact((Long) args[0], 1000L);
      case ISOYEAR -> args -> (long) time(args[0]).get(IsoFields.WEEK_BASED_YEAR);
      case LAST_DAY -> args -> YearMonth.from(date(args[0])).atEndOfMonth().toEpochDay();
      case MAKE_DATE -> args -> makeDate(args).toEpochDay();
      case MAKE_TIMESTAMP -> Times::makeTime;
      case MONTHS_BETWEEN -> args -> months(time(args[0]), time(args[1]));
      case NEXT_DAY -> args -> nextDay(date(args[0]), (String) args[1]);
      default -> throw new IllegalArgumentException(function.name());
    };
  }

  static LocalDateTime time(Object micros) {
    long value = (Long) micros;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(value, SECOND_MICROS),
        (int) Math.floorMod(value, SECOND_MICROS) * 1000,
        ZoneOffset.UTC);
  }

  static long micros(LocalDateTime time) {
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), SECOND_MICROS),
        time.getNano() / 1000);
  }

  private static LocalDate date(Object days) {
    return LocalDate.ofEpochDay((Long) days);
  }

  private static LocalDate makeDate(Object[] args) {
    try {
      return LocalDate.of(
          Math.toIntExact((Long) args[0]),
          Math.toIntExact((Long) args[1]),
          Math.toIntExact((Long) args[2]));
    } catch (DateTimeException | ArithmeticException e) {
      throw ValueErrors.invalid(
          "there is no date of year " + args[0] + ", month " + args[1] + ", day " + args[2]);
    }
  }

  private static Object makeTime(Object[] args) {
    LocalDate date = makeDate(args);
    long hour = (Long) args[3];
    long minute = (Long) args[4];
    double second = (Double) args[5];
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) {
      throw ValueErrors.invalid("there is no time " + hour + ":" + minute + ":" + second);
    }
    long ofDay = (hour * 3600 + minute * 60) * SECOND_MICROS + Math.round(second * SECOND_MICROS);
    return Math.addExact(Math.multiplyExact(date.toEpochDay(), DAY_MICROS), ofDay);
  }

  /** How many units begin behind the start, up to the end. */
  private static Object borders(String unit, long start, long end) {
    LocalDateTime a = time(start);
    LocalDateTime b = time(end);
    return switch (unit) {
      case "year", "years", "yyyy", "yy" -> (long) b.getYear() - a.getYear();
      case "decade", "decades" -> Math.floorDiv(b.getYear(), 10L) - Math.floorDiv(a.getYear(), 10L);
      case "century", "centuries" ->
          Math.ceilDiv(b.getYear(), 100L) - Math.ceilDiv(a.getYear(), 100L);
      case "quarter", "quarters" -> Math.floorDiv(month(b), 3L) - Math.floorDiv(month(a), 3L);
      case "month", "months", "mm" -> month(b) - month(a);
      // 1970 began on a Thursday.
      case "week", "weeks" -> Math.floorDiv(day(end) + 3, 7L) - Math.floorDiv(day(start) + 3, 7L);
      case "day", "days", "dd", "dayofyear" -> day(end) - day(start);
      case "hour", "hours" -> border(start, end, 3600 * SECOND_MICROS);
      case "minute", "minutes" -> border(start, end, 60 * SECOND_MICROS);
      case "second", "seconds" -> border(start, end, SECOND_MICROS);
      case "millisecond", "milliseconds" -> border(start, end, 1000);
      case "microsecond", "microseconds" -> end - start;
      default -> throw ValueErrors.invalid("unknown unit of time '" + unit + "'");
    };
  }

  private static long month(LocalDateTime time) {
    return 12L * time.getYear() + time.getMonthValue() - 1;
  }

  private static long day(long micros) {
    return Math.floorDiv(micros, DAY_MICROS);
  }

  private static long border(long start, long end, long unit) {
    return Math.floorDiv(end, unit) - Math.floorDiv(start, unit);
  }

  /** Whole where both are the same day of a month, or both the last one. */
  private static double months(LocalDateTime end, LocalDateTime start) {
    long months = month(end) - month(start);
    boolean last = isLast(end.toLocalDate()) && isLast(start.toLocalDate());
    if (last || end.getDayOfMonth() == start.getDayOfMonth()) {
      return months;
    }
    double days = end.getDayOfMonth() - start.getDayOfMonth();
    double part =
        (double) (end.toLocalTime().toNanoOfDay() - start.toLocalTime().toNanoOfDay())
            / ChronoUnit.DAYS.getDuration().toNanos();
    return Math.round((months + (days + part) / MONTH_DAYS) * 1e8) / 1e8;
  }

  private static boolean isLast(LocalDate date) {
    return date.getDayOfMonth() == date.lengthOfMonth();
  }

  private static Object nextDay(LocalDate date, String weekday) {
    String wanted = weekday.strip().toUpperCase(Locale.ROOT);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (wanted.length() >= 2 && day.name().startsWith(wanted)) {
        return date.with(TemporalAdjusters.next(day)).toEpochDay();
      }
    }
    throw ValueErrors.invalid("unknown day of the week '" + weekday + "'");
  }

  /** Midnight of a date where there is no time of day. */
  static LocalDateTime at(LocalDate date, LocalTime time) {
    return date.atTime(time == null ? LocalTime.MIDNIGHT : time);
  }
}
