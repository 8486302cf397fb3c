package io.sheaf.engine.expression.text;

import io.sheaf.columnar.DataType;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.plan.ScalarFunction;

/** The kernels of functions whose first argument or result is text or binary. */
public final class TextKernels {
  private TextKernels() {}

  /**
   * @param first the type of the first argument
   * @param type the type of the result
   */
  public static Kernel of(ScalarFunction function, DataType first, DataType type) {
    boolean binary = !first.isText();
    return switch (function) {
      case LIKE, ILIKE, STARTS_WITH, ENDS_WITH, CONTAINS -> new PredicateKernel(function);
      case REGEXP_LIKE, REGEXP_REPLACE ->
          new RegexKernel(function == ScalarFunction.REGEXP_REPLACE, type);
      case CHAR_LENGTH, OCTET_LENGTH, POSITION, ASCII -> new MeasureKernel(function, type, binary);
      case SUBSTRING, LEFT, RIGHT, TRIM, TRIM_LEADING, TRIM_TRAILING, SPLIT_PART ->
          new ViewKernel(function, type, binary);
      case CONCAT, CONCAT_SKIP_NULLS ->
          new ConcatKernel(function == ScalarFunction.CONCAT_SKIP_NULLS, type);
      case LOWER, UPPER, INITCAP, REVERSE, MD5, CHR, REPEAT, REPLACE, LPAD, RPAD ->
          new RewriteKernel(function, type);
      default -> throw new IllegalArgumentException(function.name());
    };
  }
}
