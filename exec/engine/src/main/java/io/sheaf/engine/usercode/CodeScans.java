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
      return scan.table().connector().equals(CodeTable.CONNECTOR)
              && catalog.resolve(scan.table()) instanceof CodeTable table
          ? read(scan, table, catalog, partitions)
          : scan;
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

  private static PhysicalPlan read(Scan scan, CodeTable table, Catalog catalog, int partitions) {
    List<Expr> columns = new ArrayList<>();
    for (int column : scan.columns()) {
      columns.add(new Expr.InputRef(column, table.schema().type(column)));
    }
    Partitioning spread =
        partitions == 1 ? new Partitioning.Single() : new Partitioning.RoundRobin(partitions);
    PhysicalPlan made = resolve(table.rows().get(), catalog, partitions);
    PhysicalPlan chosen = new Project(made, columns, scan.schema());
    PhysicalPlan rows =
        scan.filter() == null ? chosen : new Filter(chosen, scan.filter(), scan.estimate());
    return new Exchange(rows, spread);
  }
}
