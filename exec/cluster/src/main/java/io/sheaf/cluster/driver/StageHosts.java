package io.sheaf.cluster.driver;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ScanHosts;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SharedReads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which workers are on hosts that have what the tasks of a query's stages scan. For one thread. */
final class StageHosts {
  private final QueryContext context;
  private final Map<Integer, List<ScanHosts>> scans = new HashMap<>();

  StageHosts(QueryContext context) {
    this.context = context;
  }

  /** Workers that have most of what a task scans; empty where that does not matter. */
  Set<Long> places(Stage stage, int task, WorkerHosts workers) {
    if (!workers.differ()) {
      return Set.of();
    }
    Map<String, Long> rows = new HashMap<>();
    scans.computeIfAbsent(stage.id(), id -> find(stage)).forEach(scan -> scan.count(task, rows));
    long most = rows.values().stream().mapToLong(Long::longValue).max().orElse(0);
    rows.values().removeIf(held -> held * 2 <= most);
    return rows.isEmpty() ? Set.of() : workers.at(rows.keySet());
  }

  private List<ScanHosts> find(Stage stage) {
    List<ScanHosts> found = new ArrayList<>();
    if (!SharedReads.isMapped(stage.plan())) {
      try {
        find(stage.plan(), stage.partitions(), found);
      } catch (SheafException e) {
        return List.of(); // what is wrong with the table is for the tasks to say
      }
    }
    return found;
  }

  /** What is below an exchange within a stage is not shared out in this way. */
  private void find(PhysicalPlan node, int tasks, List<ScanHosts> found) {
    if (node instanceof PhysicalPlan.Scan scan) {
      int least = Math.max(tasks, context.settings().scanPartitions());
      found.add(new ScanHosts(scan, context.catalog().resolve(scan.table()), tasks, least));
    } else if (!(node instanceof PhysicalPlan.Exchange)) {
      node.inputs().forEach(input -> find(input, tasks, found));
    }
  }
}
