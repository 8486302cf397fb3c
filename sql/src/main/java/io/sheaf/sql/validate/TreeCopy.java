package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * A deep copy of a syntax tree, because validation writes into the tree it is given. On the way
 * every column gets a name, and functions that the grammar takes for those of another dialect
 * become ours.
 */
final class TreeCopy extends SqlShuttle {
  private final ValuesNames values = new ValuesNames();

  private final List<DataType> parameters;
  private final SheafTypeFactory types;

  private TreeCopy(List<DataType> parameters, SheafTypeFactory types) {
    this.parameters = parameters;
    this.types = types;
  }

  /** {@code parameters}: types of the parameters, NULL where their place in the tree decides. */
  static SqlNode of(SqlNode node, List<DataType> parameters, SheafTypeFactory types) {
    TreeCopy copying = new TreeCopy(parameters, types);
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
      case SqlOrderBy ordered -> {
        RowCounts.check(ordered);
        return counted(ordered, (SqlOrderBy) call);
      }
      default -> {}
    }
    return copy instanceof SqlCall truncation
            && truncation.getOperator() == SqlLibraryOperators.DATE_TRUNC
        ? Functions.DATE_TRUNC.createCall(
            truncation.getParserPosition(), truncation.getOperandList())
        : copy;
  }

  /** A name that stands at several places of the tree is validated at each of them. */
  @Override
  public SqlNode visit(SqlIdentifier id) {
    return id.clone(id.getParserPosition());
  }

  /** A parameter that counts rows may have any type. */
  private static SqlNode counted(SqlOrderBy copy, SqlOrderBy original) {
    return new SqlOrderBy(
        copy.getParserPosition(),
        copy.query,
        copy.orderList,
        original.offset instanceof SqlDynamicParam ? original.offset : copy.offset,
        original.fetch instanceof SqlDynamicParam ? original.fetch : copy.fetch);
  }

  @Override
  public SqlNode visit(SqlDynamicParam parameter) {
    if (parameter.getIndex() >= parameters.size()) {
      throw Refusal.at(parameter, "PARAMETERS", "There is no value for this parameter");
    }
    DataType type = parameters.get(parameter.getIndex());
    SqlParserPos at = parameter.getParserPosition();
    return type == DataType.Simple.NULL
        ? parameter
        : SqlStdOperatorTable.CAST.createCall(
            at, parameter, SqlTypeUtil.convertTypeToSpec(TypeMapping.type(type, true, types)));
  }

  /**
   * Literals keep six digits of a second and cut the others; a cast of the text rounds. Moments are
   * read by a cast too, which knows the zone of the session.
   */
  @Override
  public SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlUnknownLiteral unknown
            && (unknown.tag.equals("TIMESTAMP WITH TIME ZONE")
                || unknown.getValue().matches(".*\\.\\d{7,}\\s*"))
        ? cast(unknown)
        : literal;
  }

  private static SqlNode cast(SqlUnknownLiteral literal) {
    SqlParserPos at = literal.getParserPosition();
    SqlTypeName type =
        switch (literal.tag) {
          case "TIME" -> SqlTypeName.TIME;
          case "TIMESTAMP" -> SqlTypeName.TIMESTAMP;
          case "TIMESTAMP WITH TIME ZONE" -> SqlTypeName.TIMESTAMP_TZ;
          default -> null;
        };
    return type == null
        ? literal
        : SqlStdOperatorTable.CAST.createCall(
            at,
            SqlLiteral.createCharString(literal.getValue(), at),
            new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, at), at));
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
