package io.sheaf.sql.validate;

import io.sheaf.columnar.SheafException;
import java.math.BigDecimal;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Refuses what LIMIT and OFFSET cannot count: they take whole numbers up to the largest BIGINT. */
final class RowCounts {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private RowCounts() {}

  static void check(SqlOrderBy ordered) {
    check("LIMIT", ordered.fetch);
    check("OFFSET", ordered.offset);
  }

  private static void check(String clause, SqlNode node) {
    if (!(node instanceof SqlLiteral literal) || literal.getValue() == null) {
      return;
    }
    BigDecimal count = literal.bigDecimalValue();
    if (count.compareTo(LARGEST) > 0) {
      throw refusal(clause + " goes up to " + LARGEST, literal);
    }
    if (count.stripTrailingZeros().scale() > 0) {
      throw refusal(clause + " takes a whole number", literal);
    }
  }

  private static CalciteContextException refusal(String message, SqlLiteral literal) {
    SqlParserPos at = literal.getParserPosition();
    return new CalciteContextException(
        "",
        SheafException.user("BAD_ROW_COUNT", message),
        at.getLineNum(),
        at.getColumnNum(),
        at.getEndLineNum(),
        at.getEndColumnNum());
  }
}
