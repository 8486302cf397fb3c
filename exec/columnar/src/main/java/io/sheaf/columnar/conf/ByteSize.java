package io.sheaf.columnar.conf;

import io.sheaf.columnar.SheafException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How sizes in bytes are written: a number and a unit, such as {@code 512MB}, {@code 1.5 GB} or
 * {@code 65536}. Units are powers of 1024, with or without the {@code i} of {@code GiB}, in either
 * case.
 */
public final class ByteSize {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(?:([KMGT])I?)?B?");
  private static final String UNITS = "KMGT";
  private static final long LEAST_MEMORY = 1 << 20;

  private ByteSize() {}

  /**
   * The bytes that a text stands for.
   *
   * @param what what the size is for, as the error message names it
   * @throws SheafException blaming the user when the text is no positive size
   */
  public static long parse(String what, String text) {
    Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (size.matches()) {
      int unit = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2)) + 1;
      double bytes = Double.parseDouble(size.group(1)) * (1L << (10 * unit));
      if (bytes >= 1 && bytes < Long.MAX_VALUE) {
        return (long) bytes;
      }
    }
    throw SheafException.user(
        "BAD_SETTING", what + " takes a size such as 512MB or 4GB, not '" + text + "'");
  }

  /**
   * A number of bytes of memory for a JVM to work with.
   *
   * @throws SheafException blaming the user when the text is no size, or too little to do anything
   */
  public static long memory(String text) {
    long bytes = parse("memory", text);
    if (bytes < LEAST_MEMORY) {
      throw SheafException.user(
          "BAD_SETTING",
          "memory takes at least 1MB, not '%s': a number without a unit is bytes".formatted(text));
    }
    return bytes;
  }

  /** A size for people, with one digit behind the point where that says more: {@code 1.5 GB}. */
  public static String format(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1024 && unit < UNITS.length() - 1) {
      value /= 1024;
      unit++;
    }
    String digits = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    String number = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    return number + " " + UNITS.charAt(unit) + "B";
  }
}
