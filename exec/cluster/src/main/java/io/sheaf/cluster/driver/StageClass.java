package io.sheaf.cluster.driver;

import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SerializedCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the rows that a stage gives when it is computed once more. A task has one thread
 * and reads the outputs of other tasks in their order, so that only those operators change the
 * order of rows that come apart when memory is short, and loose code.
 */
enum StageClass {
  /** The same rows in the same order. */
  EXACT,
  /** The same rows, maybe in another order. */
  UNORDERED,
  /** Maybe other rows: what was made of them is of no use beside what is made of these. */
  INDETERMINATE;

  /** The class of each stage of a query, by its number. */
  static List<StageClass> of(StageGraph graph) {
    List<StageClass> classes = new ArrayList<>();
    for (Stage stage : graph.stages()) {
      classes.add(of(stage.plan(), classes)); // inputs come before their readers
    }
    return classes;
  }

  private static StageClass of(PhysicalPlan node, List<StageClass> stages) {
    StageClass input = EXACT;
    for (PhysicalPlan below : node.inputs()) {
      input = worse(input, of(below, stages));
    }
    return switch (node) {
      case PhysicalPlan.ShuffleRead r -> stages.get(r.shuffle());
      case PhysicalPlan.Scan s -> s.limit() == Long.MAX_VALUE ? EXACT : INDETERMINATE;
      case PhysicalPlan.Aggregate a -> worse(UNORDERED, aggregated(a, input));
      case PhysicalPlan.HashJoin j -> worse(UNORDERED, input);
      case PhysicalPlan.NestedLoopJoin j -> worse(UNORDERED, input);
      case PhysicalPlan.Sort s -> worse(UNORDERED, input);
      case PhysicalPlan.TopN t -> chosen(input);
      case PhysicalPlan.Limit l -> chosen(input);
      case PhysicalPlan.Window w -> w.dependsOnOrder() ? INDETERMINATE : worse(UNORDERED, input);
      // A task's files count whole or not at all: nobody has seen a part of them.
      case PhysicalPlan.Write w when w.step() instanceof PhysicalPlan.WriteStep.Files -> UNORDERED;
      case PhysicalPlan.Write w -> INDETERMINATE;
      case PhysicalPlan.Values v -> input;
      case PhysicalPlan.UserCode u -> ofCode(u.code(), input);
      case PhysicalPlan.PartitionMap m -> input;
      case PhysicalPlan.Filter f -> input;
      case PhysicalPlan.Project p -> input;
      case PhysicalPlan.Union u -> input;
      case PhysicalPlan.Repeat r -> input;
      case PhysicalPlan.Exchange e -> input;
      case PhysicalPlan.Shared s -> input;
    };
  }

  private static StageClass worse(StageClass one, StageClass other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Of what chooses by the order in which rows come. */
  private static StageClass chosen(StageClass input) {
    return input == EXACT ? EXACT : INDETERMINATE;
  }

  /** Loose code reads in an order of its own before anything of it asks for the order. */
  private static StageClass ofCode(SerializedCode code, StageClass input) {
    StageClass read = code.loose() ? worse(UNORDERED, input) : input;
    return code.ordered() ? chosen(read) : read;
  }

  private static StageClass aggregated(PhysicalPlan.Aggregate a, StageClass input) {
    boolean chooses = a.dependsOnOrder();
    // Partial sums come apart when memory is short: then rounding differs even in one order.
    return chooses ? INDETERMINATE : input;
  }
}
