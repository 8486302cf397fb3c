package io.sheaf.dataframe;

import io.sheaf.columnar.values.SqlText;
import java.util.ArrayList;
import java.util.List;

/** Rows drawn as a table of text. */
final class TextTable {
  private static final String CUT = "...";

  private TextTable() {}

  /** {@code most}: how wide a value may be, in characters; 0 for any width. */
  static String of(List<String> columns, List<Row> rows, int most) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns);
    for (Row row : rows) {
      List<String> line = new ArrayList<>();
      row.values()
          .forEach(value -> line.add(cut(value == null ? "NULL" : SqlText.of(value), most)));
      cells.add(line);
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder border = new StringBuilder("+");
    for (int width : widths) {
      border.append("-".repeat(width + 2)).append('+');
    }
    StringBuilder text = new StringBuilder().append(border).append('\n');
    for (int i = 0; i < cells.size(); i++) {
      text.append('|');
      for (int c = 0; c < widths.length; c++) {
        String cell = cells.get(i).get(c);
        text.append(' ').append(cell).append(" ".repeat(widths[c] - cell.length())).append(" |");
      }
      text.append('\n');
      if (i == 0) {
        text.append(border).append('\n');
      }
    }
    return text.append(border).append('\n').toString();
  }

  private static String cut(String value, int most) {
    String line = value.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return most > CUT.length() && line.length() > most
        ? line.substring(0, most - CUT.length()) + CUT
        : line;
  }
}
