package io.sheaf.engine.expression.time;

import io.sheaf.columnar.DataType;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.plan.ScalarFunction;

/** The kernels of functions of dates, times, timestamps and intervals. */
public final class TimeKernels {
  private TimeKernels() {}

  /**
   * @param first the type of the first argument
   * @param type the type of the result
   */
  public static Kernel of(ScalarFunction function, DataType first, DataType type) {
    return switch (function) {
      case DATE_TRUNC -> new TruncKernel(type);
      case MULTIPLY_INTERVAL -> new ScaleKernel(type);
      case ADD_MONTHS, ADD_MICROSECONDS, ADD_DAYS -> new IntervalKernel(function, first, type);
      case DAYS_BETWEEN, MICROSECONDS_BETWEEN, MONTHS_BETWEEN ->
          new IntervalKernel(function, first, type);
      default -> new ExtractKernel(function, first, type);
    };
  }
}
