package io.sheaf.engine.aggregate;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.aggregate.AccumulatorSpec.Kind;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan's aggregation needs: accumulators shared between calls, which rows feed them,
 * distinct sets, and the columns in which states travel between tables and files. Immutable.
 */
final class AggregationLayout {
  /** Rows that feed the same accumulators: those of a filter with a value (or with NULL). */
  record Feed(int filter, int argument, boolean nulls, int set, int[] accumulators) {}

  /** The distinct values of a column among the rows of a filter. */
  record SetSpec(int argument, int filter) {}

  /** Where a call finds its accumulators; -1 where it has none. */
  record CallPlan(AggregateCall call, DataType argument, int main, int rows, int nulls) {}

  private final PhysicalPlan.Aggregate plan;
  private final Schema input;
  private final int[] keys;
  private final Schema keySchema;
  private final List<AccumulatorSpec> accumulators = new ArrayList<>();
  private final List<SetSpec> sets = new ArrayList<>();
  private final List<CallPlan> calls = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final int[][] stateColumns;
  private final Schema stateSchema;

  AggregationLayout(PhysicalPlan.Aggregate plan) {
    this.plan = plan;
    this.input = plan.input().schema();
    this.keys = plan.groups().stream().mapToInt(Integer::intValue).toArray();
    this.keySchema = input.select(plan.groups());
    for (AggregateCall call : plan.calls()) {
      calls.add(plan(call));
    }
    addFeeds();
    this.stateColumns = new int[accumulators.size()][];
    this.stateSchema = makeStateSchema();
  }

  private CallPlan plan(AggregateCall call) {
    if (plan.step() == AggregateStep.FINAL) {
      return planFinal(call);
    }
    int argument = call.args().isEmpty() ? -1 : call.args().getFirst();
    DataType type = argument < 0 ? null : input.type(argument);
    int filter = call.filter();
    int set = call.distinct() ? set(call, argument, filter) : -1;
    boolean nullable = argument >= 0 && set < 0 && input.field(argument).nullable();
    int rows = -1;
    int nulls = -1;
    int main = -1;
    switch (call.function()) {
      case COUNT_ALL, COUNT, AVG -> {
        rows = add(Kind.ROWS, set < 0 ? -1 : argument, filter, set);
        nulls = nullable ? add(Kind.NULLS, argument, filter, -1) : -1;
        if (call.function() == AggregateFunction.AVG) {
          main = add(sumKind(type), argument, filter, set);
        }
      }
      case SUM -> main = add(sumKind(type), argument, filter, set);
      case MIN, BOOL_AND -> main = add(Kind.MIN, argument, filter, -1);
      case MAX, BOOL_OR -> main = add(Kind.MAX, argument, filter, -1);
      case ANY_VALUE -> main = add(Kind.FIRST, argument, filter, -1);
      case SINGLE_VALUE -> {
        main = add(Kind.FIRST, argument, filter, -1);
        rows = add(Kind.ROWS, -1, filter, -1);
      }
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP ->
          main = add(Kind.MOMENTS, argument, filter, set);
      case COLLECT -> main = add(Kind.COLLECT, argument, filter, set);
    }
    return new CallPlan(call, type, main, rows, nulls);
  }

  private CallPlan planFinal(AggregateCall call) {
    if (call.args().isEmpty() || call.distinct()) {
      if (call.distinct()) {
        throw SheafException.bug("DISTINCT aggregates are planned in a single step: " + call);
      }
      throw SheafException.bug("a FINAL " + call + " needs its first state column");
    }
    int state = call.args().getFirst();
    DataType type = input.type(state);
    int main =
        switch (call.function()) {
          case COUNT_ALL, COUNT -> -1;
          case SUM, AVG -> add(sumKind(type), state, -1, -1);
          case MIN, BOOL_AND -> add(Kind.MIN, state, -1, -1);
          case MAX, BOOL_OR -> add(Kind.MAX, state, -1, -1);
          case ANY_VALUE, SINGLE_VALUE -> add(Kind.FIRST, state, -1, -1);
          case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> add(Kind.MOMENTS, state, -1, -1);
          case COLLECT -> add(Kind.COLLECT, state, -1, -1);
        };
    int rows =
        switch (call.function()) {
          case COUNT_ALL, COUNT -> add(Kind.ROWS, state, -1, -1);
          case AVG, SINGLE_VALUE -> add(Kind.ROWS, state + 1, -1, -1);
          case SUM, MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR -> -1;
          case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, COLLECT -> -1;
        };
    return new CallPlan(call, type, main, rows, -1);
  }

  private static Kind sumKind(DataType argument) {
    return argument.isFloating() ? Kind.DOUBLE_SUM : Kind.EXACT_SUM;
  }

  /** The set of a DISTINCT call, or -1 where DISTINCT changes nothing. */
  private int set(AggregateCall call, int argument, int filter) {
    return switch (call.function()) {
      case MIN, MAX, ANY_VALUE, SINGLE_VALUE, BOOL_AND, BOOL_OR, COUNT_ALL -> -1;
      case COUNT, SUM, AVG, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, COLLECT -> {
        if (plan.step() != AggregateStep.SINGLE) {
          throw SheafException.bug("DISTINCT aggregates are planned in a single step: " + call);
        }
        yield indexOf(sets, new SetSpec(argument, filter));
      }
    };
  }

  private int add(Kind kind, int argument, int filter, int set) {
    DataType type = argument < 0 ? null : input.type(argument);
    return indexOf(accumulators, new AccumulatorSpec(kind, argument, filter, set, type));
  }

  private static <T> int indexOf(List<T> list, T wanted) {
    int index = list.indexOf(wanted);
    if (index < 0) {
      index = list.size();
      list.add(wanted);
    }
    return index;
  }

  private void addFeeds() {
    Map<List<Integer>, List<Integer>> fed = new LinkedHashMap<>();
    for (int a = 0; a < accumulators.size(); a++) {
      AccumulatorSpec spec = accumulators.get(a);
      int nulls = spec.kind() == Kind.NULLS ? 1 : 0;
      fed.computeIfAbsent(
              List.of(spec.filter(), spec.argument(), nulls, spec.set()), key -> new ArrayList<>())
          .add(a);
    }
    fed.forEach(
        (key, indexes) ->
            feeds.add(
                new Feed(
                    key.get(0),
                    key.get(1),
                    key.get(2) == 1,
                    key.get(3),
                    indexes.stream().mapToInt(Integer::intValue).toArray())));
    feeds.sort((a, b) -> Integer.compare(a.filter(), b.filter()));
  }

  private Schema makeStateSchema() {
    List<Field> fields = new ArrayList<>(keySchema.fields());
    for (int a = 0; a < stateColumns.length; a++) {
      AccumulatorSpec spec = accumulators.get(a);
      List<DataType> types = spec.set() < 0 ? stateTypes(spec) : List.of();
      stateColumns[a] = new int[types.size()];
      for (int i = 0; i < types.size(); i++) {
        stateColumns[a][i] = fields.size();
        fields.add(new Field("state" + fields.size(), types.get(i), true));
      }
    }
    return new Schema(fields);
  }

  private static List<DataType> stateTypes(AccumulatorSpec spec) {
    try (var lease = new MemoryPool(1).lease("HashAggregate", false)) {
      return Accumulator.of(spec, lease).stateTypes();
    }
  }

  PhysicalPlan.Aggregate plan() {
    return plan;
  }

  boolean isFinal() {
    return plan.step() == AggregateStep.FINAL;
  }

  /** Key columns of the input. */
  int[] keys() {
    return keys;
  }

  Schema keySchema() {
    return keySchema;
  }

  List<AccumulatorSpec> accumulators() {
    return accumulators;
  }

  List<SetSpec> sets() {
    return sets;
  }

  List<Feed> feeds() {
    return feeds;
  }

  List<CallPlan> calls() {
    return calls;
  }

  DataType setType(int set) {
    return input.type(sets.get(set).argument());
  }

  /**
   * Whether distinct values are grouped by aggregations of their own, so that they can be parted by
   * value: where there is no key to part them by.
   */
  boolean setsApart() {
    return keys.length == 0 && !sets.isEmpty();
  }

  /** How many distinct sets live inside the tables. */
  int innerSets() {
    return setsApart() ? 0 : sets.size();
  }

  /** The aggregation of a set's values, if they are apart. */
  PhysicalPlan.Aggregate valuesOf(int set) {
    Schema values = Schema.of(new Field("value", setType(set), true));
    return new PhysicalPlan.Aggregate(
        new PhysicalPlan.Values(values, List.of()),
        AggregateStep.SINGLE,
        List.of(0),
        List.of(),
        values,
        Estimate.UNKNOWN);
  }

  /** Keys, then the states of all accumulators but those behind distinct sets. */
  Schema stateSchema() {
    return stateSchema;
  }

  /** Columns of {@link #stateSchema()} for an accumulator. */
  int[] stateColumns(int accumulator) {
    return stateColumns[accumulator];
  }

  /** Keys, then the value: how a distinct set travels. */
  Schema setSchema(int set) {
    return keySchema.concat(Schema.of(new Field("value", setType(set), false)));
  }
}
