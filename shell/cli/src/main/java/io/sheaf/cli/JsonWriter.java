package io.sheaf.cli;

import io.sheaf.columnar.values.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One JSON array a result, with one object a row on a line of its own. Numbers and booleans are
 * written as such, NULL as {@code null}, everything else as text.
 */
record JsonWriter() implements ResultWriter {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  @Override
  public long write(ResultSet rows, Writer out) throws SQLException, IOException {
    List<ResultColumn> columns = ResultColumn.of(rows);
    List<String> keys =
        columns.stream().map(column -> JsonText.quote(column.label()) + ": ").toList();
    boolean more = rows.next(); // a query that fails at once leaves no bracket behind
    out.append('[');
    long count = 0;
    for (; more; more = rows.next(), count++) {
      out.append(count == 0 ? "\n  {" : ",\n  {");
      for (int i = 0; i < columns.size(); i++) {
        out.append(i == 0 ? "" : ", ").append(keys.get(i)).append(value(columns.get(i), rows));
      }
      out.append('}');
    }
    out.append(count == 0 ? "]\n" : "\n]\n");
    return count;
  }

  private static String value(ResultColumn column, ResultSet rows) throws SQLException {
    String text = column.text(rows);
    if (text == null) {
      return "null";
    }
    if (column.isBoolean()) {
      return text.toLowerCase(Locale.ROOT);
    }
    // NaN and the infinities are no numbers to JSON.
    return column.isNumeric() && NUMBER.matcher(text).matches() ? text : JsonText.quote(text);
  }
}
