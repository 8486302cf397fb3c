package io.sheaf.dataframe.rdd;

import java.util.List;

/** How an rdd is made, for people: a line for each step, what it is made of below it. */
final class LineageText {
  private LineageText() {}

  static String of(Lineage lineage) {
    StringBuilder text = new StringBuilder();
    append(lineage, 0, text);
    return text.toString();
  }

  private static void append(Lineage lineage, int depth, StringBuilder text) {
    List<Lineage> parents = lineage.parents();
    text.repeat("  ", depth)
        .append(isWide(lineage) ? "+ " : "| ")
        .append(lineage.site())
        .append(" [")
        .append(lineage.partitions())
        .append("]\n");
    boolean same = parents.size() == 1 && !isWide(lineage);
    parents.forEach(parent -> append(parent, same ? depth : depth + 1, text));
  }

  private static boolean isWide(Lineage lineage) {
    return switch (lineage) {
      case Lineage.Spread s -> true;
      case Lineage.Grouped g -> true;
      case Lineage.Origin o -> false;
      case Lineage.Narrow n -> false;
      case Lineage.Mapped m -> false;
      case Lineage.United u -> false;
      case Lineage.Together t -> false;
      case Lineage.Queried q -> false;
      case Lineage.Kept k -> false;
    };
  }
}
