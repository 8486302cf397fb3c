package io.sheaf.dataframe;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.Nearest;
import io.sheaf.columnar.values.SqlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * One row of a result. Immutable.
 *
 * @param values as {@link io.sheaf.columnar.values.JavaValues} makes them; null for NULL
 */
public record Row(Schema schema, List<Object> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** How many columns it has. */
  public int size() {
    return values.size();
  }

  /** The value of a column, counted from 0. */
  public Object get(int column) {
    return values.get(column);
  }

  /**
   * The value of the column of that name, ignoring case.
   *
   * @throws NoSuchElementException when there is none
   */
  public Object get(String column) {
    int index = schema.indexOf(column);
    if (index < 0) {
      List<String> names = schema.fields().stream().map(f -> f.name()).toList();
      throw new NoSuchElementException(
          "there is no column '" + column + "'" + Nearest.hint(column, names));
    }
    return values.get(index);
  }

  /** Whether a column, counted from 0, has no value. */
  public boolean isNull(int column) {
    return values.get(column) == null;
  }

  /** The values as SQL prints them. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(String.valueOf(SqlText.of(value))));
    return "[" + String.join(", ", texts) + "]";
  }
}
