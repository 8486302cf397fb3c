package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import java.util.List;
import java.util.Objects;

/**
 * One aggregate of an {@link PhysicalPlan.Aggregate}.
 *
 * @param args input columns; empty for COUNT_ALL. In a FINAL step the partial state's columns, see
 *     {@link PhysicalPlan.Aggregate}
 * @param distinct only distinct values count
 * @param filter input column of type BOOLEAN that must be true for a row to count, or -1
 */
public record AggregateCall(
    AggregateFunction function, List<Integer> args, boolean distinct, int filter, DataType type) {
  public AggregateCall {
    Objects.requireNonNull(function);
    Objects.requireNonNull(type);
    args = List.copyOf(args);
    if (args.size() != (function == AggregateFunction.COUNT_ALL ? 0 : 1)) {
      throw new IllegalArgumentException(function + " of " + args);
    }
  }

  /**
   * Whether the same rows in another order, or taken together in other parts, may give another
   * value.
   *
   * @param input what the aggregation reads
   */
  public boolean dependsOnOrder(Schema input) {
    return switch (function) {
      case COUNT, COUNT_ALL, MIN, MAX, BOOL_AND, BOOL_OR, SINGLE_VALUE -> false;
      case COLLECT, ANY_VALUE, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> true;
      case SUM, AVG ->
          switch (input.type(args.getFirst())) {
            case DataType.Decimal d -> false;
            case DataType.Simple s -> !s.isInteger();
            default -> true;
          };
    };
  }

  @Override
  public String toString() {
    String arg = args.isEmpty() ? "*" : "#" + args.getFirst();
    return function
        + "("
        + (distinct ? "DISTINCT " : "")
        + arg
        + ")"
        + (filter < 0 ? "" : " FILTER #" + filter);
  }
}
