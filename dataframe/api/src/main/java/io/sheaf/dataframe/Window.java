package io.sheaf.dataframe;

import io.sheaf.sql.frame.Expression;
import io.sheaf.sql.frame.Expression.WindowFrame;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows around each row that a function sees; for {@link Column#over}. With an order and no
 * frame a function sees the rows up to its own and its equals, without both all of the partition.
 * Immutable.
 *
 * <pre>{@code
 * trips.withColumn("place", rank().over(Window.partitionBy("city").orderBy(desc("fare"))))
 * }</pre>
 */
public final class Window {
  /** The bound before all rows. */
  public static final long UNBOUNDED_PRECEDING = Long.MIN_VALUE;

  /** The bound behind all rows. */
  public static final long UNBOUNDED_FOLLOWING = Long.MAX_VALUE;

  /** The row itself. */
  public static final long CURRENT_ROW = 0;

  private static final Window ALL = new Window(List.of(), List.of(), Optional.empty());

  private final List<Column> partition;
  private final List<Column> order;
  private final Optional<WindowFrame> frame;

  private Window(List<Column> partition, List<Column> order, Optional<WindowFrame> frame) {
    this.partition = partition;
    this.order = order;
    this.frame = frame;
  }

  /** All rows in one partition. */
  public static Window all() {
    return ALL;
  }

  /** Rows with equal values see each other. */
  public static Window partitionBy(Column... columns) {
    return new Window(List.of(columns), List.of(), Optional.empty());
  }

  /** As {@link #partitionBy(Column...)} with columns by their names. */
  public static Window partitionBy(String... columns) {
    return partitionBy(columns(columns));
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(Functions::col).toArray(Column[]::new);
  }

  /** The order in which rows are seen. */
  public Window orderBy(Column... columns) {
    return new Window(partition, List.of(columns), frame);
  }

  /** As {@link #orderBy(Column...)} with columns by their names, ascending. */
  public Window orderBy(String... columns) {
    return orderBy(columns(columns));
  }

  /** The rows from one to another, counted from the row itself; negative ones come before it. */
  public Window rowsBetween(long start, long end) {
    return new Window(partition, order, Optional.of(new WindowFrame(true, start, end)));
  }

  /** The rows whose value in the order lies between two distances from the row's own. */
  public Window rangeBetween(long start, long end) {
    return new Window(partition, order, Optional.of(new WindowFrame(false, start, end)));
  }

  Expression over(Expression function) {
    return new Expression.Over(
        function,
        partition.stream().map(Column::expression).toList(),
        order.stream().map(Column::expression).toList(),
        frame);
  }
}
