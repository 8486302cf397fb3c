package io.sheaf.jdbc.differential;

import io.sheaf.jdbc.differential.ExpressionGenerator.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random queries over {@link RandomTables}: joins, aggregates, sub-queries, set operations, orders.
 */
final class QueryGenerator {
  private final Random random;
  private final ExpressionGenerator expressions;
  private int aliases;

  QueryGenerator(Random random) {
    this.random = random;
    this.expressions = new ExpressionGenerator(random);
  }

  String query() {
    aliases = 0;
    return switch (roll(8)) {
      case 0 -> setOperation();
      case 1, 2, 3 -> aggregate();
      case 4 -> ordered();
      default -> plain(1 + roll(4), kinds(1 + roll(4)));
    };
  }

  private int roll(int sides) {
    return random.nextInt(sides);
  }

  private List<Kind> kinds(int count) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kinds.add(expressions.kind());
    }
    return kinds;
  }

  /** FROM clause and the aliases that it brings into scope. */
  private record From(String sql, List<String> scope) {}

  private From from(int tables) {
    List<String> scope = new ArrayList<>();
    StringBuilder sql = new StringBuilder(relation(scope));
    while (scope.size() < tables) {
      List<String> left = List.copyOf(scope);
      String right = relation(scope);
      String alias = scope.getLast();
      String kind =
          expressions.pick(
              List.of("JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
      String on = equality(left, alias);
      if (roll(3) == 0) {
        on +=
            " AND "
                + (kind.equals("FULL JOIN")
                    ? equality(left, alias)
                    : expressions.condition(scope, 1));
      }
      sql.append(" ").append(kind).append(" ").append(right).append(" ON ").append(on);
    }
    return new From(sql.toString(), scope);
  }

  private String equality(List<String> left, String right) {
    Kind kind =
        expressions.pick(List.of(Kind.INTEGER, Kind.INTEGER, Kind.TEXT, Kind.DATE, Kind.DECIMAL));
    String column = expressions.column(kind, List.of(right));
    return expressions.pick(left) + column.substring(column.indexOf('.')) + " = " + column;
  }

  private String relation(List<String> scope) {
    String alias = "a" + aliases++;
    scope.add(alias);
    String table = expressions.pick(RandomTables.NAMES);
    if (roll(6) == 0) {
      return "(SELECT * FROM "
          + table
          + " q WHERE "
          + expressions.condition(List.of("q"), 1)
          + ") "
          + alias;
    }
    return table + " " + alias;
  }

  private String where(List<String> scope) {
    if (roll(4) == 0) {
      return "";
    }
    List<String> conjuncts = new ArrayList<>();
    conjuncts.add(roll(3) == 0 ? subquery(scope) : expressions.condition(scope, 2));
    if (roll(3) == 0) {
      conjuncts.add(roll(2) == 0 ? subquery(scope) : expressions.condition(scope, 1));
    }
    return " WHERE " + String.join(roll(5) == 0 ? " OR " : " AND ", conjuncts);
  }

  /** A condition with a sub-query, correlated or not. */
  private String subquery(List<String> scope) {
    String inner = "u" + aliases++;
    String table = expressions.pick(RandomTables.NAMES);
    String local = expressions.condition(List.of(inner), 1);
    String column = expressions.pick(List.of("i", "s", "dt", "d", "b"));
    String correlation = inner + "." + column + " = " + expressions.pick(scope) + "." + column;
    String not = roll(2) == 0 ? "NOT " : "";
    return switch (roll(5)) {
      case 0, 1 ->
          not
              + "EXISTS (SELECT 1 FROM "
              + table
              + " "
              + inner
              + " WHERE "
              + correlation
              + (roll(2) == 0 ? "" : " AND " + local)
              + ")";
      case 2 ->
          expressions.pick(scope)
              + "."
              + column
              + " "
              + not
              + "IN (SELECT "
              + inner
              + "."
              + column
              + " FROM "
              + table
              + " "
              + inner
              + (roll(2) == 0 ? "" : " WHERE " + local)
              + ")";
      case 3 ->
          expressions.pick(scope)
              + ".i "
              + expressions.pick(List.of("<", ">=", "="))
              + " (SELECT "
              + expressions.pick(List.of("MAX", "MIN"))
              + "("
              + inner
              + ".i) FROM "
              + table
              + " "
              + inner
              + " WHERE "
              + correlation
              + ")";
      default ->
          "(SELECT COUNT(*) FROM "
              + table
              + " "
              + inner
              + " WHERE "
              + correlation
              + ") "
              + expressions.pick(List.of("= 0", "> 1", "< 2"));
    };
  }

  private String plain(int tables, List<Kind> kinds) {
    From from = from(Math.min(tables, 3));
    List<String> columns = new ArrayList<>();
    for (Kind kind : kinds) {
      columns.add(expressions.expression(kind, from.scope(), 2) + " AS c" + columns.size());
    }
    return "SELECT "
        + (roll(6) == 0 ? "DISTINCT " : "")
        + String.join(", ", columns)
        + " FROM "
        + from.sql()
        + where(from.scope());
  }

  private String ordered() {
    String inner = plain(1 + roll(2), kinds(1 + roll(3)));
    int columns = inner.split(" AS c\\d", -1).length - 1;
    List<String> keys = new ArrayList<>();
    int selected = Math.max(1, countColumns(inner));
    for (int i = 0; i < selected; i++) {
      keys.add(
          "c"
              + i
              + expressions.pick(List.of("", " DESC"))
              + expressions.pick(List.of(" NULLS FIRST", " NULLS LAST")));
    }
    return "SELECT * FROM ("
        + inner
        + ") z ORDER BY "
        + String.join(", ", keys)
        + (columns > 0 && roll(2) == 0 ? " LIMIT " + (1 + roll(9)) + " OFFSET " + roll(3) : "");
  }

  private static int countColumns(String select) {
    int count = 0;
    while (select.contains(" AS c" + count)) {
      count++;
    }
    return count;
  }

  private String setOperation() {
    List<Kind> kinds = kinds(1 + roll(2));
    kinds.replaceAll(kind -> kind == Kind.DECIMAL ? Kind.INTEGER : kind);
    String operator =
        expressions.pick(
            List.of("UNION ALL", "UNION", "INTERSECT", "EXCEPT", "EXCEPT ALL", "INTERSECT ALL"));
    return plain(1, kinds) + " " + operator + " " + plain(1, kinds);
  }

  private String aggregate() {
    From from = from(1 + roll(2));
    List<String> groups = new ArrayList<>();
    int keys = roll(3);
    for (int i = 0; i < keys; i++) {
      groups.add(
          roll(3) == 0
              ? expressions.expression(expressions.kind(), from.scope(), 1)
              : expressions.column(expressions.kind(), from.scope()));
    }
    List<String> columns = new ArrayList<>();
    for (String group : groups) {
      columns.add(group + " AS c" + columns.size());
    }
    int calls = 1 + roll(4);
    for (int i = 0; i < calls; i++) {
      columns.add(call(from.scope()) + " AS c" + columns.size());
    }
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + from.sql()
        + where(from.scope())
        + (groups.isEmpty() ? "" : " GROUP BY " + String.join(", ", groups))
        + (roll(4) == 0 ? " HAVING " + call(from.scope(), Kind.INTEGER) + " > 1" : "");
  }

  private String call(List<String> scope) {
    return call(scope, expressions.kind());
  }

  private String call(List<String> scope, Kind kind) {
    String argument =
        roll(2) == 0 ? expressions.column(kind, scope) : expressions.expression(kind, scope, 1);
    String distinct = roll(4) == 0 ? "DISTINCT " : "";
    String filter = roll(5) == 0 ? " FILTER (WHERE " + expressions.condition(scope, 1) + ")" : "";
    boolean number = kind == Kind.INTEGER || kind == Kind.DECIMAL || kind == Kind.DOUBLE;
    return switch ((Integer) roll(6)) {
      case 0 -> "COUNT(*)" + filter;
      case 1 -> "COUNT(" + distinct + argument + ")" + filter;
      case Integer n when n == 2 && (number) -> "SUM(" + distinct + argument + ")" + filter;
      case Integer n when n == 3 && (number) -> "SUM(" + argument + ")" + filter;
      case Integer n when n == 4 && (kind == Kind.DOUBLE || kind == Kind.INTEGER) ->
          "AVG(" + expressions.column(Kind.DOUBLE, scope) + ")" + filter;
      case Integer n when n == 5 && (kind == Kind.BOOLEAN) -> "BOOL_OR(" + argument + ")" + filter;
      default ->
          kind == Kind.BOOLEAN || kind == Kind.INTEGER && roll(9) == 0
              ? "COUNT(" + argument + ")" + filter
              : expressions.pick(List.of("MIN(", "MAX(")) + argument + ")" + filter;
    };
  }
}
