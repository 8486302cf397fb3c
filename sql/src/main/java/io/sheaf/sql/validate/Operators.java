package io.sheaf.sql.validate;

import io.sheaf.plan.LibraryFunction;
import io.sheaf.sql.parser.Sugar;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlPosixRegexOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Operators and calls as the grammar makes them, in those that the engine has. */
final class Operators {
  private Operators() {}

  /** A copied call, or what says the same. */
  static SqlNode ours(SqlCall call) {
    SqlOperator operator = call.getOperator();
    SqlParserPos at = call.getParserPosition();
    List<SqlNode> operands = call.getOperandList();
    if (operator == SqlLibraryOperators.DATE_TRUNC) {
      return Functions.DATE_TRUNC.createCall(at, operands);
    }
    if (operator == Sugar.POWER) {
      return SqlStdOperatorTable.POWER.createCall(at, operands);
    }
    if (operator == Sugar.WHOLE_DIVIDE) {
      return SqlStdOperatorTable.TRUNCATE.createCall(
          at, SqlStdOperatorTable.DIVIDE.createCall(at, operands));
    }
    if (operator.getName().equals("TRANSLATE3")) {
      return LibraryOperators.of(LibraryFunction.TRANSLATE).createCall(at, operands);
    }
    LibraryFunction bits = bits(operator);
    if (bits != null) {
      return LibraryOperators.of(bits).createCall(at, operands);
    }
    if (operator instanceof SqlPosixRegexOperator regex) {
      return matches(regex, at, operands);
    }
    if (call.getKind() == SqlKind.OVER && operands.getFirst().getKind() == SqlKind.FILTER) {
      return overFiltered(call);
    }
    boolean bare = operands.isEmpty() && operator instanceof SqlFunction;
    return bare && operator.getName().equalsIgnoreCase("COUNT")
        ? SqlStdOperatorTable.COUNT.createCall(at, SqlIdentifier.star(at))
        : ValueAggregates.ours(call);
  }

  private static LibraryFunction bits(SqlOperator operator) {
    if (operator == Sugar.BIT_AND) {
      return LibraryFunction.BITAND;
    }
    if (operator == Sugar.BIT_OR) {
      return LibraryFunction.BITOR;
    }
    if (operator == Sugar.SHIFT_LEFT) {
      return LibraryFunction.SHIFTLEFT;
    }
    return operator == Sugar.SHIFT_RIGHT ? LibraryFunction.SHIFTRIGHT : null;
  }

  private static SqlNode matches(
      SqlPosixRegexOperator regex, SqlParserPos at, List<SqlNode> operands) {
    SqlNode pattern = operands.get(1);
    boolean anyCase =
        regex == SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE
            || regex == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE;
    boolean negated =
        regex == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_SENSITIVE
            || regex == SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE;
    if (anyCase) {
      SqlNode flag = SqlLiteral.createCharString("(?i)", at);
      pattern = SqlStdOperatorTable.CONCAT.createCall(at, flag, pattern);
    }
    SqlNode like = SqlLibraryOperators.REGEXP_LIKE.createCall(at, operands.getFirst(), pattern);
    return negated ? SqlStdOperatorTable.NOT.createCall(at, like) : like;
  }

  /** {@code SUM(x) FILTER (WHERE c) OVER w}: SUM over what is x where c, and NULL elsewhere. */
  private static SqlNode overFiltered(SqlCall over) {
    SqlCall filter = over.operand(0);
    if (!(filter.operand(0) instanceof SqlCall aggregate) || aggregate.operandCount() == 0) {
      return over;
    }
    SqlParserPos at = aggregate.getParserPosition();
    SqlNode argument = aggregate.operand(0);
    boolean star = argument instanceof SqlIdentifier id && id.isStar();
    SqlNode chosen =
        new SqlCase(
            at,
            null,
            SqlNodeList.of(filter.operand(1)),
            SqlNodeList.of(star ? SqlLiteral.createExactNumeric("1", at) : argument),
            SqlLiteral.createNull(at));
    boolean distinct =
        aggregate.getFunctionQuantifier() != null
            && aggregate.getFunctionQuantifier().getValue() == SqlSelectKeyword.DISTINCT;
    SqlNode changed =
        aggregate
            .getOperator()
            .createCall(distinct ? aggregate.getFunctionQuantifier() : null, at, chosen);
    return SqlStdOperatorTable.OVER.createCall(over.getParserPosition(), changed, over.operand(1));
  }
}
