package io.sheaf.sql.validate;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.LibraryFunction;
import io.sheaf.plan.LibraryFunction.Parameter;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** The operators of {@link LibraryFunction}, by which queries call them. */
final class LibraryOperators {
  private static final List<SqlOperator> ALL =
      Arrays.stream(LibraryFunction.values()).<SqlOperator>map(LibraryOperators::operator).toList();

  private LibraryOperators() {}

  static List<SqlOperator> all() {
    return ALL;
  }

  static SqlOperator of(LibraryFunction function) {
    return ALL.get(function.ordinal());
  }

  private static SqlFunction operator(LibraryFunction function) {
    SqlReturnTypeInference result =
        binding -> TypeMapping.type(function.result(), true, binding.getTypeFactory());
    return new SqlFunction(
        function.name(),
        SqlKind.OTHER_FUNCTION,
        result,
        null,
        operands(function),
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  private static SqlOperandTypeChecker operands(LibraryFunction function) {
    if (function.isVariable()) {
      return OperandTypes.ONE_OR_MORE;
    }
    List<SqlTypeFamily> families =
        function.parameters().stream().map(Parameter::type).map(LibraryOperators::family).toList();
    return OperandTypes.family(families, argument -> argument >= function.least());
  }

  private static SqlTypeFamily family(DataType type) {
    if (type.isText()) {
      return SqlTypeFamily.CHARACTER;
    }
    return switch ((Simple) type) {
      case BIGINT -> SqlTypeFamily.INTEGER;
      case DOUBLE -> SqlTypeFamily.NUMERIC;
      case DATE, TIMESTAMP -> SqlTypeFamily.DATETIME;
      default -> SqlTypeFamily.ANY;
    };
  }
}
