package io.sheaf.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Comma-separated values with a header line, as RFC 4180 has them but for line ends, which are a
 * newline. NULL is an empty field; an empty text is a pair of quotes.
 */
record CsvWriter() implements ResultWriter {
  @Override
  public long write(ResultSet rows, Writer out) throws SQLException, IOException {
    List<ResultColumn> columns = ResultColumn.of(rows);
    boolean more = rows.next(); // a query that fails at once leaves no header behind
    String separator = "";
    for (ResultColumn column : columns) {
      out.append(separator).append(field(column.label()));
      separator = ",";
    }
    out.append('\n');
    long count = 0;
    for (; more; more = rows.next(), count++) {
      separator = "";
      for (ResultColumn column : columns) {
        out.append(separator).append(field(column.text(rows)));
        separator = ",";
      }
      out.append('\n');
    }
    return count;
  }

  private static String field(String text) {
    if (text == null) {
      return "";
    }
    boolean plain = !text.isEmpty();
    for (int i = 0; i < text.length() && plain; i++) {
      char c = text.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
