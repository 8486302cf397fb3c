package io.sheaf.engine.rdd;

import io.sheaf.plan.PlanPrinter;
import java.util.HashSet;
import java.util.Set;

/** Prints a lineage, results first: EXPLAIN (RDD). */
public final class RddPrinter {
  private RddPrinter() {}

  /** One line an Rdd: {@code (partitions) id node <- how it depends}. */
  public static String print(Rdd rdd) {
    StringBuilder text = new StringBuilder();
    print(rdd, "", "", text, new HashSet<>());
    return text.toString();
  }

  private static void print(
      Rdd rdd, String indent, String edge, StringBuilder text, Set<Integer> seen) {
    text.append(indent)
        .append(edge)
        .append('(')
        .append(rdd.partitions())
        .append(") Rdd ")
        .append(rdd.id())
        .append(": ")
        .append(PlanPrinter.line(rdd.node()));
    if (!seen.add(rdd.id())) {
      text.append(" (see above)\n");
      return;
    }
    text.append('\n');
    for (Dependency dependency : rdd.dependencies()) {
      String kind =
          switch (dependency) {
            case Dependency.Narrow n -> "";
            case Dependency.Shuffle s -> "+shuffle " + s.shuffle() + " ";
            case Dependency.Broadcast b -> "+broadcast " + b.shuffle() + " ";
          };
      print(dependency.parent(), indent + "  ", kind, text, seen);
    }
  }
}
