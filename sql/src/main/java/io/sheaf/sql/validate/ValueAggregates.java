package io.sheaf.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Aggregate functions that need all values of a group, or the row of the least one. */
final class ValueAggregates {
  private static final SqlReturnTypeInference SAME =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);
  private static final SqlReturnTypeInference NUMBER =
      ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  /** DOUBLE of numbers, and of anything else its own type. */
  private static final SqlReturnTypeInference BETWEEN =
      binding -> {
        RelDataType type = binding.getOperandType(0);
        RelDataTypeFactory types = binding.getTypeFactory();
        return types.createTypeWithNullability(
            SqlTypeUtil.isNumeric(type) ? types.createSqlType(SqlTypeName.DOUBLE) : type, true);
      };

  private static final SqlAggFunction QUANTILE_CONT =
      function("QUANTILE_CONT", BETWEEN, OperandTypes.ANY_NUMERIC);
  private static final SqlAggFunction QUANTILE_DISC =
      function("QUANTILE_DISC", SAME, OperandTypes.ANY_NUMERIC);
  private static final SqlAggFunction QUANTILE_DISC_DESC =
      function("QUANTILE_DISC_DESC", SAME, OperandTypes.ANY_NUMERIC);
  private static final SqlAggFunction MODE = function("MODE", SAME, OperandTypes.ANY);
  private static final SqlAggFunction LAST = function("LAST", SAME, OperandTypes.ANY);

  static final List<SqlOperator> ALL =
      List.of(
          QUANTILE_CONT,
          QUANTILE_DISC,
          QUANTILE_DISC_DESC,
          MODE,
          LAST,
          function("QUANTILE", SAME, OperandTypes.ANY_NUMERIC),
          function("APPROX_QUANTILE", BETWEEN, OperandTypes.ANY_NUMERIC),
          function("PERCENTILE", BETWEEN, OperandTypes.ANY_NUMERIC),
          function("MEDIAN", BETWEEN, OperandTypes.ANY),
          function("MAD", NUMBER, OperandTypes.NUMERIC),
          function("ENTROPY", NUMBER, OperandTypes.ANY),
          function("KURTOSIS", NUMBER, OperandTypes.NUMERIC),
          function("KURTOSIS_POP", NUMBER, OperandTypes.NUMERIC),
          function("SKEWNESS", NUMBER, OperandTypes.NUMERIC),
          function("PRODUCT", NUMBER, OperandTypes.NUMERIC),
          function("BIT_AND", SAME, OperandTypes.INTEGER),
          function("BIT_OR", SAME, OperandTypes.INTEGER),
          function("BIT_XOR", SAME, OperandTypes.INTEGER),
          function("ARG_MIN", SAME, OperandTypes.ANY_ANY),
          function("ARG_MAX", SAME, OperandTypes.ANY_ANY),
          function("MIN_BY", SAME, OperandTypes.ANY_ANY),
          function("MAX_BY", SAME, OperandTypes.ANY_ANY),
          SqlLibraryOperators.STRING_AGG,
          SqlLibraryOperators.GROUP_CONCAT);

  private static final Set<String> JOINING = Set.of("STRING_AGG", "LISTAGG", "GROUP_CONCAT");

  private ValueAggregates() {}

  private static SqlAggFunction function(
      String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
    return SqlBasicAggFunction.create(name, SqlKind.OTHER_FUNCTION, result, operands);
  }

  /** A call that the grammar made of a name that it knows, or of WITHIN GROUP, as ours. */
  static SqlNode ours(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    if (call.getKind() == SqlKind.WITHIN_GROUP && call.operand(0) instanceof SqlCall inner) {
      SqlNodeList order = call.operand(1);
      if (isJoining(inner)) {
        // The value has been cast to text by now.
        checkOrder(inner, ((SqlCall) inner.operand(0)).operand(0), order);
      }
      return switch (inner.getKind()) {
        case PERCENTILE_CONT -> quantile(QUANTILE_CONT, inner, order.get(0));
        case PERCENTILE_DISC -> quantile(QUANTILE_DISC, inner, order.get(0));
        default ->
            inner.getOperator().getName().equalsIgnoreCase("MODE")
                ? MODE.createCall(at, order.get(0))
                : call;
      };
    }
    if (isJoining(call)) {
      return joining(call);
    }
    if (call.getOperator() == SqlStdOperatorTable.FIRST) {
      return SqlStdOperatorTable.ANY_VALUE.createCall(at, call.<SqlNode>operand(0));
    }
    return call.getOperator() == SqlStdOperatorTable.LAST
        ? LAST.createCall(at, call.<SqlNode>operand(0))
        : call;
  }

  private static boolean isJoining(SqlCall call) {
    return JOINING.contains(call.getOperator().getName().toUpperCase(Locale.ROOT))
        && call.operandCount() > 0;
  }

  /** Of DISTINCT values no other column is left to order by. */
  private static void checkOrder(SqlCall joining, SqlNode value, SqlNodeList order) {
    boolean distinct =
        joining.getFunctionQuantifier() != null
            && joining.getFunctionQuantifier().getValue() == SqlSelectKeyword.DISTINCT;
    for (SqlNode item : order) {
      if (distinct && !Desugar.key(item).toString().equalsIgnoreCase(value.toString())) {
        throw Refusal.at(
            item, "BAD_ORDER", "DISTINCT values can only be ordered by themselves: " + value);
      }
    }
  }

  /** The same call of texts. */
  private static SqlNode joining(SqlCall call) {
    SqlNode value = call.operand(0);
    if (call.getOperandList().getLast() instanceof SqlNodeList order) {
      checkOrder(call, value, order);
    }
    SqlParserPos at = value.getParserPosition();
    SqlDataTypeSpec text =
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, at), at);
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    operands.set(0, SqlStdOperatorTable.CAST.createCall(at, value, text));
    return call.getOperator()
        .createCall(
            call.getFunctionQuantifier(),
            call.getParserPosition(),
            operands.toArray(SqlNode[]::new));
  }

  private static SqlNode quantile(SqlAggFunction function, SqlCall fraction, SqlNode item) {
    SqlParserPos at = fraction.getParserPosition();
    boolean nulls = item.getKind() == SqlKind.NULLS_FIRST || item.getKind() == SqlKind.NULLS_LAST;
    SqlNode ordered = nulls ? ((SqlCall) item).operand(0) : item;
    SqlNode part = fraction.operand(0);
    if (ordered.getKind() != SqlKind.DESCENDING) {
      return function.createCall(at, ordered, part);
    }
    SqlNode value = ((SqlCall) ordered).operand(0);
    return function == QUANTILE_DISC
        ? QUANTILE_DISC_DESC.createCall(at, value, part)
        : function.createCall(
            at,
            value,
            SqlStdOperatorTable.MINUS.createCall(at, SqlLiteral.createExactNumeric("1", at), part));
  }
}
