package io.sheaf.plan;

import io.sheaf.columnar.DataType;
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
