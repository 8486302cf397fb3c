package io.sheaf.jdbc.differential;

import java.util.List;
import java.util.Random;

/**
 * Random typed expressions over the tables in scope, in SQL that both engines read alike. Left out
 * on purpose, since the dialects differ: division, AVG of decimals, casts between text and numbers.
 */
final class ExpressionGenerator {
  /** Kinds of values; each column of {@link RandomTables} has one. */
  enum Kind {
    INTEGER,
    DECIMAL,
    DOUBLE,
    TEXT,
    DATE,
    BOOLEAN
  }

  private final Random random;

  ExpressionGenerator(Random random) {
    this.random = random;
  }

  private int roll(int sides) {
    return random.nextInt(sides);
  }

  <T> T pick(List<T> choices) {
    return choices.get(roll(choices.size()));
  }

  Kind kind() {
    return pick(List.of(Kind.values()));
  }

  /** A column of the kind from one of the aliases. */
  String column(Kind kind, List<String> scope) {
    String name =
        switch (kind) {
          case INTEGER -> roll(3) == 0 ? "b" : "i";
          case DECIMAL -> roll(3) == 0 ? "w" : "d";
          case DOUBLE -> "x";
          case TEXT -> "s";
          case DATE -> "dt";
          case BOOLEAN -> "f";
        };
    return pick(scope) + "." + name;
  }

  String literal(Kind kind) {
    return switch (kind) {
      case INTEGER -> "" + (roll(12) - 3);
      case DECIMAL -> pick(List.of("0.5", "1.25", "-2.00", "7.10", "0.00"));
      case DOUBLE -> "CAST(" + pick(List.of("0.5", "-1.25", "3.75")) + " AS DOUBLE)";
      case TEXT -> pick(List.of("'a'", "'abc'", "''", "'b'", "'zebra'"));
      case DATE -> "DATE '1995-12-" + (10 + roll(20)) + "'";
      case BOOLEAN -> roll(2) == 0 ? "TRUE" : "FALSE";
    };
  }

  String expression(Kind kind, List<String> scope, int depth) {
    if (depth <= 0) {
      return roll(5) == 0 ? literal(kind) : column(kind, scope);
    }
    return switch (roll(4)) {
      case 0 -> column(kind, scope);
      case 1 ->
          "CASE WHEN "
              + condition(scope, depth - 1)
              + " THEN "
              + expression(kind, scope, depth - 1)
              + (roll(2) == 0 ? "" : " ELSE " + expression(kind, scope, depth - 1))
              + " END";
      case 2 ->
          "COALESCE("
              + expression(kind, scope, depth - 1)
              + ", "
              + expression(kind, scope, depth - 1)
              + ")";
      default -> function(kind, scope, depth - 1);
    };
  }

  private String function(Kind kind, List<String> scope, int depth) {
    return switch (kind) {
      case INTEGER ->
          switch (roll(4)) {
            case 0 -> binary(kind, scope, depth, pick(List.of("+", "-")));
            case 1 -> "(" + pick(scope) + ".i * " + literal(kind) + ")";
            case 2 -> "CHAR_LENGTH(" + expression(Kind.TEXT, scope, depth) + ")";
            default ->
                "EXTRACT("
                    + pick(List.of("YEAR", "MONTH", "DAY"))
                    + " FROM "
                    + expression(Kind.DATE, scope, depth)
                    + ")";
          };
      case DECIMAL ->
          switch (roll(3)) {
            case 0 -> binary(kind, scope, depth, pick(List.of("+", "-")));
            case 1 -> "(" + pick(scope) + ".d * " + pick(scope) + ".d)";
            default -> "(" + pick(scope) + ".d * (1 - " + literal(kind) + "))";
          };
      case DOUBLE -> binary(kind, scope, 0, pick(List.of("+", "-", "*")));
      case TEXT ->
          switch (roll(4)) {
            case 0 -> binary(kind, scope, depth, "||");
            case 1 -> "UPPER(" + column(kind, scope) + ")";
            case 2 -> "SUBSTRING(" + expression(kind, scope, depth) + ", " + (1 + roll(3)) + ", 2)";
            default -> "REPLACE(" + column(kind, scope) + ", 'b', 'BB')";
          };
      case DATE ->
          "CAST("
              + column(kind, scope)
              + pick(List.of(" + ", " - "))
              + pick(List.of("INTERVAL '1' MONTH", "INTERVAL '3' DAY", "INTERVAL '1' YEAR"))
              + " AS DATE)";
      case BOOLEAN -> "(" + condition(scope, depth) + ")";
    };
  }

  private String binary(Kind kind, List<String> scope, int depth, String operator) {
    return "("
        + expression(kind, scope, depth)
        + " "
        + operator
        + " "
        + expression(kind, scope, depth)
        + ")";
  }

  /** A condition without sub-queries. */
  String condition(List<String> scope, int depth) {
    if (depth > 0 && roll(3) == 0) {
      return switch (roll(3)) {
        case 0 -> "(" + condition(scope, depth - 1) + " AND " + condition(scope, depth - 1) + ")";
        case 1 -> "(" + condition(scope, depth - 1) + " OR " + condition(scope, depth - 1) + ")";
        default -> "NOT (" + condition(scope, depth - 1) + ")";
      };
    }
    Kind kind = kind();
    String left = expression(kind, scope, depth - 1);
    return switch ((Integer) roll(6)) {
      case 0 -> left + (roll(2) == 0 ? " IS NULL" : " IS NOT NULL");
      case 1 -> left + " IN (" + literal(kind) + ", " + literal(kind) + ", " + literal(kind) + ")";
      case Integer n when n == 2 && (kind == Kind.TEXT) ->
          left
              + pick(List.of(" LIKE ", " NOT LIKE "))
              + pick(List.of("'a%'", "'%b'", "'%b%'", "'_b%'"));
      case Integer n when n == 2 && (kind != Kind.BOOLEAN) ->
          left + " BETWEEN " + literal(kind) + " AND " + literal(kind);
      case 3 -> left + " IS DISTINCT FROM " + expression(kind, scope, depth - 1);
      default -> left + " " + pick(comparisons(kind)) + " " + expression(kind, scope, depth - 1);
    };
  }

  /**
   * The other engine takes {@code CASE WHEN FALSE >= f THEN 'a' END IN ('a', 'b')} for true where f
   * is.
   */
  private static List<String> comparisons(Kind kind) {
    return kind == Kind.BOOLEAN ? List.of("=", "<>") : List.of("=", "<>", "<", "<=", ">", ">=");
  }
}
