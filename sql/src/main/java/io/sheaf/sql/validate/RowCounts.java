package io.sheaf.sql.validate;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;

/** Refuses what LIMIT and OFFSET cannot count: they take whole numbers up to the largest BIGINT. */
final class RowCounts {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String BAD_COUNT = "BAD_ROW_COUNT";

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
      throw Refusal.at(literal, BAD_COUNT, clause + " goes up to " + LARGEST);
    }
    if (count.stripTrailingZeros().scale() > 0) {
      throw Refusal.at(literal, BAD_COUNT, clause + " takes a whole number");
    }
  }
}
