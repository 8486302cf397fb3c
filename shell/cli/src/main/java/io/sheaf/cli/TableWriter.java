package io.sheaf.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * A table for people. Column widths are settled by the first rows; on a terminal the widest columns
 * of text give way until the table fits, and what does not fit in a cell is cut with an ellipsis.
 * Numbers and times are never cut: a part of them would be another one.
 *
 * @param width columns of the terminal; 0 when the output is no terminal and nothing is cut
 * @param maxRows how many rows are drawn; the others are only counted
 */
record TableWriter(int width, long maxRows) implements ResultWriter {
  private static final int SAMPLE_ROWS = 500;
  private static final int NARROWEST = 6;

  @Override
  public long write(ResultSet rows, Writer out) throws SQLException, IOException {
    List<ResultColumn> columns = ResultColumn.of(rows);
    List<String[]> sample = new ArrayList<>();
    boolean more = true;
    while (sample.size() < Math.min(SAMPLE_ROWS, maxRows) && (more = rows.next())) {
      sample.add(cells(columns, rows));
    }
    int[] widths = widths(columns, sample);
    String[] labels =
        columns.stream().map(column -> printable(column.label())).toArray(String[]::new);
    line(out, columns, widths, labels);
    rule(out, widths);
    for (String[] cells : sample) {
      line(out, columns, widths, cells);
    }
    long count = sample.size();
    for (; more && (more = rows.next()); count++) {
      if (count < maxRows) {
        line(out, columns, widths, cells(columns, rows));
      }
    }
    return count;
  }

  private static String[] cells(List<ResultColumn> columns, ResultSet rows) throws SQLException {
    String[] cells = new String[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      String text = columns.get(i).text(rows);
      cells[i] = text == null ? "NULL" : printable(text);
    }
    return cells;
  }

  /** Text on one line, with the control characters that would move the cursor written out. */
  private static String printable(String text) {
    StringBuilder printable = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 127) {
        if (printable == null) {
          printable = new StringBuilder(text.substring(0, i));
        }
        switch (c) {
          case '\n' -> printable.append("\\n");
          case '\r' -> printable.append("\\r");
          case '\t' -> printable.append("\\t");
          default -> printable.append(String.format("\\x%02x", (int) c));
        }
      } else if (printable != null) {
        printable.append(c);
      }
    }
    return printable == null ? text : printable.toString();
  }

  private int[] widths(List<ResultColumn> columns, List<String[]> sample) {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(1, columnsOf(printable(columns.get(i).label())));
      for (String[] cells : sample) {
        widths[i] = Math.max(widths[i], columnsOf(cells[i]));
      }
    }
    int available = width - 3 * widths.length; // a full line would wrap
    while (width > 0 && Arrays.stream(widths).sum() > available) {
      int widest = widestText(columns, widths, -1);
      if (widest < 0 || widths[widest] <= NARROWEST) {
        break; // too many columns: the terminal wraps them
      }
      int excess = Arrays.stream(widths).sum() - available;
      int other = widestText(columns, widths, widest);
      int second = other < 0 ? 0 : widths[other];
      int target = Math.max(widths[widest] - excess, Math.min(second, widths[widest] - 1));
      widths[widest] = Math.max(NARROWEST, target);
    }
    return widths;
  }

  /** The widest column that may be cut, apart from one; -1 when there is none. */
  private static int widestText(List<ResultColumn> columns, int[] widths, int but) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (i != but && columns.get(i).isText() && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }

  private void line(Writer out, List<ResultColumn> columns, int[] widths, String[] cells)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      String cell = width > 0 && columns.get(i).isText() ? cut(cells[i], widths[i]) : cells[i];
      int padding = Math.max(0, widths[i] - columnsOf(cell));
      boolean right = columns.get(i).isNumeric();
      line.append(i == 0 ? " " : " | ");
      line.append(right ? " ".repeat(padding) + cell : cell + " ".repeat(padding));
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static void rule(Writer out, int[] widths) throws IOException {
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "-" : "-+-").append("-".repeat(widths[i]));
    }
    out.append(rule).append("-\n");
  }

  private static String cut(String text, int columns) {
    if (columnsOf(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 1;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      used += Math.max(0, WCWidth.wcwidth(character));
      if (used > columns) {
        break;
      }
      cut.appendCodePoint(character);
      i += Character.charCount(character);
    }
    return cut.append('…').toString();
  }

  /** How many columns of a terminal a text takes: some characters take two, some none. */
  private static int columnsOf(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      columns += character < 127 ? 1 : Math.max(0, WCWidth.wcwidth(character));
      i += Character.charCount(character);
    }
    return columns;
  }
}
