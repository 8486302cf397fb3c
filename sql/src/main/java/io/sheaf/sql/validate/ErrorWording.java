package io.sheaf.sql.validate;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.SourceError;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/**
 * Turns the validator's exceptions into errors for users: what, where, and what was probably meant.
 */
final class ErrorWording {
  private static final Pattern TABLE =
      Pattern.compile(
          "(?:(?:Object|Table)|Unknown identifier) '(.*?)'(?: not found)?(?: within '.*')?");
  private static final String STAR = "Unknown identifier '*'";
  private static final Pattern CALLED = Pattern.compile("([\\p{L}_][\\p{L}\\p{N}_$]*)\\s*\\(\\s*$");
  private static final Pattern COLUMN =
      Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)')");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature ([^(]*)\\((.*)\\)", Pattern.DOTALL);
  private static final Pattern OPERANDS =
      Pattern.compile(
          "Cannot apply '(.*?)' to arguments of type '(.*?)'\\.\\s*(?:Supported form.*)?",
          Pattern.DOTALL);
  private static final Pattern GROUPED =
      Pattern.compile("Expression '(.*?)' is not being grouped", Pattern.DOTALL);
  private static final Pattern CAST =
      Pattern.compile("Cast function cannot convert value of type (.*) to type (.*)");
  private static final Pattern AMBIGUOUS = Pattern.compile("Column '(.*?)' is ambiguous");

  private ErrorWording() {}

  /** Names that could have been meant. */
  record Candidates(
      Supplier<Collection<String>> tables,
      Supplier<Collection<String>> columns,
      Supplier<Collection<String>> functions) {}

  static SheafException of(CalciteContextException e, String sql, Candidates candidates) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof SheafException sheaf) {
      return SourceError.at(
          sheaf.code(), sheaf.getMessage(), sql, e.getPosLine(), e.getPosColumn());
    }
    String message = String.valueOf(cause.getMessage());
    Worded worded =
        message.equals(STAR)
            ? star(called(sql, e.getPosLine(), e.getPosColumn()), candidates)
            : word(message, candidates);
    return SourceError.at(worded.code, worded.text, sql, e.getPosLine(), e.getPosColumn());
  }

  private record Worded(String code, String text) {}

  private static Worded word(String message, Candidates candidates) {
    Matcher column = COLUMN.matcher(message);
    if (column.matches()) {
      String where = column.group(3) == null ? "" : " in " + column.group(3);
      return new Worded(
          "UNKNOWN_COLUMN",
          "There is no column \""
              + column.group(1)
              + "\""
              + where
              + suggestion(column.group(1), candidates.columns.get()));
    }
    Matcher table = TABLE.matcher(message);
    if (table.matches()) {
      return table(table.group(1), candidates.tables.get());
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.matches()) {
      return function(function.group(1), function.group(2), candidates.functions.get());
    }
    if (message.contains("$SCALAR_QUERY")) {
      return new Worded(
          "BAD_SUBQUERY", "A sub-query that stands for a value must return one column");
    }
    Matcher operands = OPERANDS.matcher(message);
    if (operands.matches()) {
      return operands(operands.group(1), operands.group(2));
    }
    Matcher grouped = GROUPED.matcher(message);
    if (grouped.matches()) {
      return new Worded(
          "NOT_GROUPED",
          grouped.group(1).replace("`", "")
              + " is neither in GROUP BY nor inside an aggregate function");
    }
    Matcher cast = CAST.matcher(message);
    if (cast.matches()) {
      return new Worded(
          "BAD_CAST",
          ("A " + cast.group(1) + " cannot be cast to " + cast.group(2)).replace(" NOT NULL", ""));
    }
    Matcher ambiguous = AMBIGUOUS.matcher(message);
    if (ambiguous.matches()) {
      return new Worded(
          "AMBIGUOUS_COLUMN",
          "Column \""
              + ambiguous.group(1)
              + "\" exists in several tables; write table."
              + ambiguous.group(1));
    }
    return new Worded("INVALID_QUERY", message.replace("`", ""));
  }

  private static Worded table(String name, Collection<String> known) {
    boolean exists = known.stream().anyMatch(name::equalsIgnoreCase);
    return new Worded(
        "UNKNOWN_TABLE",
        exists
            ? "Table \""
                + name
                + "\" is not in this FROM, or has an alias there and is known by that alone"
            : "There is no table \"" + name + "\"" + suggestion(name, known));
  }

  /** The name before the parenthesis before a place; empty if there is none. */
  private static String called(String sql, int line, int column) {
    String[] lines = sql.split("\r?\n", -1);
    if (line < 1 || line > lines.length || column < 1 || column > lines[line - 1].length()) {
      return "";
    }
    Matcher name = CALLED.matcher(lines[line - 1].substring(0, column - 1));
    return name.find() ? name.group(1) : "";
  }

  private static Worded star(String function, Candidates candidates) {
    Collection<String> known = candidates.functions.get();
    boolean unknown = !function.isEmpty() && known.stream().noneMatch(function::equalsIgnoreCase);
    return unknown
        ? function(function, "", known)
        : new Worded("UNKNOWN_FUNCTION", "* stands only in COUNT(*) and at the begin of SELECT");
  }

  private static Worded function(String name, String arguments, Collection<String> known) {
    String plain = name.replace("`", "").strip();
    boolean exists = known.stream().anyMatch(plain::equalsIgnoreCase);
    if (exists) {
      return new Worded(
          "BAD_ARGUMENT", "Function " + plain + " does not take (" + types(arguments) + ")");
    }
    return new Worded(
        "UNKNOWN_FUNCTION", "There is no function \"" + plain + "\"" + suggestion(plain, known));
  }

  private static Worded operands(String operator, String form) {
    String readable = types(form);
    boolean text = readable.contains("VARCHAR");
    boolean other =
        readable.matches(
            "(?s).*(INTEGER|BIGINT|SMALLINT|TINYINT|DECIMAL|DOUBLE|REAL|DATE|TIME|BOOLEAN).*");
    String hint = text && other ? "; text and other types are not mixed, use CAST" : "";
    return new Worded(
        "TYPE_MISMATCH", "Operator or function " + operator + " does not take " + readable + hint);
  }

  private static String types(String form) {
    return form.replaceAll("[<>](?=[A-Z])|(?<=[A-Z0-9) ])>", "")
        .replaceAll(" CHARACTER SET \"[^\"]*\"", "")
        .replaceAll("TIMESTAMP_(TZ|WITH_LOCAL_TIME_ZONE)\\(\\d\\)", "TIMESTAMP WITH TIME ZONE")
        .strip();
  }

  /** The nearest name within a third of its length, worded as a question; else nothing. */
  static String suggestion(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean \"" + best + "\"?";
  }

  /** Edits between two words; swapping neighbours counts as one. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        least = Math.min(least, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
