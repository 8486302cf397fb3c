package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.sql.parser.Sugar;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMonotonicBinaryOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * Plus and minus that also take dates: a date minus a date is a number of days, a date plus or
 * minus a whole number another date, a timestamp minus a timestamp an interval. All else is the
 * standard's.
 */
final class DateArithmetic implements SqlRexConvertletTable {
  static final SqlBinaryOperator PLUS =
      new SqlMonotonicBinaryOperator(
          "+",
          SqlKind.PLUS,
          40,
          true,
          first(DateArithmetic::type, SqlStdOperatorTable.PLUS.getReturnTypeInference()),
          InferTypes.FIRST_KNOWN,
          OperandTypes.PLUS_OPERATOR
              .or(OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.INTEGER))
              .or(OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.DATE)));
  static final SqlBinaryOperator MINUS =
      new SqlMonotonicBinaryOperator(
          "-",
          SqlKind.MINUS,
          40,
          true,
          first(DateArithmetic::type, SqlStdOperatorTable.MINUS.getReturnTypeInference()),
          InferTypes.FIRST_KNOWN,
          OperandTypes.MINUS_OPERATOR
              .or(OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.INTEGER))
              .or(OperandTypes.family(SqlTypeFamily.DATE, SqlTypeFamily.DATE))
              .or(OperandTypes.family(SqlTypeFamily.TIMESTAMP, SqlTypeFamily.TIMESTAMP)));

  private interface Special {
    RelDataType of(SqlKind kind, RelDataType left, RelDataType right, RelDataTypeFactory types);
  }

  private static SqlReturnTypeInference first(Special special, SqlReturnTypeInference standard) {
    return (SqlOperatorBinding binding) -> {
      RelDataType left = binding.getOperandType(0);
      RelDataType right = binding.getOperandType(1);
      RelDataType type =
          special.of(binding.getOperator().getKind(), left, right, binding.getTypeFactory());
      return type == null ? standard.inferReturnType(binding) : type;
    };
  }

  /** The result of the additional forms; null for the standard ones. */
  private static RelDataType type(
      SqlKind kind, RelDataType left, RelDataType right, RelDataTypeFactory types) {
    boolean nullable = left.isNullable() || right.isNullable();
    SqlTypeName a = left.getSqlTypeName();
    SqlTypeName b = right.getSqlTypeName();
    Simple result = null;
    if (a == SqlTypeName.DATE && SqlTypeUtil.isExactNumeric(right)) {
      result = Simple.DATE;
    } else if (kind == SqlKind.PLUS && SqlTypeUtil.isExactNumeric(left) && b == SqlTypeName.DATE) {
      result = Simple.DATE;
    } else if (kind == SqlKind.MINUS && a == SqlTypeName.DATE && b == SqlTypeName.DATE) {
      result = Simple.BIGINT;
    } else if (kind == SqlKind.MINUS && a == SqlTypeName.TIMESTAMP && b == SqlTypeName.TIMESTAMP) {
      result = Simple.INTERVAL_DAY_TIME;
    }
    return result == null ? null : TypeMapping.type(result, nullable, types);
  }

  @Override
  public SqlRexConvertlet get(SqlCall call) {
    if (call.getOperator() == Sugar.ASSIGNED) {
      return DateArithmetic::assigned;
    }
    return call.getOperator() == PLUS || call.getOperator() == MINUS
        ? DateArithmetic::convert
        : StandardConvertletTable.INSTANCE.get(call);
  }

  /** A value as one of the column behind it, which may be of any type as for INSERT. */
  private static RexNode assigned(SqlRexContext context, SqlCall call) {
    RexNode value = context.convertExpression(call.operand(0));
    RelDataType type = context.getValidator().getValidatedNodeType(call);
    return context.getRexBuilder().makeAbstractCast(call.getParserPosition(), type, value, false);
  }

  private static RexNode convert(SqlRexContext context, SqlCall call) {
    RexBuilder expressions = context.getRexBuilder();
    RexNode left = context.convertExpression(call.operand(0));
    RexNode right = context.convertExpression(call.operand(1));
    SqlKind kind = call.getKind();
    RelDataType special = type(kind, left.getType(), right.getType(), expressions.getTypeFactory());
    if (special != null) {
      boolean swap = SqlTypeUtil.isExactNumeric(left.getType());
      return expressions.makeCall(
          special,
          kind == SqlKind.PLUS ? Functions.ADD_DAYS : Functions.TIME_DIFFERENCE,
          swap ? List.of(right, left) : List.of(left, right));
    }
    if (SqlTypeUtil.isInterval(left.getType()) && SqlTypeUtil.isDatetime(right.getType())) {
      RexNode swapped = left;
      left = right;
      right = swapped;
    }
    if (SqlTypeUtil.isDatetime(left.getType())) {
      RelDataTypeFactory types = expressions.getTypeFactory();
      boolean nullable = left.getType().isNullable() || right.getType().isNullable();
      return expressions.makeCall(
          types.createTypeWithNullability(left.getType(), nullable),
          kind == SqlKind.PLUS ? SqlStdOperatorTable.DATETIME_PLUS : SqlStdOperatorTable.MINUS_DATE,
          List.of(left, right));
    }
    return expressions.makeCall(
        kind == SqlKind.PLUS ? SqlStdOperatorTable.PLUS : SqlStdOperatorTable.MINUS, left, right);
  }
}
