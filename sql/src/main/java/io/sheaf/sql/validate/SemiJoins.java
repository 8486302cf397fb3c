package io.sheaf.sql.validate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code a SEMI JOIN b ON c} means {@code a WHERE EXISTS (SELECT 1 FROM b WHERE c)}; ANTI JOIN not
 * so.
 */
final class SemiJoins {
  private SemiJoins() {}

  static void rewrite(SqlSelect select) {
    if (!(select.getFrom() instanceof SqlJoin)) {
      return;
    }
    List<SqlNode> conditions = new ArrayList<>();
    SqlNode from = strip(select.getFrom(), conditions);
    if (conditions.isEmpty()) {
      return;
    }
    if (select.getWhere() != null) {
      conditions.addFirst(select.getWhere());
    }
    select.setFrom(from);
    SqlNode where = conditions.getFirst();
    for (SqlNode condition : conditions.subList(1, conditions.size())) {
      where = SqlStdOperatorTable.AND.createCall(condition.getParserPosition(), where, condition);
    }
    select.setWhere(where);
  }

  /** Takes semi and anti joins out of a FROM where a condition in WHERE says the same. */
  private static SqlNode strip(SqlNode from, List<SqlNode> conditions) {
    if (!(from instanceof SqlJoin join)) {
      return from;
    }
    JoinType type = join.getJoinType();
    if (type == JoinType.LEFT_SEMI_JOIN || type == JoinType.LEFT_ANTI_JOIN) {
      if (join.getConditionType() != JoinConditionType.ON) {
        return from;
      }
      SqlNode left = strip(join.getLeft(), conditions);
      conditions.add(exists(join, type == JoinType.LEFT_ANTI_JOIN));
      return left;
    }
    boolean inner = type == JoinType.INNER || type == JoinType.CROSS || type == JoinType.COMMA;
    if (inner || type == JoinType.LEFT) {
      join.setLeft(strip(join.getLeft(), conditions));
    }
    if (inner) {
      join.setRight(strip(join.getRight(), conditions));
    }
    return join;
  }

  private static SqlNode exists(SqlJoin join, boolean negated) {
    SqlParserPos at = join.getParserPosition();
    SqlNodeList one = SqlNodeList.of(SqlLiteral.createExactNumeric("1", at));
    SqlSelect query =
        new SqlSelect(
            at,
            null,
            one,
            join.getRight(),
            join.getCondition(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(at, query);
    return negated ? SqlStdOperatorTable.NOT.createCall(at, exists) : exists;
  }
}
