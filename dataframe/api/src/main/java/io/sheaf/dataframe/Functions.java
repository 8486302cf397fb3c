package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.frame.Expression;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where columns come from: names, constants, expressions as SQL writes them, and all functions of
 * SQL, which are inherited from {@link SqlFunctions}.
 *
 * <pre>{@code
 * import static io.sheaf.dataframe.Functions.*;
 *
 * trips.select(col("city"), upper(col("city")).as("loud"), expr("fare * 1.1 AS gross"))
 * }</pre>
 */
public final class Functions extends SqlFunctions {
  private Functions() {}

  /**
   * The column of this name, ignoring case, in the frame that it is given to; {@code "alias.name"}
   * says of which table or alias, and {@code "*"} and {@code "alias.*"} are all columns.
   */
  public static Column col(String name) {
    if (name.equals("*")) {
      return new Column(new Expression.Star(""));
    }
    return new Column(
        name.endsWith(".*")
            ? new Expression.Star(name.substring(0, name.length() - 2))
            : new Expression.Name(name));
  }

  /**
   * A constant: a Boolean, a number, a String, a {@code byte[]}, a LocalDate, LocalTime,
   * LocalDateTime, OffsetDateTime, ZonedDateTime, Instant, Period or Duration, or null; a column
   * stays what it is.
   */
  public static Column lit(Object value) {
    return value instanceof Column column ? column : new Column(new Expression.Literal(value));
  }

  /** An expression as SQL writes it, maybe with {@code AS name}. */
  public static Column expr(String sql) {
    return new Column(new Expression.Text(sql));
  }

  /** The value where a condition is true; see {@link Column#otherwise}. */
  public static Column when(Column condition, Object value) {
    Expression.When branch = new Expression.When(condition.expression(), Column.of(value));
    return new Column(new Expression.Case(List.of(branch), Optional.empty()));
  }

  /**
   * In aggregations by {@link DataFrame#rollup} and its like: 1 where the key was left out, so that
   * its NULL stands for all values, else 0.
   */
  public static Column grouping(String key) {
    return new Column(new Expression.Call("GROUPING", col(key).expression()));
  }

  /** As {@link #grouping} for several keys: a bit for each, the last one's being 1. */
  public static Column groupingId(String first, String... others) {
    List<Expression> keys = new ArrayList<>(List.of(col(first).expression()));
    Arrays.stream(others).map(key -> col(key).expression()).forEach(keys::add);
    return new Column(new Expression.Call("GROUPING_ID", false, keys));
  }

  /**
   * When the window of time begins that a time is in: windows follow each other without gaps, and
   * one begins at midnight of 1970-01-01.
   *
   * <pre>{@code
   * trips.groupBy(window(col("at"), Duration.ofMinutes(10)).as("from")).count()
   * }</pre>
   *
   * @param time a DATE or TIMESTAMP; NULL stays NULL
   * @param size of whole seconds
   */
  public static Column window(Column time, Duration size) {
    if (size.toSeconds() < 1 || size.toNanosPart() != 0) {
      throw SheafException.user("BAD_ARGUMENT", "window: lasts whole seconds, not " + size);
    }
    long seconds = size.toSeconds();
    Column epoch = datePart("epoch", time);
    Column inside = epoch.mod(seconds).plus(seconds).mod(seconds);
    return lit(LocalDateTime.of(1970, 1, 1, 0, 0))
        .plus(lit(Duration.ofSeconds(1)).multiply(epoch.minus(inside)));
  }

  /**
   * The frame as it is, for programs that mark the small side of a join: which side is sent to all
   * workers is chosen by the sizes that are measured while a query runs.
   */
  public static DataFrame broadcast(DataFrame frame) {
    return frame.hint("broadcast");
  }

  /** As {@link Column#not}. */
  public static Column not(Column condition) {
    return condition.not();
  }

  /** The column of this name, ascending. */
  public static Column asc(String name) {
    return col(name).asc();
  }

  /** The column of this name, descending. */
  public static Column desc(String name) {
    return col(name).desc();
  }
}
