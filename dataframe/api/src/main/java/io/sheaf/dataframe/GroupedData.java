package io.sheaf.dataframe;

import io.sheaf.sql.frame.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a frame in groups of equal keys, NULLs being equal; made by {@link
 * DataFrame#groupBy}. What is made of them has the keys first, one row a group in no order.
 * Immutable.
 */
public final class GroupedData {
  private final DataFrame frame;
  private final List<Column> keys;
  private final List<List<Integer>> sets;
  private final Pivot pivot;

  GroupedData(DataFrame frame, List<Column> keys) {
    this(frame, keys, List.of());
  }

  /** {@code sets}: which keys make groups together, by their places; empty for all of them. */
  GroupedData(DataFrame frame, List<Column> keys, List<List<Integer>> sets) {
    this(frame, keys, sets, Pivot.NONE);
  }

  private GroupedData(DataFrame frame, List<Column> keys, List<List<Integer>> sets, Pivot pivot) {
    this.frame = frame;
    this.keys = List.copyOf(keys);
    this.sets = List.copyOf(sets);
    this.pivot = pivot;
  }

  /**
   * Makes a column of each of these values: what is aggregated sees the rows that have it.
   *
   * <pre>{@code
   * trips.groupBy("city").pivot("day", List.of("Sat", "Sun")).agg(sum("fare")) // city, Sat, Sun
   * }</pre>
   *
   * Several aggregates make columns {@code Sat_name}; a null stands for NULL.
   */
  public GroupedData pivot(String column, List<?> values) {
    return new GroupedData(frame, keys, sets, new Pivot(frame.col(column), values));
  }

  /**
   * As {@link #pivot(String, List)} with all values of the column, in their order, which are looked
   * up when this is called.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when there are more than 10000
   */
  public GroupedData pivot(String column) {
    return pivot(column, Pivot.valuesOf(frame, column));
  }

  /**
   * Aggregate functions of each group.
   *
   * <pre>{@code
   * trips.groupBy("city").agg(count().as("trips"), sum(col("fare")).as("fares"))
   * }</pre>
   */
  public DataFrame agg(Column first, Column... others) {
    List<Expression> all = new ArrayList<>(List.of(first.expression()));
    Arrays.stream(others).map(Column::expression).forEach(all::add);
    return aggregate("agg", all);
  }

  /** The number of rows, as column {@code count}. */
  public DataFrame count() {
    Expression rows = new Expression.Call("COUNT", new Expression.Star(""));
    return aggregate("count", List.of(new Expression.Alias(rows, "count")));
  }

  /** The sum of each of these columns; NULL without values. */
  public DataFrame sum(String... columns) {
    return each("sum", "SUM", columns);
  }

  /** The mean of each of these columns; NULL without values. */
  public DataFrame avg(String... columns) {
    return each("avg", "AVG", columns);
  }

  /** The least value of each of these columns; NULL without values. */
  public DataFrame min(String... columns) {
    return each("min", "MIN", columns);
  }

  /** The greatest value of each of these columns; NULL without values. */
  public DataFrame max(String... columns) {
    return each("max", "MAX", columns);
  }

  private DataFrame each(String method, String function, String... columns) {
    List<Expression> calls = new ArrayList<>();
    for (String column : columns) {
      calls.add(new Expression.Call(function, new Expression.Name(column)));
    }
    return aggregate(method, calls);
  }

  private DataFrame aggregate(String method, List<Expression> calls) {
    List<Expression> wanted = pivot.columns(calls);
    List<Expression> by = keys.stream().map(Column::expression).toList();
    return frame.step(method, frames -> frames.aggregate(frame.relation(), by, sets, wanted));
  }
}
