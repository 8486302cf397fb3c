package io.sheaf.sql.frame;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;

/** Syntax trees as text that is parsed to the same trees. */
final class ViewText extends AnsiSqlDialect {
  private static final ViewText DIALECT = new ViewText();

  private ViewText() {
    super(DEFAULT_CONTEXT.withIdentifierQuoteString("\""));
  }

  static String of(SqlNode query) {
    return query.toSqlString(DIALECT).getSql();
  }

  /** Letters of all scripts stay as they are. */
  @Override
  public void quoteStringLiteralUnicode(StringBuilder text, String value) {
    quoteStringLiteral(text, null, value);
  }
}
