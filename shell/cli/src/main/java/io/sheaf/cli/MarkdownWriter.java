package io.sheaf.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A table in Markdown, its numbers aligned to the right; NULL is an empty cell. */
record MarkdownWriter() implements ResultWriter {
  @Override
  public long write(ResultSet rows, Writer out) throws SQLException, IOException {
    List<ResultColumn> columns = ResultColumn.of(rows);
    boolean more = rows.next(); // a query that fails at once leaves no header behind
    out.append('|');
    for (ResultColumn column : columns) {
      out.append(' ').append(cell(column.label())).append(" |");
    }
    out.append("\n|");
    for (ResultColumn column : columns) {
      out.append(column.isNumeric() ? " ---: |" : " --- |");
    }
    out.append('\n');
    long count = 0;
    for (; more; more = rows.next(), count++) {
      out.append('|');
      for (ResultColumn column : columns) {
        out.append(' ').append(cell(column.text(rows))).append(" |");
      }
      out.append('\n');
    }
    return count;
  }

  private static String cell(String text) {
    if (text == null) {
      return "";
    }
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\r", "").replace("\n", "<br>");
  }
}
