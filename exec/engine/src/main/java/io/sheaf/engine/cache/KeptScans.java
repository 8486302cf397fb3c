package io.sheaf.engine.cache;

import io.sheaf.connector.Catalog;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Filter;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.ArrayList;
import java.util.List;

/** Scans of rows that lie with workers become reads of these. */
public final class KeptScans {
  private KeptScans() {}

  /** The plan with {@link SpreadRows#node} where their table was read. */
  public static PhysicalPlan resolve(PhysicalPlan node, Catalog catalog) {
    if (node instanceof Scan s) {
      return s.isCached()
              && catalog.resolve(s.table()) instanceof CachedTable table
              && table.rows() instanceof SpreadRows rows
          ? read(s, rows.node())
          : s;
    }
    List<PhysicalPlan> inputs = new ArrayList<>();
    boolean same = true;
    for (PhysicalPlan input : node.inputs()) {
      PhysicalPlan resolved = resolve(input, catalog);
      same &= resolved == input;
      inputs.add(resolved);
    }
    return same ? node : node.withInputs(inputs);
  }

  private static PhysicalPlan read(Scan scan, PhysicalPlan rows) {
    List<Expr> columns = new ArrayList<>();
    for (int column : scan.columns()) {
      columns.add(new Expr.InputRef(column, rows.schema().type(column)));
    }
    PhysicalPlan read = new Project(rows, columns, scan.schema());
    return scan.filter() == null ? read : new Filter(read, scan.filter(), scan.estimate());
  }
}
