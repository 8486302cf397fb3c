package io.sheaf.engine.usercode;

import io.sheaf.connector.Catalog;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Filter;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;

/** Scans of {@link CodeTable}s become the plans that make their rows. */
public final class CodeScans {
  private CodeScans() {}

  /**
   * The plan without such scans.
   *
   * @param partitions over how many the rest of the plan is spread
   */
  public static PhysicalPlan resolve(PhysicalPlan node, Catalog catalog, int partitions) {
    if (node instanceof Scan scan) {
      CodeTable table = table(scan, catalog);
      return table == null
          ? scan
          : new Exchange(read(scan, table, catalog, partitions), spread(partitions));
    }
    List<PhysicalPlan> inputs = new ArrayList<>();
    boolean same = true;
    for (PhysicalPlan input : node.inputs()) {
      PhysicalPlan resolved = resolve(input, catalog, partitions);
      same &= resolved == input;
      inputs.add(resolved);
    }
    return same ? node : node.withInputs(inputs);
  }

  /** The same for rows that stay where they are: those of code in the partitions of the code. */
  public static PhysicalPlan resolveInPlace(PhysicalPlan node, Catalog catalog, int partitions) {
    return switch (node) {
      case Project p -> p.withInputs(List.of(resolveInPlace(p.input(), catalog, partitions)));
      case Filter f -> f.withInputs(List.of(resolveInPlace(f.input(), catalog, partitions)));
      case Scan s when table(s, catalog) != null -> read(s, table(s, catalog), catalog, partitions);
      case PhysicalPlan other -> resolve(other, catalog, partitions);
    };
  }

  /** The table of code that is read; null where it is none. */
  private static CodeTable table(Scan scan, Catalog catalog) {
    return scan.table().connector().equals(CodeTable.CONNECTOR)
            && catalog.resolve(scan.table()) instanceof CodeTable table
        ? table
        : null;
  }

  private static Partitioning spread(int partitions) {
    return partitions == 1 ? new Partitioning.Single() : new Partitioning.RoundRobin(partitions);
  }

  private static PhysicalPlan read(Scan scan, CodeTable table, Catalog catalog, int partitions) {
    List<Expr> columns = new ArrayList<>();
    for (int column : scan.columns()) {
      columns.add(new Expr.InputRef(column, table.schema().type(column)));
    }
    PhysicalPlan made = resolve(table.rows().get(), catalog, partitions);
    PhysicalPlan chosen = new Project(made, columns, scan.schema());
    return scan.filter() == null ? chosen : new Filter(chosen, scan.filter(), scan.estimate());
  }
}
