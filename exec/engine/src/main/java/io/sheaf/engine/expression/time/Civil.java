package io.sheaf.engine.expression.time;

/**
 * The proleptic Gregorian calendar by integer arithmetic, without objects. Days count from 1970.
 */
public final class Civil {
  public static final long DAY_MICROS = 86_400_000_000L;

  /** Days from 0000-03-01, where a leap day is a year's last day, to 1970-01-01. */
  private static final long SHIFT = 719_468;

  private static final long ERA_DAYS = 146_097;
  private static final int MARCH_TO_DECEMBER = 306;

  private Civil() {}

  private static int dayOfEra(long days) {
    return (int) Math.floorMod(days + SHIFT, ERA_DAYS);
  }

  private static int yearOfEra(int day) {
    return (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
  }

  private static int dayOfMarchYear(int dayOfEra, int yearOfEra) {
    return dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  }

  public static long year(long days) {
    int day = dayOfEra(days);
    int year = yearOfEra(day);
    long era = Math.floorDiv(days + SHIFT, ERA_DAYS);
    return era * 400 + year + (dayOfMarchYear(day, year) >= MARCH_TO_DECEMBER ? 1 : 0);
  }

  /** 1 to 12. */
  public static int month(long days) {
    int day = dayOfEra(days);
    int shifted = (5 * dayOfMarchYear(day, yearOfEra(day)) + 2) / 153;
    return shifted < 10 ? shifted + 3 : shifted - 9;
  }

  /** 1 to 31. */
  public static int dayOfMonth(long days) {
    int day = dayOfEra(days);
    int ofYear = dayOfMarchYear(day, yearOfEra(day));
    int shifted = (5 * ofYear + 2) / 153;
    return ofYear - (153 * shifted + 2) / 5 + 1;
  }

  /** The day number of a date; the month is 1 to 12. */
  public static long days(long year, int month, int day) {
    long y = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(y, 400L);
    int ofEra = (int) (y - era * 400);
    int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear;
    return era * ERA_DAYS + dayOfEra - SHIFT;
  }

  public static int monthLength(long year, int month) {
    return switch (month) {
      case 2 -> (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** 1 to 366. */
  public static int dayOfYear(long days) {
    return (int) (days - days(year(days), 1, 1)) + 1;
  }

  /** 1 is Monday, 7 is Sunday. */
  public static int isoDayOfWeek(long days) {
    return (int) Math.floorMod(days + 3, 7L) + 1;
  }

  /** The ISO week, 1 to 53: that of the week's Thursday. */
  public static int isoWeek(long days) {
    long thursday = days - isoDayOfWeek(days) + 4;
    return (dayOfYear(thursday) - 1) / 7 + 1;
  }

  /** A date some months later or earlier, on the month's last day where it has no such day. */
  public static long addMonths(long days, long months) {
    long total = year(days) * 12 + (month(days) - 1) + months;
    long year = Math.floorDiv(total, 12L);
    int month = (int) Math.floorMod(total, 12L) + 1;
    return days(year, month, Math.min(dayOfMonth(days), monthLength(year, month)));
  }
}
