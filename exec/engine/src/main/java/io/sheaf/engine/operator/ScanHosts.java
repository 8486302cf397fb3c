package io.sheaf.engine.operator;

import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.List;
import java.util.Map;

/** On which hosts a table lies that several tasks share. Immutable. */
public final class ScanHosts {
  private final List<Split> splits;
  private final int tasks;

  /**
   * @param leastSplits as many as tasks ask for
   */
  public ScanHosts(Scan scan, Table table, int tasks, int leastSplits) {
    ScanRequest request = new ScanRequest(scan.columns(), scan.predicate(), null, scan.limit(), 1);
    List<Split> all = table.splits(request, leastSplits);
    this.splits =
        all.stream().allMatch(split -> split.preferredHosts().isEmpty()) ? List.of() : all;
    this.tasks = tasks;
  }

  /** Adds the rows of a task to those of each host that has them. */
  public void count(int task, Map<String, Long> rows) {
    for (Split split : splits.isEmpty() ? splits : new ScanShare(task, tasks).of(splits)) {
      for (String host : split.preferredHosts()) {
        rows.merge(host, Math.max(1, split.rows()), Long::sum);
      }
    }
  }
}
