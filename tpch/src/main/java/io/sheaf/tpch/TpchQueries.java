package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The 22 queries with the parameters that the standard validates with. */
public final class TpchQueries {
  static final int COUNT = 22;

  /** The share in query 11 at scale factor 1, as the text holds it. */
  private static final String FRACTION = "0.0001000000";

  private static final Pattern RANGE = Pattern.compile("(\\d{1,2})(?:-(\\d{1,2}))?");

  private TpchQueries() {}

  /** The text of a query; that of 11 holds a constant that depends on the scale factor. */
  public static String text(int number, BigDecimal scale) {
    String name = "queries/%s.sql".formatted(name(number));
    try (InputStream in = TpchQueries.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (number != 11) {
        return text;
      }
      BigDecimal fraction = new BigDecimal("0.0001").divide(scale, 16, RoundingMode.HALF_UP);
      return text.replace(FRACTION, fraction.stripTrailingZeros().toPlainString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String name(int number) {
    return "q%02d".formatted(number);
  }

  static List<Integer> all() {
    return IntStream.rangeClosed(1, COUNT).boxed().toList();
  }

  /** Numbers as in {@code 1,5-9}, sorted and each once. */
  static List<Integer> parse(String text) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      if (!range.matches()) {
        throw bad(text);
      }
      int from = Integer.parseInt(range.group(1));
      int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
      if (from < 1 || to > COUNT || from > to) {
        throw bad(text);
      }
      IntStream.rangeClosed(from, to).forEach(numbers::add);
    }
    return List.copyOf(numbers);
  }

  private static SheafException bad(String text) {
    return SheafException.user(
        "BAD_OPTION",
        "--queries takes numbers from 1 to 22 and ranges, as in 1,5-9, not '" + text + "'");
  }
}
