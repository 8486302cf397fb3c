package io.sheaf.sql.parser;

import io.sheaf.sql.SourceError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Gives tables that are named by files an alias, and turns {@code read_parquet('x')} into such a
 * table.
 */
final class TablePaths extends SqlShuttle {
  private final String sql;

  TablePaths(String sql) {
    this.sql = sql;
  }

  @Override
  public SqlNode visit(SqlIdentifier id) {
    return id instanceof PathIdentifier path ? aliased(path) : id;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call.getKind() == SqlKind.COLLECTION_TABLE) {
      PathIdentifier path = reader(call);
      return path == null ? super.visit(call) : aliased(path);
    }
    if (call.getKind() == SqlKind.AS) {
      SqlNode inner = call.operand(0);
      PathIdentifier path =
          inner instanceof PathIdentifier p
              ? p
              : inner.getKind() == SqlKind.COLLECTION_TABLE ? reader((SqlCall) inner) : null;
      if (path != null) {
        SqlCall copy = (SqlCall) call.clone(call.getParserPosition());
        copy.setOperand(0, path);
        return copy;
      }
    }
    return super.visit(call);
  }

  private static SqlNode aliased(PathIdentifier path) {
    SqlParserPos position = path.getParserPosition();
    String alias = PathIdentifier.alias(PathIdentifier.decode(path.getSimple()).path());
    return SqlStdOperatorTable.AS.createCall(position, path, new SqlIdentifier(alias, position));
  }

  private PathIdentifier reader(SqlCall collection) {
    if (!(collection.operand(0) instanceof SqlBasicCall function)) {
      return null;
    }
    String name = function.getOperator().getName().toLowerCase(Locale.ROOT);
    if (!name.startsWith("read_")) {
      return null;
    }
    List<SqlNode> operands = function.getOperandList();
    if (operands.isEmpty() || !(operands.getFirst() instanceof SqlLiteral first)) {
      SqlParserPos at = collection.getParserPosition();
      throw SourceError.at(
          "BAD_ARGUMENT",
          name + " takes a path in quotes, e.g. " + name + "('dir/*." + name.substring(5) + "')",
          sql,
          at.getLineNum(),
          at.getColumnNum());
    }
    Map<String, String> options = new TreeMap<>();
    for (SqlNode operand : operands.subList(1, operands.size())) {
      if (operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT
          && operand instanceof SqlCall assignment) {
        options.put(
            ((SqlIdentifier) assignment.operand(1)).getSimple().toLowerCase(Locale.ROOT),
            StatementBuilder.plain(assignment.operand(0)));
      }
    }
    return new PathIdentifier(
        new PathIdentifier.Files(name.substring(5), StatementBuilder.plain(first), options),
        collection.getParserPosition());
  }
}
