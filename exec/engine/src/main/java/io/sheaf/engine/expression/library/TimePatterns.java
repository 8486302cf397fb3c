package io.sheaf.engine.expression.library;

import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.LibraryFunction;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** Times as patterns show and read them, those of C or of Java; the last pattern is kept. */
final class TimePatterns implements RowFunction {
  private final LibraryFunction function;
  private String source;
  private DateTimeFormatter formatter;

  TimePatterns(LibraryFunction function) {
    this.function = function;
  }

  @Override
  public Object apply(Object[] args) {
    DateTimeFormatter pattern = formatter((String) args[1]);
    try {
      return switch (function) {
        case DATE_FORMAT, STRFTIME -> Times.time(args[0]).format(pattern);
        default -> read((String) args[0], pattern);
      };
    } catch (DateTimeException | ArithmeticException e) {
      if (function == LibraryFunction.TRY_STRPTIME) {
        return null;
      }
      throw ValueErrors.invalid("'" + args[0] + "' does not fit the pattern '" + args[1] + "'");
    }
  }

  private static Object read(String text, DateTimeFormatter pattern) {
    TemporalAccessor read = pattern.parse(text);
    LocalDate date = read.query(TemporalQueries.localDate());
    LocalTime time = read.query(TemporalQueries.localTime());
    return Times.micros(Times.at(date == null ? begin(read) : date, time));
  }

  /** The first day of the year and month that were read; of 1900 and January where none was. */
  private static LocalDate begin(TemporalAccessor read) {
    return LocalDate.of(
        part(read, ChronoField.YEAR, 1900),
        part(read, ChronoField.MONTH_OF_YEAR, 1),
        part(read, ChronoField.DAY_OF_MONTH, 1));
  }

  private static int part(TemporalAccessor read, ChronoField field, int otherwise) {
    return read.isSupported(field) ? read.get(field) : otherwise;
  }

  private DateTimeFormatter formatter(String wanted) {
    if (!wanted.equals(source)) {
      try {
        formatter =
            function == LibraryFunction.DATE_FORMAT
                ? DateTimeFormatter.ofPattern(wanted, Locale.ENGLISH)
                : ofC(wanted);
        source = wanted;
      } catch (IllegalArgumentException e) {
        throw ValueErrors.invalid("bad pattern '" + wanted + "': " + e.getMessage());
      }
    }
    return formatter;
  }

  /** The pattern of strftime; {@code %-d} and the like are without leading zeros. */
  private DateTimeFormatter ofC(String pattern) {
    DateTimeFormatterBuilder out = new DateTimeFormatterBuilder().parseCaseInsensitive();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%') {
        out.appendLiteral(c);
        continue;
      }
      boolean bare = i + 1 < pattern.length() && pattern.charAt(i + 1) == '-';
      i += bare ? 2 : 1;
      if (i >= pattern.length()) {
        throw new IllegalArgumentException("it ends with %");
      }
      append(out, pattern.charAt(i), bare);
    }
    return out.toFormatter(Locale.ENGLISH);
  }

  private void append(DateTimeFormatterBuilder out, char field, boolean bare) {
    switch (field) {
      case 'Y' -> number(out, ChronoField.YEAR, 4, bare);
      case 'y' -> out.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1));
      case 'm' -> number(out, ChronoField.MONTH_OF_YEAR, 2, bare);
      case 'd' -> number(out, ChronoField.DAY_OF_MONTH, 2, bare);
      case 'j' -> number(out, ChronoField.DAY_OF_YEAR, 3, bare);
      case 'H' -> number(out, ChronoField.HOUR_OF_DAY, 2, bare);
      case 'I' -> number(out, ChronoField.CLOCK_HOUR_OF_AMPM, 2, bare);
      case 'M' -> number(out, ChronoField.MINUTE_OF_HOUR, 2, bare);
      case 'S' -> number(out, ChronoField.SECOND_OF_MINUTE, 2, bare);
      case 'f' -> out.appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, false);
      case 'g' -> out.appendFraction(ChronoField.MILLI_OF_SECOND, 3, 3, false);
      case 'p' -> out.appendText(ChronoField.AMPM_OF_DAY);
      case 'a' -> out.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
      case 'A' -> out.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
      case 'b', 'h' -> out.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
      case 'B' -> out.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
      case 'u' -> out.appendValue(ChronoField.DAY_OF_WEEK);
      case 'G' -> out.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
      case 'V' -> number(out, IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2, bare);
      case 'F', 'x' -> out.append(DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ENGLISH));
      case 'T', 'X' -> out.append(DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH));
      case 'D' -> out.append(DateTimeFormatter.ofPattern("MM/dd/yy", Locale.ENGLISH));
      case '%' -> out.appendLiteral('%');
      default -> throw new IllegalArgumentException("there is no %" + field);
    }
  }

  private void number(
      DateTimeFormatterBuilder out,
      java.time.temporal.TemporalField field,
      int width,
      boolean bare) {
    if (bare) {
      out.appendValue(field);
    } else if (function == LibraryFunction.STRFTIME) {
      out.appendValue(field, width);
    } else {
      // What is read may leave zeros out, unless digits of the next field follow.
      out.appendValue(field, 1, width, java.time.format.SignStyle.NOT_NEGATIVE);
    }
  }
}
