package io.sheaf.dataframe;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to do with NULLs; made by {@link DataFrame#na}. Immutable. */
public final class MissingValues {
  private final DataFrame frame;

  MissingValues(DataFrame frame) {
    this.frame = frame;
  }

  /** The rows without any NULL. */
  public DataFrame drop() {
    return drop(columns());
  }

  /** The rows that have no NULL in these columns. */
  public DataFrame drop(String... columns) {
    return frame.filter(
        Arrays.stream(columns)
            .map(name -> frame.col(name).isNotNull())
            .reduce(Column::and)
            .orElse(Functions.lit(true)));
  }

  /** The rows that have a value in one of these columns at least, or in any when none is named. */
  public DataFrame dropAllNull(String... columns) {
    String[] looked = columns.length == 0 ? columns() : columns;
    return frame.filter(
        Arrays.stream(looked)
            .map(name -> frame.col(name).isNotNull())
            .reduce(Column::or)
            .orElse(Functions.lit(true)));
  }

  /**
   * The rows that have so many values at least, among these columns or among all when none is
   * named.
   */
  public DataFrame drop(int leastValues, String... columns) {
    String[] looked = columns.length == 0 ? columns() : columns;
    return frame.filter(
        Arrays.stream(looked)
            .map(name -> Functions.when(frame.col(name).isNotNull(), 1).otherwise(0))
            .reduce(Column::plus)
            .orElse(Functions.lit(0))
            .geq(leastValues));
  }

  /** A value for NULLs in all columns of its kind: a number, a text or a truth value. */
  public DataFrame fill(Object value) {
    List<String> fitting = new ArrayList<>();
    for (Field field : frame.schema().fields()) {
      if (fits(value, field.type())) {
        fitting.add(field.name());
      }
    }
    return fill(value, fitting.toArray(String[]::new));
  }

  private static boolean fits(Object value, DataType type) {
    return switch (value) {
      case Number n -> type.isNumeric();
      case String s -> type.isText();
      case Boolean b -> type == DataType.Simple.BOOLEAN;
      case null, default ->
          throw SheafException.user(
              "BAD_ARGUMENT", "fill: takes a number, a text or a truth value, not " + value);
    };
  }

  /** A value for NULLs in these columns. */
  public DataFrame fill(Object value, String... columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      values.put(column, value);
    }
    return fill(values);
  }

  /** A value for the NULLs of each of some columns. */
  public DataFrame fill(Map<String, ?> values) {
    Map<String, Column> columns = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          DataType type = frame.schema().type(index(name));
          Column filled = Functions.coalesce(frame.col(name), value);
          columns.put(name, type.isText() ? filled : filled.cast(type));
        });
    return columns.isEmpty() ? frame : frame.withColumns(columns);
  }

  /**
   * As {@link #replace(String, Map)} in several columns.
   *
   * <pre>{@code
   * trips.na().replace(List.of("from", "to"), Map.of("N/A", "unknown", "", "unknown"))
   * }</pre>
   */
  public DataFrame replace(List<String> columns, Map<?, ?> replacements) {
    DataFrame replaced = frame;
    for (String column : columns) {
      replaced = replaced.na().replace(column, replacements);
    }
    return replaced;
  }

  /** Other values for some of a column, of which none is null; those that are not named stay. */
  public DataFrame replace(String column, Map<?, ?> replacements) {
    if (replacements.isEmpty()) {
      return frame;
    }
    Column value = frame.col(column);
    Column replaced = null;
    for (Map.Entry<?, ?> entry : replacements.entrySet()) {
      Column condition = value.equalTo(entry.getKey());
      replaced =
          replaced == null
              ? Functions.when(condition, entry.getValue())
              : replaced.when(condition, entry.getValue());
    }
    return frame.withColumn(column, replaced.otherwise(value));
  }

  private int index(String name) {
    frame.col(name);
    return frame.schema().indexOf(name);
  }

  private String[] columns() {
    return frame.columns().toArray(String[]::new);
  }
}
