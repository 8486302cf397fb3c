package io.sheaf.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/**
 * Operators that stand in the tree for what other ones say at more length, until the query is
 * checked; and what the grammar's productions call to make them.
 */
public final class Sugar {
  public static final SqlSetOperator UNION_BY_NAME =
      new SqlSetOperator("UNION BY NAME", SqlKind.UNION, 12, false);
  public static final SqlSetOperator UNION_ALL_BY_NAME =
      new SqlSetOperator("UNION ALL BY NAME", SqlKind.UNION, 12, true);

  /** The keys of SELECT DISTINCT ON, as a condition of QUALIFY; before it the written one. */
  public static final SqlOperator DISTINCT_ON =
      new SqlSpecialOperator("DISTINCT ON", SqlKind.OTHER);

  /** A star with lists: columns to leave out, {@code expression AS column}, old and new names. */
  public static final SqlOperator CHANGED_STAR =
      new SqlSpecialOperator("CHANGED STAR", SqlKind.OTHER);

  /** A value that becomes one of a column: (value, column), of the column's type. */
  public static final SqlOperator ASSIGNED =
      new SqlSpecialOperator("ASSIGNED", SqlKind.OTHER) {
        @Override
        public RelDataType deriveType(
            SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
          RelDataType value = validator.deriveType(scope, call.operand(0));
          RelDataType column = validator.deriveType(scope, call.operand(1));
          return validator.getTypeFactory().createTypeWithNullability(column, value.isNullable());
        }
      };

  public static final SqlBinaryOperator POWER = binary("^", 70);
  public static final SqlBinaryOperator WHOLE_DIVIDE = binary("//", 60);
  public static final SqlBinaryOperator BIT_AND = binary("&", 36);
  public static final SqlBinaryOperator BIT_OR = binary("|", 36);
  public static final SqlBinaryOperator SHIFT_LEFT = binary("<<", 36);
  public static final SqlBinaryOperator SHIFT_RIGHT = binary(">>", 36);

  private Sugar() {}

  private static SqlBinaryOperator binary(String name, int precedence) {
    return new SqlBinaryOperator(
        name,
        SqlKind.OTHER,
        precedence,
        true,
        ReturnTypes.ARG0_NULLABLE,
        InferTypes.FIRST_KNOWN,
        OperandTypes.NUMERIC_NUMERIC);
  }

  /** The condition of QUALIFY with the keys of DISTINCT ON, if there are any, in it. */
  public static SqlNode distinctOn(SqlNodeList keys, SqlNode qualify) {
    if (keys == null) {
      return qualify;
    }
    SqlNode first = DISTINCT_ON.createCall(keys.getParserPosition(), keys.getList());
    return qualify == null
        ? first
        : SqlStdOperatorTable.AND.createCall(keys.getParserPosition(), qualify, first);
  }

  /** Whether an item of a SELECT is a star, maybe with changes. */
  public static boolean isStar(SqlNode item) {
    return item instanceof SqlIdentifier id
        ? id.isStar()
        : item instanceof SqlCall call
            && (call.getOperator() == CHANGED_STAR || call instanceof SqlStarExclude);
  }

  public static SqlNode starReplace(SqlNode star, SqlNodeList columns) {
    return changed(star, 2, columns);
  }

  public static SqlNode starRename(SqlNode star, SqlNodeList names) {
    return changed(star, 3, names);
  }

  private static SqlNode changed(SqlNode star, int operand, SqlNodeList list) {
    List<SqlNode> operands = new ArrayList<>();
    SqlParserPos at = star.getParserPosition();
    if (star instanceof SqlCall call) {
      operands.addAll(call.getOperandList());
    } else {
      operands.add(star);
    }
    while (operands.size() < 4) {
      operands.add(new SqlNodeList(at));
    }
    operands.set(operand, list);
    return CHANGED_STAR.createCall(at, operands);
  }
}
