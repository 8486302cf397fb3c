package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import java.util.List;

/** The columns in which a PARTIAL aggregation hands its states to the FINAL one. */
public final class AggregateStates {
  private AggregateStates() {}

  /**
   * Types of one call's state columns.
   *
   * @param argument type of the aggregated column, or null for COUNT(*)
   */
  public static List<DataType> columns(AggregateFunction function, DataType argument) {
    return switch (function) {
      case COUNT_ALL, COUNT -> List.of(Simple.BIGINT);
      case SUM -> List.of(sum(argument));
      case AVG -> List.of(sum(argument), Simple.BIGINT);
      case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR, COLLECT -> List.of(argument);
      case SINGLE_VALUE -> List.of(argument, Simple.BIGINT);
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP ->
          List.of(Simple.BIGINT, Simple.DOUBLE, Simple.DOUBLE);
    };
  }

  private static DataType sum(DataType argument) {
    return switch (argument) {
      case Decimal d -> new Decimal(Decimal.MAX_PRECISION, d.scale());
      case Simple s when s.isInteger() -> new Decimal(Decimal.MAX_PRECISION, 0);
      default -> Simple.DOUBLE;
    };
  }
}
