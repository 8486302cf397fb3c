package io.sheaf.sql.parser;

import io.sheaf.sql.SourceError;
import io.sheaf.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** DELETE, UPDATE and TRUNCATE as queries that give the rows of the table afterwards. */
final class Changes {
  private Changes() {}

  /** What a tree of the grammar says; null where it is neither. */
  static Statement of(SqlNode node, String sql) {
    return switch (node) {
      case SqlDelete delete -> delete(delete, sql);
      case SqlUpdate update -> update(update, sql);
      default -> null;
    };
  }

  private static Statement delete(SqlDelete delete, String sql) {
    SqlParserPos at = delete.getParserPosition();
    SqlNode kept =
        delete.getCondition() == null
            ? SqlLiteral.createBoolean(false, at)
            : SqlStdOperatorTable.IS_NOT_TRUE.createCall(at, delete.getCondition());
    SqlNode from = aliased(delete.getTargetTable(), delete.getAlias());
    return rewrite(
        delete.getTargetTable(),
        select(SqlNodeList.of(SqlIdentifier.star(at)), from, kept),
        count(from, delete.getCondition()),
        sql);
  }

  /** A table without its rows. */
  static Statement truncate(SqlIdentifier table, String sql) {
    SqlParserPos at = table.getParserPosition();
    SqlNode none = SqlLiteral.createBoolean(false, at);
    return rewrite(
        table,
        select(SqlNodeList.of(SqlIdentifier.star(at)), table, none),
        count(table, null),
        sql);
  }

  private static SqlSelect count(SqlNode from, SqlNode where) {
    SqlParserPos at = from.getParserPosition();
    SqlNode count = SqlStdOperatorTable.COUNT.createCall(at, SqlIdentifier.star(at));
    return select(SqlNodeList.of(count), from, where);
  }

  private static Statement rewrite(SqlNode table, SqlNode query, SqlNode touched, String sql) {
    return new Statement.Rewrite(
        name(table, sql),
        List.of(),
        SheafSyntax.query(query, sql),
        Optional.of(SheafSyntax.query(touched, sql)));
  }

  private static Statement update(SqlUpdate update, String sql) {
    SqlParserPos at = update.getParserPosition();
    SqlNodeList replaced = new SqlNodeList(at);
    for (int i = 0; i < update.getTargetColumnList().size(); i++) {
      SqlNode column = update.getTargetColumnList().get(i);
      SqlNode value = update.getSourceExpressionList().get(i);
      replaced.add(
          SqlStdOperatorTable.AS.createCall(
              column.getParserPosition(), chosen(update.getCondition(), value, column), column));
    }
    SqlNodeList items = SqlNodeList.of(new SqlStarReplace(at, SqlIdentifier.star(at), replaced));
    SqlNode from = aliased(update.getTargetTable(), update.getAlias());
    return rewrite(
        update.getTargetTable(),
        select(items, from, null),
        count(from, update.getCondition()),
        sql);
  }

  /** The value, of the column's type, where the condition is true, else what the column holds. */
  private static SqlNode chosen(SqlNode condition, SqlNode value, SqlNode column) {
    return condition == null
        ? value
        : new SqlCase(
            value.getParserPosition(),
            null,
            SqlNodeList.of(condition),
            SqlNodeList.of(Sugar.ASSIGNED.createCall(value.getParserPosition(), value, column)),
            column);
  }

  private static SqlNode aliased(SqlNode table, SqlIdentifier alias) {
    return alias == null
        ? table
        : SqlStdOperatorTable.AS.createCall(alias.getParserPosition(), table, alias);
  }

  private static SqlSelect select(SqlNodeList items, SqlNode from, SqlNode where) {
    return new SqlSelect(
        from.getParserPosition(),
        null,
        items,
        from,
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

  private static String name(SqlNode table, String sql) {
    if (table instanceof SqlIdentifier name) {
      return StatementBuilder.simple(name);
    }
    SqlParserPos at = table.getParserPosition();
    throw SourceError.at(
        "NOT_SUPPORTED", "Expected the name of a table", sql, at.getLineNum(), at.getColumnNum());
  }
}
