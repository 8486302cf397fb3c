package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.engine.expression.RowReference.Failure;
import io.sheaf.plan.ScalarFunction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Functions of text, doubles and times, one row at a time, by the Java library. */
final class FunctionReference {
  private FunctionReference() {}

  static Object apply(ScalarFunction f, Object[] v, DataType first, DataType type) {
    return switch (f) {
      case SQRT -> Math.sqrt((Double) v[0]);
      case CBRT -> Math.cbrt((Double) v[0]);
      case EXP -> Math.exp((Double) v[0]);
      case LN -> Math.log((Double) v[0]);
      case LOG10 -> Math.log10((Double) v[0]);
      case LOG2 -> Math.log((Double) v[0]) / Math.log(2);
      case SIN -> Math.sin((Double) v[0]);
      case COS -> Math.cos((Double) v[0]);
      case TAN -> Math.tan((Double) v[0]);
      case ASIN -> Math.asin((Double) v[0]);
      case ACOS -> Math.acos((Double) v[0]);
      case ATAN -> Math.atan((Double) v[0]);
      case DEGREES -> Math.toDegrees((Double) v[0]);
      case RADIANS -> Math.toRadians((Double) v[0]);
      case POWER -> Math.pow((Double) v[0], (Double) v[1]);
      case ATAN2 -> Math.atan2((Double) v[0], (Double) v[1]);
      case PI -> Math.PI;
      case CONCAT -> (String) v[0] + v[1];
      case CONCAT_SKIP_NULLS -> {
        StringBuilder all = new StringBuilder();
        for (Object part : v) {
          all.append(part == null ? "" : part);
        }
        yield all.toString();
      }
      case SUBSTRING, LEFT, RIGHT, LPAD, RPAD, REPEAT, SPLIT_PART, CHR -> positions(f, v);
      case LOWER -> ((String) v[0]).toLowerCase(Locale.ROOT);
      case UPPER -> ((String) v[0]).toUpperCase(Locale.ROOT);
      case CHAR_LENGTH -> (long) points((String) v[0]).length;
      case OCTET_LENGTH -> (long) ((String) v[0]).getBytes(StandardCharsets.UTF_8).length;
      case TRIM -> trim((String) v[0], (String) v[1], true, true);
      case TRIM_LEADING -> trim((String) v[0], (String) v[1], true, false);
      case TRIM_TRAILING -> trim((String) v[0], (String) v[1], false, true);
      case POSITION -> {
        int at = ((String) v[1]).indexOf((String) v[0]);
        yield at < 0 ? 0L : (long) ((String) v[1]).codePointCount(0, at) + 1;
      }
      case REPLACE ->
          ((String) v[1]).isEmpty() ? v[0] : ((String) v[0]).replace((String) v[1], (String) v[2]);
      case REVERSE -> new StringBuilder((String) v[0]).reverse().toString();
      case STARTS_WITH -> ((String) v[0]).startsWith((String) v[1]);
      case ENDS_WITH -> ((String) v[0]).endsWith((String) v[1]);
      case CONTAINS -> ((String) v[0]).contains((String) v[1]);
      case ASCII -> ((String) v[0]).isEmpty() ? 0L : (long) ((String) v[0]).codePointAt(0);
      case LIKE -> like((String) v[0], (String) v[1], v.length > 2 ? (String) v[2] : "");
      case ILIKE ->
          like(
              ((String) v[0]).toLowerCase(Locale.ROOT),
              ((String) v[1]).toLowerCase(Locale.ROOT),
              v.length > 2 ? ((String) v[2]).toLowerCase(Locale.ROOT) : "");
      case REGEXP_LIKE -> Pattern.compile((String) v[1]).matcher((String) v[0]).find();
      case REGEXP_REPLACE -> ((String) v[0]).replaceAll((String) v[1], (String) v[2]);
      case DATE_TRUNC -> truncate((String) v[0], (Long) v[1], type);
      case ADD_MONTHS, ADD_MICROSECONDS, ADD_DAYS -> plus(f, (Long) v[0], (Long) v[1], first, type);
      case DAYS_BETWEEN, MICROSECONDS_BETWEEN -> (Long) v[0] - (Long) v[1];
      case MONTHS_BETWEEN -> ChronoUnit.MONTHS.between(date((Long) v[1]), date((Long) v[0]));
      case MULTIPLY_INTERVAL -> {
        BigDecimal factor = v[1] instanceof BigDecimal d ? d : new BigDecimal(v[1].toString());
        yield RowReference.integer(
            factor
                .multiply(BigDecimal.valueOf((Long) v[0]))
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger(),
            type);
      }
      default -> extract(f, (Long) v[0], first);
    };
  }

  private static int[] points(String text) {
    return text.codePoints().toArray();
  }

  private static String text(int[] points, long from, long to) {
    int start = Math.clamp(from, 0, points.length);
    int end = Math.clamp(to, start, points.length);
    return new String(points, start, end - start);
  }

  private static Object positions(ScalarFunction f, Object[] v) {
    int[] points = v[0] instanceof String text ? points(text) : null;
    return switch (f) {
      case SUBSTRING -> {
        long start = (Long) v[1] - 1;
        if (v.length > 2 && (Long) v[2] < 0) {
          throw new Failure("negative length");
        }
        yield text(points, Math.max(0, start), v.length > 2 ? start + (Long) v[2] : points.length);
      }
      case LEFT -> {
        long n = (Long) v[1];
        yield text(points, 0, n >= 0 ? n : points.length + n);
      }
      case RIGHT -> {
        long n = (Long) v[1];
        yield text(points, n >= 0 ? points.length - n : -n, points.length);
      }
      case LPAD, RPAD -> {
        long n = Math.max(0, (Long) v[1]);
        int[] fill = points((String) v[2]);
        StringBuilder padding = new StringBuilder();
        for (int i = 0; fill.length > 0 && i < n - points.length; i++) {
          padding.appendCodePoint(fill[i % fill.length]);
        }
        String body = text(points, 0, n);
        yield f == ScalarFunction.LPAD ? padding + body : body + padding;
      }
      case REPEAT -> ((String) v[0]).repeat((int) Math.max(0, (Long) v[1]));
      case SPLIT_PART -> splitPart((String) v[0], (String) v[1], (Long) v[2]);
      default -> {
        long point = (Long) v[0];
        if (point < 0 || point > 0x10FFFF || point >= 0xD800 && point < 0xE000) {
          throw new Failure("no character");
        }
        yield Character.toString((int) point);
      }
    };
  }

  private static String splitPart(String text, String separator, long n) {
    if (n == 0) {
      throw new Failure("part 0");
    }
    String[] parts =
        separator.isEmpty() ? new String[] {text} : text.split(Pattern.quote(separator), -1);
    long index = n > 0 ? n - 1 : parts.length + n;
    return index < 0 || index >= parts.length ? "" : parts[(int) index];
  }

  private static String trim(String text, String chars, boolean start, boolean end) {
    int[] points = points(text);
    int[] set = points(chars);
    int from = 0;
    int to = points.length;
    while (start && from < to && contains(set, points[from])) {
      from++;
    }
    while (end && to > from && contains(set, points[to - 1])) {
      to--;
    }
    return new String(points, from, to - from);
  }

  private static boolean contains(int[] set, int point) {
    return Arrays.stream(set).anyMatch(p -> p == point);
  }

  private static boolean like(String text, String pattern, String escape) {
    StringBuilder regex = new StringBuilder();
    int[] points = points(pattern);
    for (int i = 0; i < points.length; i++) {
      String point = Character.toString(points[i]);
      if (!escape.isEmpty() && points[i] == escape.codePointAt(0)) {
        if (++i == points.length) {
          throw new Failure("escape at the end");
        }
        regex.append(Pattern.quote(Character.toString(points[i])));
      } else {
        regex.append(point.equals("%") ? ".*" : point.equals("_") ? "." : Pattern.quote(point));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  private static LocalDate date(long days) {
    return LocalDate.ofEpochDay(days);
  }

  private static LocalDateTime timestamp(long value, DataType type) {
    return type == Simple.DATE ? date(value).atStartOfDay() : CastReference.timestamp(value);
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
  }

  private static Object truncate(String unit, long value, DataType type) {
    LocalDateTime time = timestamp(value, type);
    LocalDate day = time.toLocalDate();
    int year = day.getYear();
    LocalDateTime result =
        switch (unit) {
          case "hour" -> time.truncatedTo(ChronoUnit.HOURS);
          case "minute" -> time.truncatedTo(ChronoUnit.MINUTES);
          case "second" -> time.truncatedTo(ChronoUnit.SECONDS);
          case "millisecond" -> time.truncatedTo(ChronoUnit.MILLIS);
          case "day" -> day.atStartOfDay();
          case "week" -> day.with(ChronoField.DAY_OF_WEEK, 1).atStartOfDay();
          case "month" -> day.withDayOfMonth(1).atStartOfDay();
          case "quarter" ->
              day.withMonth(day.get(IsoFields.QUARTER_OF_YEAR) * 3 - 2)
                  .withDayOfMonth(1)
                  .atStartOfDay();
          case "year" -> LocalDate.of(year, 1, 1).atStartOfDay();
          case "decade" -> LocalDate.of(Math.floorDiv(year, 10) * 10, 1, 1).atStartOfDay();
          case "century" ->
              LocalDate.of(Math.floorDiv(year - 1, 100) * 100 + 1, 1, 1).atStartOfDay();
          default -> throw new IllegalArgumentException(unit);
        };
    return type == Simple.DATE ? result.toLocalDate().toEpochDay() : micros(result);
  }

  private static Object plus(ScalarFunction f, long a, long b, DataType first, DataType type) {
    if (first == Simple.TIME) {
      return LocalTime.ofNanoOfDay(a * 1000).plus(b, ChronoUnit.MICROS).toNanoOfDay() / 1000;
    }
    LocalDateTime time = timestamp(a, first);
    LocalDateTime sum =
        switch (f) {
          case ADD_MONTHS -> time.plusMonths(b);
          case ADD_DAYS -> time.plusDays(b);
          default -> time.plus(b, ChronoUnit.MICROS);
        };
    return type == Simple.DATE ? sum.toLocalDate().toEpochDay() : micros(sum);
  }

  private static Object extract(ScalarFunction f, long value, DataType first) {
    if (first == Simple.INTERVAL_YEAR_MONTH) {
      Period period = Period.ofMonths((int) value).normalized();
      return switch (f) {
        case EXTRACT_YEAR -> (long) period.getYears();
        default -> (long) period.getMonths();
      };
    }
    if (first == Simple.INTERVAL_DAY_TIME) {
      Duration size = Duration.of(Math.abs(value), ChronoUnit.MICROS);
      long part =
          switch (f) {
            case EXTRACT_DAY -> size.toDaysPart();
            case EXTRACT_HOUR -> size.toHoursPart();
            case EXTRACT_MINUTE -> size.toMinutesPart();
            default -> size.toSecondsPart();
          };
      return value < 0 ? -part : part;
    }
    LocalDateTime time =
        first == Simple.TIME ? CastReference.timestamp(value) : timestamp(value, first);
    return switch (f) {
      case EXTRACT_YEAR -> (long) time.getYear();
      case EXTRACT_QUARTER -> (long) time.get(IsoFields.QUARTER_OF_YEAR);
      case EXTRACT_MONTH -> (long) time.getMonthValue();
      case EXTRACT_WEEK -> (long) time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case EXTRACT_DAY -> (long) time.getDayOfMonth();
      case EXTRACT_DOW -> (long) time.getDayOfWeek().getValue() % 7;
      case EXTRACT_ISODOW -> (long) time.getDayOfWeek().getValue();
      case EXTRACT_DOY -> (long) time.getDayOfYear();
      case EXTRACT_HOUR -> (long) time.getHour();
      case EXTRACT_MINUTE -> (long) time.getMinute();
      case EXTRACT_SECOND -> (long) time.getSecond();
      case EXTRACT_MILLISECOND -> time.getSecond() * 1000L + time.getNano() / 1_000_000;
      case EXTRACT_MICROSECOND -> time.getSecond() * 1_000_000L + time.getNano() / 1000;
      case EXTRACT_EPOCH -> Math.floorDiv(micros(time), 1_000_000L);
      default -> throw new IllegalArgumentException(f.name());
    };
  }
}
