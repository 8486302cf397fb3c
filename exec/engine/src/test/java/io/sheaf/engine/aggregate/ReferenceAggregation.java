package io.sheaf.engine.aggregate;

import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.PhysicalPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Aggregates Java values row by row: what {@link HashAggregation} must agree with. */
final class ReferenceAggregation {
  private ReferenceAggregation() {}

  static Map<List<Object>, List<Object>> run(PhysicalPlan.Aggregate plan, List<List<Object>> rows) {
    Map<List<Object>, List<List<Object>>> groups = new HashMap<>();
    if (plan.groups().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (List<Object> row : rows) {
      List<Object> key = new ArrayList<>();
      plan.groups().forEach(group -> key.add(row.get(group)));
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    Map<List<Object>, List<Object>> out = new HashMap<>();
    groups.forEach(
        (key, members) -> {
          List<Object> results = new ArrayList<>();
          plan.calls().forEach(call -> results.add(result(call, members)));
          out.put(key, results);
        });
    return out;
  }

  private static Object result(AggregateCall call, List<List<Object>> rows) {
    List<Object> values = new ArrayList<>();
    for (List<Object> row : rows) {
      if (call.filter() >= 0 && !Boolean.TRUE.equals(row.get(call.filter()))) {
        continue;
      }
      Object value = call.args().isEmpty() ? "*" : row.get(call.args().getFirst());
      if (value != null) {
        values.add(value);
      }
    }
    if (call.distinct()) {
      values = new ArrayList<>(new LinkedHashSet<>(values));
    }
    return switch (call.function()) {
      case COUNT_ALL, COUNT -> (long) values.size();
      case SUM -> values.isEmpty() ? null : sum(call, values);
      case AVG -> values.isEmpty() ? null : average(call, values);
      case MIN, BOOL_AND -> extreme(values, -1);
      case MAX, BOOL_OR -> extreme(values, 1);
      case ANY_VALUE, SINGLE_VALUE -> values.isEmpty() ? null : values.getFirst();
      case STDDEV_SAMP -> deviation(values, 1, true);
      case STDDEV_POP -> deviation(values, 0, true);
      case VAR_SAMP -> deviation(values, 1, false);
      case VAR_POP -> deviation(values, 0, false);
      case COLLECT -> throw new IllegalArgumentException("packed rows have no certain order");
    };
  }

  private static BigDecimal exact(List<Object> values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Object value : values) {
      sum = sum.add(value instanceof BigDecimal d ? d : new BigDecimal(value.toString()));
    }
    return sum;
  }

  private static Object sum(AggregateCall call, List<Object> values) {
    if (call.type() instanceof Decimal d) {
      return exact(values).setScale(d.scale());
    }
    return call.type().isInteger()
        ? (Object) exact(values).longValueExact()
        : (Object) exact(values).doubleValue();
  }

  private static Object average(AggregateCall call, List<Object> values) {
    BigDecimal count = BigDecimal.valueOf(values.size());
    return call.type() instanceof Decimal d
        ? (Object) exact(values).divide(count, d.scale(), RoundingMode.HALF_UP)
        : (Object) (exact(values).doubleValue() / values.size());
  }

  @SuppressWarnings("unchecked")
  private static Object extreme(List<Object> values, int sign) {
    Object best = null;
    for (Object value : values) {
      if (best == null || ((Comparable<Object>) value).compareTo(best) * sign > 0) {
        best = value;
      }
    }
    return best;
  }

  private static Object deviation(List<Object> values, int less, boolean root) {
    int count = values.size() - less;
    if (count <= 0) {
      return null;
    }
    double mean = exact(values).doubleValue() / values.size();
    double squares = 0;
    for (Object value : values) {
      double delta = ((Number) value).doubleValue() - mean;
      squares += delta * delta;
    }
    return root ? Math.sqrt(squares / count) : squares / count;
  }
}
