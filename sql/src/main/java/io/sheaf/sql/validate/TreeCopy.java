package io.sheaf.sql.validate;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * A deep copy of a syntax tree, because validation writes into the tree it is given. On the way
 * every column gets a name, and functions that the grammar takes for those of another dialect
 * become ours.
 */
final class TreeCopy extends SqlShuttle {
  private final ValuesNames values = new ValuesNames();

  static SqlNode of(SqlNode node) {
    TreeCopy copying = new TreeCopy();
    return copying.values.query(node.accept(copying));
  }

  @Override
  public SqlNode visit(SqlCall call) {
    CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copying);
    SqlNode copy = values.add(copying.result());
    switch (copy) {
      case SqlSelect select -> {
        SemiJoins.rewrite(select);
        ColumnNames.add(select, (SqlSelect) call);
      }
      case SqlOrderBy ordered -> RowCounts.check(ordered);
      default -> {}
    }
    return copy instanceof SqlCall truncation
            && truncation.getOperator() == SqlLibraryOperators.DATE_TRUNC
        ? Functions.DATE_TRUNC.createCall(
            truncation.getParserPosition(), truncation.getOperandList())
        : copy;
  }

  @Override
  public SqlNode visit(SqlNodeList list) {
    SqlNodeList copy = new SqlNodeList(list.getParserPosition());
    for (SqlNode node : list) {
      copy.add(node == null ? null : node.accept(this));
    }
    return copy;
  }
}
