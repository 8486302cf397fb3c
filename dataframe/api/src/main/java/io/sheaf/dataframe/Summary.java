package io.sheaf.dataframe;

import io.sheaf.columnar.Field;
import java.util.ArrayList;
import java.util.List;

/** What SUMMARIZE asks for each column, and tells. */
final class Summary {
  static final List<String> COLUMNS =
      List.of("column", "type", "min", "max", "distinct", "mean", "stddev", "count", "nulls");

  private Summary() {}

  /** The query for a column of a table or sub-query. */
  static String query(Field field, String source) {
    String column = StatementRunner.quoted(field.name());
    String number = field.type().isNumeric() ? column : "CAST(NULL AS DOUBLE)";
    return "SELECT min("
        + column
        + "), max("
        + column
        + "), count(DISTINCT "
        + column
        + "), avg("
        + number
        + "), stddev("
        + number
        + "), count("
        + column
        + "), count(*) - count("
        + column
        + ") FROM "
        + source;
  }

  /** The row of a column. */
  static List<String> row(Field field, List<String> values) {
    List<String> row = new ArrayList<>(List.of(field.name(), field.type().sql()));
    row.addAll(values);
    return row;
  }
}
