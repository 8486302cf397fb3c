package io.sheaf.sql.validate;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/**
 * Tells the views that do no more than name a table, {@code SELECT * FROM 'dir/*.parquet'}: they
 * need no query of their own.
 */
final class NamedTable {
  private NamedTable() {}

  /** The name of the only table that a query returns as it is; null when it does more. */
  static String of(SqlNode query) {
    if (!(query instanceof SqlSelect select)
        || select.getOperandList().stream().filter(NamedTable::isThere).count() != 2
        || !isStar(select.getSelectList())) {
      return null;
    }
    SqlNode from = select.getFrom();
    if (from instanceof SqlCall as && as.getKind() == SqlKind.AS && as.operandCount() == 2) {
      from = as.operand(0);
    }
    return from instanceof SqlIdentifier table && table.isSimple() ? table.getSimple() : null;
  }

  private static boolean isThere(SqlNode clause) {
    return clause != null && !(clause instanceof SqlNodeList list && list.isEmpty());
  }

  private static boolean isStar(List<SqlNode> columns) {
    return columns != null
        && columns.size() == 1
        && columns.getFirst() instanceof SqlIdentifier column
        && column.isStar()
        && column.names.size() == 1;
  }
}
