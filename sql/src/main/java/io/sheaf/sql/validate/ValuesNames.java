package io.sheaf.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The columns of VALUES are called {@code col0}, {@code col1} and so on, unless it says how. */
final class ValuesNames {
  private static final Pattern GENERATED = Pattern.compile("EXPR\\$(\\d+)");
  private int unnamedTables;

  /** Names the columns of a VALUES that the node reads as a table. */
  SqlNode add(SqlNode node) {
    switch (node) {
      case SqlSelect select -> select.setFrom(table(select.getFrom()));
      case SqlJoin join -> {
        join.setLeft(table(join.getLeft()));
        join.setRight(table(join.getRight()));
      }
      case SqlWithItem item when item.columnList == null && isValues(item.query) ->
          item.columnList = new SqlNodeList(columns(item.query), SqlParserPos.ZERO);
      case SqlCall as
          when as.getKind() == SqlKind.AS && as.operandCount() == 2 && isValues(as.operand(0)) -> {
        return named(as.operand(0), as.operand(1));
      }
      default -> {}
    }
    return node;
  }

  /** A query that is VALUES alone, as one that selects from it. */
  SqlNode query(SqlNode query) {
    if (!isValues(query)) {
      return query;
    }
    SqlParserPos at = query.getParserPosition();
    SqlNodeList all = SqlNodeList.of(SqlIdentifier.star(at));
    return new SqlSelect(
        at, null, all, table(query), null, null, null, null, null, null, null, null, null);
  }

  /** The name of a result's column, which has none of ours where VALUES is part of a union. */
  static String shown(String name) {
    Matcher generated = GENERATED.matcher(name);
    return generated.matches() ? "col" + generated.group(1) : name;
  }

  private SqlNode table(SqlNode from) {
    if (from == null || !isValues(from)) {
      return from;
    }
    String name = "values" + (unnamedTables++ == 0 ? "" : "_" + unnamedTables);
    return named(from, new SqlIdentifier(name, SqlParserPos.ZERO));
  }

  private static SqlNode named(SqlNode values, SqlNode name) {
    List<SqlNode> operands = new ArrayList<>(List.of(values, name));
    operands.addAll(columns(values));
    return SqlStdOperatorTable.AS.createCall(values.getParserPosition(), operands);
  }

  private static List<SqlNode> columns(SqlNode values) {
    SqlCall row = ((SqlCall) values).operand(0);
    List<SqlNode> columns = new ArrayList<>();
    for (int i = 0; i < row.operandCount(); i++) {
      columns.add(new SqlIdentifier("col" + i, SqlParserPos.ZERO));
    }
    return columns;
  }

  private static boolean isValues(SqlNode node) {
    return node.getKind() == SqlKind.VALUES;
  }
}
