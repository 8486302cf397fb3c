package io.sheaf.sql;

import io.sheaf.sql.parser.SheafSyntax;
import java.util.List;

/** Text to statements. Thread-safe; keeps nothing. */
public final class StatementParser {
  private StatementParser() {}

  /**
   * Parses one statement, a semicolon at the end allowed.
   *
   * @throws io.sheaf.columnar.SheafException (USER, {@code SYNTAX}) with line, column and a caret
   */
  public static Statement parse(String sql) {
    return SheafSyntax.one(sql);
  }

  /** Parses statements separated by semicolons; empty for a text without any. */
  public static List<Statement> parseAll(String sql) {
    return SheafSyntax.all(sql);
  }
}
