package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlWith;
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
  private final Outline outline;
  private final Desugar desugar;

  /** The WITH clauses around what is copied. */
  private final List<SqlWith> around = new ArrayList<>();

  private TreeCopy(List<DataType> parameters, SheafTypeFactory types, Outline outline) {
    this.parameters = parameters;
    this.types = types;
    this.outline = query -> outline.columns(inside(query));
    this.desugar = new Desugar(this.outline);
  }

  /**
   * @param parameters types of the parameters, NULL where their place in the tree decides
   * @param outline tells the columns of parts of the tree
   */
  static SqlNode of(
      SqlNode node, List<DataType> parameters, SheafTypeFactory types, Outline outline) {
    TreeCopy copying = new TreeCopy(parameters, types, outline);
    return copying.values.query(node.accept(copying));
  }

  /** A part of the tree with the names that WITH gives there. */
  private SqlNode inside(SqlNode query) {
    SqlNode inside = query;
    for (SqlWith with : around.reversed()) {
      inside = new SqlWith(with.getParserPosition(), with.withList, inside);
    }
    return inside;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call instanceof SqlWith with) {
      around.add(with);
      try {
        return copied(call);
      } finally {
        around.removeLast();
      }
    }
    SqlNode macro = Macros.expansion(call);
    return macro == null ? copied(Macros.withUnit(call)) : macro.accept(this);
  }

  private SqlNode copied(SqlCall call) {
    CallCopyingArgHandler copying = new CallCopyingArgHandler(call, true);
    call.getOperator().acceptCall(this, call, false, copying);
    SqlNode copy = values.add(copying.result());
    switch (copy) {
      case SqlSelect select -> {
        SemiJoins.rewrite(select);
        ColumnNames.add(select, (SqlSelect) call);
        StarColumns.expand(select, (SqlSelect) call, outline);
        desugar.select(select);
      }
      case SqlOrderBy ordered -> {
        RowCounts.check(ordered);
        SqlOrderBy counted = counted(ordered, (SqlOrderBy) call);
        return desugar.ordered(counted, (SqlOrderBy) call, node -> node.accept(this));
      }
      default -> {}
    }
    if (!(copy instanceof SqlCall copied)) {
      return copy;
    }
    return call.getKind() == SqlKind.UNION && call.getOperator() instanceof SqlSetOperator
        ? desugar.union(copied, call)
        : Operators.ours(copied);
  }

  /** A name that stands at several places of the tree is validated at each of them. */
  @Override
  public SqlNode visit(SqlIdentifier id) {
    return id.clone(id.getParserPosition());
  }

  /** A parameter that counts rows may have any type. */
  private static SqlOrderBy counted(SqlOrderBy copy, SqlOrderBy original) {
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
