package io.sheaf.jdbc.slt;

import io.sheaf.columnar.values.SqlText;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a query returned.
 *
 * @param types a letter for each column, as a record has them
 * @param floating whether a column holds binary floating numbers
 * @param rows values as text, null for NULL
 */
record SltAnswer(String types, List<Boolean> floating, List<List<String>> rows) {
  private static final double TOLERANCE = 1e-9;

  static SltAnswer of(ResultSet results) throws SQLException {
    ResultSetMetaData metadata = results.getMetaData();
    StringBuilder types = new StringBuilder();
    List<Boolean> floating = new ArrayList<>();
    int width = metadata.getColumnCount();
    for (int i = 1; i <= width; i++) {
      int type = metadata.getColumnType(i);
      types.append(letter(type));
      floating.add(type == Types.DOUBLE || type == Types.REAL || type == Types.FLOAT);
    }
    List<List<String>> rows = new ArrayList<>();
    while (results.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        row.add(text(results, i, metadata.getColumnType(i)));
      }
      rows.add(row);
    }
    return new SltAnswer(types.toString(), floating, rows);
  }

  private static char letter(int type) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> 'I';
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> 'R';
      default -> 'T';
    };
  }

  /** By java.time, whose texts do not depend on the driver. */
  private static String text(ResultSet results, int column, int type) throws SQLException {
    Object value =
        switch (type) {
          case Types.DATE -> results.getObject(column, LocalDate.class);
          case Types.TIME -> results.getObject(column, LocalTime.class);
          case Types.TIMESTAMP -> results.getObject(column, LocalDateTime.class);
          case Types.TIMESTAMP_WITH_TIMEZONE -> results.getObject(column, OffsetDateTime.class);
          case Types.BLOB, Types.BINARY, Types.VARBINARY -> results.getBytes(column);
          default -> results.getObject(column);
        };
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return SqlText.of(value);
    }
    return value instanceof byte[]
            || value instanceof java.time.temporal.TemporalAccessor
            || value instanceof java.time.temporal.TemporalAmount
        ? SqlText.of(value)
        : results.getString(column);
  }

  /** The rows as a file holds them. */
  List<String> lines(boolean sorted) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(String.join(" | ", row.stream().map(SltAnswer::escape).toList()));
    }
    return sorted ? lines.stream().sorted().toList() : lines;
  }

  private static String escape(String value) {
    if (value == null) {
      return "NULL";
    }
    if (value.isEmpty()) {
      return "(empty)";
    }
    String text = value.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n");
    // A space at either end would be lost.
    text = text.startsWith(" ") ? "\\s" + text.substring(1) : text;
    return text.endsWith(" ") ? text.substring(0, text.length() - 1) + "\\s" : text;
  }

  /**
   * How the answer differs from the expected lines, or empty.
   *
   * @param exact whether decimals have to be printed with the expected scale
   */
  Optional<String> difference(List<String> expected, boolean sorted, boolean exact) {
    List<List<String>> wanted = split(expected, sorted);
    List<List<String>> found = split(lines(false), sorted);
    if (wanted.size() != found.size()) {
      return Optional.of(found.size() + " rows instead of " + wanted.size());
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!same(wanted.get(i), found.get(i), exact)) {
        return Optional.of("row " + (i + 1) + " differs");
      }
    }
    return Optional.empty();
  }

  private static List<List<String>> split(List<String> lines, boolean sorted) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines) {
      List<String> row = new ArrayList<>();
      for (String value : line.split("(?<!\\\\)\\|", -1)) {
        row.add(value.strip());
      }
      rows.add(row);
    }
    if (sorted) {
      rows.sort(Comparator.comparing(SltAnswer::sortKey));
    }
    return rows;
  }

  /** The same for a number in whatever scale. */
  private static String sortKey(List<String> row) {
    StringBuilder key = new StringBuilder();
    for (String value : row) {
      BigDecimal number = number(value);
      key.append(
              number == null
                  ? value
                  : number.round(new java.math.MathContext(9)).stripTrailingZeros().toPlainString())
          .append('\u0001');
    }
    return key.toString();
  }

  private boolean same(List<String> expected, List<String> actual, boolean exact) {
    if (expected.size() != actual.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      String a = expected.get(i);
      String b = actual.get(i);
      if (a.equals(b)) {
        continue;
      }
      boolean number = types.charAt(i) == 'R' || !exact;
      if (!number || exact && !floating.get(i) || !near(a, b, exact)) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(String a, String b, boolean exact) {
    BigDecimal x = number(a);
    BigDecimal y = number(b);
    if (x == null || y == null) {
      return false;
    }
    if (x.compareTo(y) == 0) {
      return true;
    }
    BigDecimal share = x.abs().max(y.abs()).multiply(BigDecimal.valueOf(TOLERANCE));
    // Another engine may give a quotient or an average fewer digits.
    BigDecimal half =
        exact
            ? BigDecimal.ZERO
            : BigDecimal.ONE
                .movePointLeft(Math.max(1, Math.min(x.scale(), y.scale())))
                .divide(BigDecimal.TWO);
    boolean whole = x.scale() <= 0 && y.scale() <= 0;
    return x.subtract(y).abs().compareTo(share.max(whole ? BigDecimal.ZERO : half)) <= 0;
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
