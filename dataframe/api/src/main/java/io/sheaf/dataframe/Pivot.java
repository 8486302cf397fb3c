package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.frame.Expression;
import io.sheaf.sql.frame.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes aggregates for each of some values of a column. Immutable. */
final class Pivot {
  /** Changes no aggregate. */
  static final Pivot NONE = new Pivot(null, List.of());

  private static final int MOST_VALUES = 10_000;

  private final Column column;
  private final List<?> values;

  /** {@code values}: constants, of which one may be null. */
  Pivot(Column column, List<?> values) {
    this.column = column;
    this.values = Collections.unmodifiableList(new ArrayList<Object>(values));
  }

  /** The values of a column in their order. */
  static List<?> valuesOf(DataFrame frame, String column) {
    List<Row> rows =
        frame.select(column).distinct().orderBy(column).limit(MOST_VALUES + 1L).collect();
    if (rows.size() > MOST_VALUES) {
      throw SheafException.user(
          "TOO_MANY_COLUMNS",
          "pivot: \"" + column + "\" has more than " + MOST_VALUES + " values; name those wanted");
    }
    return rows.stream().map(row -> row.get(0)).toList();
  }

  List<Expression> columns(List<Expression> aggregates) {
    if (column == null) {
      return aggregates;
    }
    List<Expression> columns = new ArrayList<>();
    for (Object value : values) {
      Expression same =
          new Expression.Operation(
              Operator.IS_NOT_DISTINCT, column.expression(), new Expression.Literal(value));
      for (Expression aggregate : aggregates) {
        String name = aggregates.size() == 1 ? "" + value : value + "_" + name(aggregate);
        columns.add(new Expression.Alias(filtered(aggregate, same), name));
      }
    }
    return columns;
  }

  private static String name(Expression aggregate) {
    return switch (aggregate) {
      case Expression.Alias alias -> alias.name();
      case Expression.Call(String function, boolean _, List<Expression> arguments)
          when arguments.size() == 1
              && arguments.getFirst() instanceof Expression.Name(String of) ->
          function.toLowerCase(java.util.Locale.ROOT) + "(" + of + ")";
      case Expression.Call call -> call.function().toLowerCase(java.util.Locale.ROOT);
      default -> "value";
    };
  }

  private static Expression filtered(Expression aggregate, Expression condition) {
    return switch (aggregate) {
      case Expression.Alias alias -> filtered(alias.value(), condition);
      case Expression.Filtered(Expression inner, Expression filter) ->
          new Expression.Filtered(inner, new Expression.Operation(Operator.AND, filter, condition));
      case Expression.Call call -> new Expression.Filtered(call, condition);
      default ->
          throw SheafException.user(
              "BAD_ARGUMENT",
              "pivot: takes calls of aggregate functions, and no other expressions");
    };
  }
}
