package io.sheaf.plan;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Splits an aggregation into a partial one, whose output are states, and a final one over them. */
final class AggregatePlacement {
  private AggregatePlacement() {}

  /** Whether states can be merged: not those of DISTINCT calls. */
  static boolean isSplit(Aggregate a) {
    return a.step() == AggregateStep.SINGLE
        && a.calls().stream().noneMatch(AggregateCall::distinct);
  }

  static Aggregate partial(Aggregate a, PhysicalPlan input) {
    List<Field> fields = new ArrayList<>();
    for (int group : a.groups()) {
      fields.add(input.schema().field(group));
    }
    for (int i = 0; i < a.calls().size(); i++) {
      List<DataType> states = states(a, i);
      for (int s = 0; s < states.size(); s++) {
        fields.add(new Field(name(a, i) + "_" + s, states.get(s), true));
      }
    }
    return new Aggregate(
        input, AggregateStep.PARTIAL, a.groups(), a.calls(), new Schema(fields), a.estimate());
  }

  /** The groups are the first columns of the states. */
  static List<Integer> finalGroups(Aggregate a) {
    return IntStream.range(0, a.groups().size()).boxed().toList();
  }

  static Aggregate finish(Aggregate a, PhysicalPlan states) {
    List<AggregateCall> calls = new ArrayList<>();
    int column = a.groups().size();
    for (int i = 0; i < a.calls().size(); i++) {
      AggregateCall call = a.calls().get(i);
      // Both counts have the same state, and only one of them has an argument to name its column.
      AggregateFunction function =
          call.function() == AggregateFunction.COUNT_ALL
              ? AggregateFunction.COUNT
              : call.function();
      calls.add(new AggregateCall(function, List.of(column), false, -1, call.type()));
      column += states(a, i).size();
    }
    return new Aggregate(
        states, AggregateStep.FINAL, finalGroups(a), calls, a.schema(), a.estimate());
  }

  /**
   * A value that one task would make of all states: every task makes it by itself, which saves a
   * stage.
   *
   * @return null when it is something else, or tasks might make different values
   */
  static PhysicalPlan finishEverywhere(PhysicalPlan node) {
    if (node instanceof PhysicalPlan.Project || node instanceof PhysicalPlan.Filter) {
      PhysicalPlan below = finishEverywhere(node.inputs().getFirst());
      return below == null ? null : node.withInputs(List.of(below));
    }
    boolean gathers =
        node instanceof Aggregate a
            && a.step() == AggregateStep.FINAL
            && a.groups().isEmpty()
            && !a.dependsOnOrder()
            && a.input() instanceof Exchange e
            && e.partitioning() instanceof Partitioning.Single;
    if (!gathers) {
      return null;
    }
    PhysicalPlan states = node.inputs().getFirst().inputs().getFirst();
    return node.withInputs(List.of(new Exchange(states, new Partitioning.Broadcast())));
  }

  private static List<DataType> states(Aggregate a, int call) {
    AggregateCall c = a.calls().get(call);
    DataType argument = c.args().isEmpty() ? null : a.input().schema().type(c.args().getFirst());
    return AggregateStates.columns(c.function(), argument);
  }

  private static String name(Aggregate a, int call) {
    return a.schema().field(a.groups().size() + call).name();
  }
}
