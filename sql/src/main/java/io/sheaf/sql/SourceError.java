package io.sheaf.sql;

import io.sheaf.columnar.SheafException;

/** Renders errors that point into a SQL text: message, the line and a caret below the place. */
public final class SourceError {
  private SourceError() {}

  /**
   * @param line from 1; 0 when the place is unknown, which leaves line and caret out
   * @param column from 1, in characters
   */
  public static SheafException at(String code, String message, String sql, int line, int column) {
    return SheafException.user(code, render(message, sql, line, column));
  }

  static String render(String message, String sql, int line, int column) {
    String[] lines = sql.split("\r?\n", -1);
    if (sql.isEmpty() || line < 1 || line > lines.length || column < 1) {
      return message;
    }
    String source = lines[line - 1].replace('\t', ' ');
    int from = Math.max(0, Math.min(column - 60, source.length() - 100));
    int to = Math.min(source.length(), from + 100);
    String head = (from > 0 ? "..." : "") + source.substring(from, to);
    int caret = column - 1 - from + (from > 0 ? 3 : 0);
    String prefix = "  line " + line + ", column " + column + ": ";
    return message
        + "\n"
        + prefix
        + head
        + (to < source.length() ? "..." : "")
        + "\n"
        + " ".repeat(prefix.length() + Math.max(0, caret))
        + "^";
  }
}
