package io.sheaf.cluster.driver;

import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ScanHosts;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SharedReads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which workers are on hosts that have what the tasks of a query's stages scan. Stores are asked
 * apart, as they may be slow. For one thread.
 */
final class StageHosts {
  private final QueryContext context;
  private final DriverWork side;

  /** Stages of which a store was asked. */
  private final Set<Integer> asked = new HashSet<>();

  /** What is known by now; answers come on threads of their own. */
  private final Map<Integer, List<ScanHosts>> scans = new ConcurrentHashMap<>();

  StageHosts(QueryContext context, DriverWork side) {
    this.context = context;
    this.side = side;
  }

  /**
   * Workers that have most of what a task scans; no worker where that does not matter. Empty as
   * long as nobody knows; {@link ClusterEvent.Waited} tells when somebody does.
   */
  Optional<Set<Long>> places(Stage stage, int task, WorkerHosts workers) {
    if (!workers.differ()) {
      return Optional.of(Set.of());
    }
    if (asked.add(stage.id())) {
      side.apart(() -> scans.put(stage.id(), find(stage)));
    }
    return Optional.ofNullable(scans.get(stage.id())).map(found -> places(found, task, workers));
  }

  private static Set<Long> places(List<ScanHosts> scans, int task, WorkerHosts workers) {
    Map<String, Long> rows = new HashMap<>();
    scans.forEach(scan -> scan.count(task, rows));
    long most = rows.values().stream().mapToLong(Long::longValue).max().orElse(0);
    rows.values().removeIf(held -> held * 2 <= most);
    return rows.isEmpty() ? Set.of() : workers.at(rows.keySet());
  }

  private List<ScanHosts> find(Stage stage) {
    List<ScanHosts> found = new ArrayList<>();
    if (!SharedReads.isMapped(stage.plan())) {
      try {
        find(stage.plan(), stage.partitions(), found);
      } catch (RuntimeException e) {
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
