package io.sheaf.sql.validate;

import io.sheaf.sql.parser.Sugar;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Util;

/**
 * Names the columns that a query computes and does not name: by their text, as in {@code count(*)}.
 * Equal texts are numbered, because tables and views get these names, too.
 */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * @param written the same query as it was parsed; its texts are the names
   */
  static void add(SqlSelect select, SqlSelect written) {
    SqlNodeList items = select.getSelectList();
    Set<String> taken = new HashSet<>();
    for (SqlNode item : items) {
      switch (item) {
        case SqlIdentifier column -> taken.add(key(Util.last(column.names)));
        case SqlCall as when as.getKind() == SqlKind.AS ->
            taken.add(key(as.<SqlIdentifier>operand(1).getSimple()));
        default -> {}
      }
    }
    for (int i = 0; i < items.size(); i++) {
      SqlNode item = items.get(i);
      if (isUnnamed(item)) {
        String name = unused(ExpressionText.of(written.getSelectList().get(i)), taken);
        SqlIdentifier alias = new SqlIdentifier(name, SqlParserPos.ZERO);
        items.set(i, SqlStdOperatorTable.AS.createCall(item.getParserPosition(), item, alias));
      }
    }
  }

  private static boolean isUnnamed(SqlNode item) {
    return !(item instanceof SqlIdentifier
        || item instanceof SqlStarExclude
        || item instanceof SqlStarReplace
        || Sugar.isStar(item)
        || item.getKind() == SqlKind.AS);
  }

  private static String unused(String text, Set<String> taken) {
    String name = text;
    for (int i = 1; !taken.add(key(name)); i++) {
      name = text + "_" + i;
    }
    return name;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
