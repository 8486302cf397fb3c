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
      boolean anti = type == JoinType.LEFT_ANTI_JOIN;
      boolean named = join.getConditionType() == JoinConditionType.USING;
      if (!named && join.getConditionType() != JoinConditionType.ON) {
        return from;
      }
      SqlNode left = strip(join.getLeft(), conditions);
      conditions.add(named ? in(join, anti) : exists(join, anti));
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

  /** USING (a, b): whether (a, b) is among those of the right side. */
  private static SqlNode in(SqlJoin join, boolean negated) {
    SqlParserPos at = join.getParserPosition();
    SqlNodeList columns = (SqlNodeList) join.getCondition();
    SqlNodeList copies = new SqlNodeList(at);
    columns.forEach(column -> copies.add(column.clone(at)));
    SqlNode tested =
        columns.size() == 1 ? columns.get(0) : SqlStdOperatorTable.ROW.createCall(columns);
    SqlNode in = SqlStdOperatorTable.IN.createCall(at, tested, select(join, copies, null));
    return (negated ? SqlStdOperatorTable.IS_NOT_TRUE : SqlStdOperatorTable.IS_TRUE)
        .createCall(at, in);
  }

  private static SqlNode exists(SqlJoin join, boolean negated) {
    SqlParserPos at = join.getParserPosition();
    SqlNodeList one = SqlNodeList.of(SqlLiteral.createExactNumeric("1", at));
    SqlSelect query = select(join, one, join.getCondition());
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(at, query);
    return negated ? SqlStdOperatorTable.NOT.createCall(at, exists) : exists;
  }

  private static SqlSelect select(SqlJoin join, SqlNodeList items, SqlNode where) {
    return new SqlSelect(
        join.getParserPosition(),
        null,
        items,
        join.getRight(),
        where,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
