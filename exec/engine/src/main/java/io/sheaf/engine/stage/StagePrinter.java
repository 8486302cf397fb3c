package io.sheaf.engine.stage;

import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PlanPrinter;

/** Prints the stages of a query: EXPLAIN (STAGES). */
public final class StagePrinter {
  private StagePrinter() {}

  public static String print(StageGraph graph) {
    StringBuilder text = new StringBuilder();
    for (Stage stage : graph.stages()) {
      text.append("Stage ").append(stage.id()).append(": ");
      text.append(stage.partitions()).append(stage.partitions() == 1 ? " task" : " tasks");
      if (!stage.inputs().isEmpty()) {
        text.append(", reads ").append(stage.inputs());
      }
      text.append(", gives ").append(output(stage)).append('\n');
      text.append(PlanPrinter.print(stage.plan()).indent(2));
    }
    return text.toString();
  }

  private static String output(Stage stage) {
    return switch (stage.output()) {
      case null -> "the result";
      case Partitioning.Single s -> "one partition";
      case Partitioning.Broadcast b -> "all rows to every task";
      case Partitioning.Replicated r -> "all rows to itself";
      case Partitioning.Range r -> r.partitions() + " ranges";
      case Partitioning.Hash h ->
          h.partitions()
              + " partitions by "
              + h.columns().stream().map(stage.rdd().schema()::field).map(f -> f.name()).toList();
      case Partitioning.RoundRobin r -> r.partitions() + " even partitions";
      case Partitioning.Numbered n -> n.partitions() + " numbered partitions";
      case Partitioning.Kept k -> "kept where they are";
    };
  }
}
