package io.sheaf.sql.validate;

import io.sheaf.sql.parser.PathIdentifier;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;

/**
 * Prints an expression as people would write it, in one line and not too long: words in lower case,
 * names as they were written and without quotes.
 */
public final class ExpressionText extends AnsiSqlDialect {
  private static final int MAX_LENGTH = 60;
  private static final String CUT = "...";
  private static final SqlWriterConfig CONFIG =
      SqlPrettyWriter.config()
          .withDialect(new ExpressionText())
          .withKeywordsLowerCase(true)
          .withQuoteAllIdentifiers(false)
          .withAlwaysUseParentheses(false)
          .withClauseStartsLine(false)
          .withLineFolding(SqlWriterConfig.LineFolding.WIDE);

  private ExpressionText() {
    super(DEFAULT_CONTEXT);
  }

  public static String of(SqlNode expression) {
    SqlPrettyWriter writer = new SqlPrettyWriter(CONFIG);
    // Inside a frame a query knows that it is one part of something and takes parentheses.
    SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SIMPLE, "", "");
    expression.unparse(writer, 0, 0);
    writer.endList(frame);
    String text =
        PathIdentifier.readable(writer.toString())
            .replaceAll("\\s+", " ")
            .replace(" asymmetric ", " ");
    return text.length() <= MAX_LENGTH
        ? text
        : text.substring(0, MAX_LENGTH - CUT.length()).strip() + CUT;
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int left, int right) {
    SqlOperator operator = call.getOperator();
    if (operator == SqlStdOperatorTable.UNARY_MINUS) {
      writer.print(operator.getName());
      writer.setNeedWhitespace(false);
      call.operand(0).unparse(writer, operator.getRightPrec(), right);
    } else if (operator == SqlLibraryOperators.INFIX_CAST) {
      call.operand(0).unparse(writer, left, operator.getLeftPrec());
      writer.setNeedWhitespace(false);
      writer.print(operator.getName());
      writer.setNeedWhitespace(false);
      call.operand(1).unparse(writer, operator.getRightPrec(), right);
    } else if (operator instanceof SqlUnresolvedFunction function) {
      inLowerCase(function).unparse(writer, call, left, right);
    } else {
      super.unparseCall(writer, call, left, right);
    }
  }

  private static SqlUnresolvedFunction inLowerCase(SqlUnresolvedFunction function) {
    SqlIdentifier written = function.getNameAsId();
    List<String> names = written.names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    SqlIdentifier id = new SqlIdentifier(names, written.getParserPosition());
    return new SqlUnresolvedFunction(id, null, null, null, null, function.getFunctionType());
  }

  @Override
  public StringBuilder quoteIdentifier(StringBuilder text, String name) {
    return text.append(name);
  }

  /** Letters of all scripts stay as they are. */
  @Override
  public void quoteStringLiteralUnicode(StringBuilder text, String value) {
    quoteStringLiteral(text, null, value);
  }
}
