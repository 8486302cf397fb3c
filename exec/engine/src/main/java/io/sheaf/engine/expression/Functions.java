package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.engine.expression.cast.ZonedCasts;
import io.sheaf.engine.expression.kernel.Comparison;
import io.sheaf.engine.expression.kernel.HashKernel;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.MathKernels;
import io.sheaf.engine.expression.kernel.NumberKernels;
import io.sheaf.engine.expression.kernel.TruthKernels;
import io.sheaf.engine.expression.library.LibraryKernel;
import io.sheaf.engine.expression.packed.PackKernel;
import io.sheaf.engine.expression.packed.UnpackKernel;
import io.sheaf.engine.expression.text.TextKernels;
import io.sheaf.engine.expression.time.TimeKernels;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.time.ZoneId;

/** The kernel of every function whose arguments are all computed first. */
final class Functions {
  private Functions() {}

  static Kernel kernel(Expr.Call call) {
    ScalarFunction function = call.function();
    DataType type = call.type();
    DataType first = call.args().getFirst().type();
    return switch (function) {
      case NOT -> TruthKernels.not();
      case EQUAL,
          NOT_EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          new Comparison(function, first);
      case IS_NULL -> TruthKernels.isNull(false);
      case IS_NOT_NULL -> TruthKernels.isNull(true);
      case IS_TRUE -> TruthKernels.is(true, false);
      case IS_NOT_TRUE -> TruthKernels.is(true, true);
      case IS_FALSE -> TruthKernels.is(false, false);
      case IS_NOT_FALSE -> TruthKernels.is(false, true);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          NumberKernels.binary(function, first, call.args().get(1).type(), type);
      case NEGATE, ABS, SIGN, CEIL, FLOOR, ROUND, TRUNCATE -> MathKernels.of(function, type);
      case SQRT,
          CBRT,
          EXP,
          LN,
          LOG10,
          LOG2,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          DEGREES,
          RADIANS,
          POWER,
          ATAN2 ->
          MathKernels.of(function, type);
      case CONCAT,
          CONCAT_SKIP_NULLS,
          SUBSTRING,
          LOWER,
          UPPER,
          CHAR_LENGTH,
          OCTET_LENGTH,
          TRIM,
          TRIM_LEADING,
          TRIM_TRAILING,
          POSITION,
          REPLACE,
          REVERSE,
          LEFT,
          RIGHT,
          LPAD,
          RPAD,
          REPEAT,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          SPLIT_PART,
          ASCII,
          CHR,
          INITCAP,
          MD5,
          LIKE,
          ILIKE,
          REGEXP_LIKE,
          REGEXP_REPLACE ->
          TextKernels.of(function, first, type);
      case EXTRACT_YEAR,
          EXTRACT_QUARTER,
          EXTRACT_MONTH,
          EXTRACT_WEEK,
          EXTRACT_DAY,
          EXTRACT_DOW,
          EXTRACT_ISODOW,
          EXTRACT_DOY,
          EXTRACT_HOUR,
          EXTRACT_MINUTE,
          EXTRACT_SECOND,
          EXTRACT_MILLISECOND,
          EXTRACT_MICROSECOND,
          EXTRACT_EPOCH,
          DATE_TRUNC,
          ADD_MONTHS,
          ADD_MICROSECONDS,
          ADD_DAYS,
          DAYS_BETWEEN,
          MICROSECONDS_BETWEEN,
          MONTHS_BETWEEN,
          MULTIPLY_INTERVAL ->
          TimeKernels.of(function, first, type);
      case CAST_IN_ZONE, TRY_CAST_IN_ZONE ->
          ZonedCasts.kernel(
              first,
              type,
              ZoneId.of((String) ((Expr.Literal) call.args().get(1)).value()),
              function == ScalarFunction.TRY_CAST_IN_ZONE);
      case LIBRARY -> new LibraryKernel(LibraryKernel.function(call), call);
      case PACK -> new PackKernel(call);
      case UNPACK -> new UnpackKernel(call);
      case NULLIF -> new NullIfKernel(first);
      case HASH -> new HashKernel();
      case AND, OR, COALESCE, GREATEST, LEAST, PI ->
          throw new IllegalArgumentException(function + " has no kernel");
    };
  }

  /** Whether a NULL argument makes the result NULL. */
  static boolean isStrict(Expr.Call call) {
    return switch (call.function()) {
      case LIBRARY -> !LibraryKernel.function(call).isVariable();
      case AND,
          OR,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE,
          CONCAT_SKIP_NULLS,
          COALESCE,
          NULLIF,
          GREATEST,
          LEAST,
          HASH,
          PACK ->
          false;
      default -> true;
    };
  }
}
