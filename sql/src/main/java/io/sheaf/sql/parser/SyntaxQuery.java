package io.sheaf.sql.parser;

import io.sheaf.sql.ParsedQuery;
import java.util.Objects;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * A query's tree and the text it was parsed from. Validation changes trees: it works on a fresh
 * parse of the text.
 */
public record SyntaxQuery(SqlNode node, String text) implements ParsedQuery {
  /** Begins no text that a user can write. */
  private static final String BUILT = "\u0001";

  public SyntaxQuery {
    Objects.requireNonNull(node);
    Objects.requireNonNull(text);
  }

  /** A query that was never written: what it says in full stands for its text. */
  public static SyntaxQuery built(SqlNode node) {
    return new SyntaxQuery(node, BUILT + node.toSqlString(AnsiSqlDialect.DEFAULT).getSql());
  }

  /** Whether messages can point into the text. */
  public boolean isWritten() {
    return !text.startsWith(BUILT);
  }

  @Override
  public int parameters() {
    if (text.indexOf('?') < 0) {
      return 0;
    }
    int[] count = {0};
    node.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlDynamicParam parameter) {
            count[0] = Math.max(count[0], parameter.getIndex() + 1);
            return null;
          }
        });
    return count[0];
  }

  @Override
  public String printed() {
    return PathIdentifier.readable(
        node.toSqlString(
                c ->
                    c.withDialect(AnsiSqlDialect.DEFAULT)
                        .withQuoteAllIdentifiers(false)
                        .withAlwaysUseParentheses(false)
                        .withClauseStartsLine(true)
                        .withSelectFolding(org.apache.calcite.sql.SqlWriterConfig.LineFolding.WIDE))
            .getSql());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SyntaxQuery query && query.text.equals(text) && query.node == node;
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return printed();
  }
}
