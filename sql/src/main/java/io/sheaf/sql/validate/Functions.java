package io.sheaf.sql.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** The operators and functions that a query may use. */
public final class Functions {
  static final SqlFunction GREATEST = extreme("GREATEST");
  static final SqlFunction LEAST = extreme("LEAST");

  static final SqlFunction SPLIT_PART =
      function(
          "SPLIT_PART",
          ReturnTypes.VARCHAR_NULLABLE,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.INTEGER);

  static final SqlFunction HASH =
      new SqlFunction(
          "HASH",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BIGINT,
          null,
          OperandTypes.ONE_OR_MORE,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);

  /** (DATE, whole number). */
  static final SqlFunction ADD_DAYS =
      function("ADD_DAYS", ReturnTypes.ARG0_NULLABLE, SqlTypeFamily.DATE, SqlTypeFamily.INTEGER);

  /** A time minus a time, or a date minus a number of days; only made by {@link DateArithmetic}. */
  static final SqlFunction TIME_DIFFERENCE =
      function("TIME_DIFFERENCE", ReturnTypes.ARG0_NULLABLE, SqlTypeFamily.ANY, SqlTypeFamily.ANY);

  /** (value, zone); the result type is the target; only made by {@link ZoneConversions}. */
  static final SqlFunction CAST_IN_ZONE =
      function("CAST_IN_ZONE", ReturnTypes.ARG0_NULLABLE, SqlTypeFamily.ANY, SqlTypeFamily.ANY);

  static final SqlFunction TRY_CAST_IN_ZONE =
      function("TRY_CAST_IN_ZONE", ReturnTypes.ARG0_NULLABLE, SqlTypeFamily.ANY, SqlTypeFamily.ANY);

  static final SqlFunction DATE_PART =
      function(
          "DATE_PART",
          ReturnTypes.BIGINT_NULLABLE,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.DATETIME);

  /** The name of a value's type; it is known before any value is. */
  static final SqlFunction TYPEOF = function("TYPEOF", ReturnTypes.VARCHAR, SqlTypeFamily.ANY);

  static final SqlFunction LOG =
      function("LOG", ReturnTypes.DOUBLE_NULLABLE, SqlTypeFamily.NUMERIC);

  static final SqlFunction POW =
      function("POW", ReturnTypes.DOUBLE_NULLABLE, SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC);

  /** Any types; NULLs count as empty text. */
  static final SqlFunction CONCAT =
      new SqlFunction(
          "CONCAT",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.VARCHAR,
          null,
          OperandTypes.ONE_OR_MORE,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);

  static final SqlFunction REGEXP_MATCHES =
      function(
          "REGEXP_MATCHES",
          ReturnTypes.BOOLEAN_NULLABLE,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.CHARACTER);

  static final SqlFunction CONTAINS =
      function(
          "CONTAINS",
          ReturnTypes.BOOLEAN_NULLABLE,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.CHARACTER);

  static final SqlFunction DATE_TRUNC =
      function(
          "DATE_TRUNC", ReturnTypes.ARG1_NULLABLE, SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME);

  /** Of texts and of bytes. */
  static final SqlFunction OCTET_LENGTH =
      new SqlFunction(
          "OCTET_LENGTH",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.INTEGER_NULLABLE,
          null,
          OperandTypes.CHARACTER.or(OperandTypes.BINARY),
          SqlFunctionCategory.USER_DEFINED_FUNCTION);

  private static final List<SqlOperator> LIBRARY =
      List.of(
          DateArithmetic.PLUS,
          DateArithmetic.MINUS,
          SqlLibraryOperators.INFIX_CAST,
          SqlLibraryOperators.ILIKE,
          SqlLibraryOperators.NOT_ILIKE,
          SqlLibraryOperators.STARTS_WITH,
          SqlLibraryOperators.ENDS_WITH,
          SqlLibraryOperators.LEFT,
          SqlLibraryOperators.RIGHT,
          SqlLibraryOperators.LPAD,
          SqlLibraryOperators.RPAD,
          SqlLibraryOperators.LTRIM,
          SqlLibraryOperators.RTRIM,
          SqlLibraryOperators.REPEAT,
          SqlLibraryOperators.REVERSE,
          SqlLibraryOperators.CHR,
          SqlLibraryOperators.MD5,
          OCTET_LENGTH,
          CONCAT,
          ADD_DAYS,
          DATE_PART,
          TYPEOF,
          LOG,
          POW,
          GREATEST,
          LEAST,
          SqlLibraryOperators.NVL,
          SqlLibraryOperators.IFNULL,
          SqlLibraryOperators.STRPOS,
          SqlLibraryOperators.SUBSTR_POSTGRESQL,
          SqlLibraryOperators.REGEXP_LIKE,
          SqlLibraryOperators.REGEXP_REPLACE_3,
          SqlLibraryOperators.LENGTH,
          SqlLibraryOperators.BOOL_AND,
          SqlLibraryOperators.BOOL_OR,
          SqlLibraryOperators.LOG2,
          SqlLibraryOperators.TRY_CAST,
          SqlLibraryOperators.SAFE_CAST,
          SPLIT_PART,
          HASH,
          REGEXP_MATCHES,
          CONTAINS,
          DATE_TRUNC);

  private static final Set<String> AGGREGATES =
      table().getOperatorList().stream()
          .filter(SqlOperator::isAggregator)
          .map(SqlOperator::getName)
          .collect(Collectors.toUnmodifiableSet());

  private Functions() {}

  /** Ours come first: they hide the standard's of the same name. */
  static SqlOperatorTable table() {
    return SqlOperatorTables.chain(
        SqlOperatorTables.of(LIBRARY),
        SqlOperatorTables.of(LibraryOperators.all()),
        SqlOperatorTables.of(PairStatistic.functions()),
        SqlOperatorTables.of(ValueAggregates.ALL),
        SqlStdOperatorTable.instance());
  }

  /** Whether an aggregate function is called in an expression, sub-queries left aside. */
  public static boolean hasAggregate(SqlNode expression) {
    return expression instanceof SqlCall over && over.getKind() == SqlKind.OVER
        ? operandsHave(over.operand(0), Functions::hasAggregate)
        : expression instanceof SqlCall call && AGGREGATES.contains(name(call))
            || operandsHave(expression, Functions::hasAggregate);
  }

  /** Whether a function over a window is called in an expression, sub-queries left aside. */
  public static boolean hasWindow(SqlNode expression) {
    return expression.getKind() == SqlKind.OVER || operandsHave(expression, Functions::hasWindow);
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }

  private static boolean operandsHave(SqlNode expression, Predicate<SqlNode> property) {
    List<SqlNode> operands =
        switch (expression) {
          case SqlNodeList list -> list.getList();
          case SqlCall call when !call.isA(SqlKind.QUERY) -> call.getOperandList();
          default -> List.of();
        };
    return operands.stream().anyMatch(node -> node != null && property.test(node));
  }

  /** The names of everything that can be called by name, for suggestions. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (SqlOperator operator : table().getOperatorList()) {
      if (operator instanceof SqlFunction && operator.getName().matches("[A-Z][A-Z_0-9]*")) {
        names.add(operator.getName());
      }
    }
    names.addAll(Macros.names());
    return names;
  }

  private static SqlFunction function(
      String name,
      org.apache.calcite.sql.type.SqlReturnTypeInference result,
      SqlTypeFamily... arguments) {
    return new SqlFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        result,
        null,
        OperandTypes.family(arguments),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  /** NULL only where all arguments are NULL. */
  private static SqlFunction extreme(String name) {
    return new SqlFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.LEAST_NULLABLE),
        null,
        OperandTypes.SAME_VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }
}
