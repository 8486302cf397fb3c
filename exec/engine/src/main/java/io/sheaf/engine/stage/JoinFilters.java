package io.sheaf.engine.stage;

import io.sheaf.engine.join.KeyMembership;
import io.sheaf.engine.operator.ScanFilter;
import io.sheaf.plan.KeyDescent;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.RuntimeFilters;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Takes the keys of build sides down to the scans of the probe sides: a left row whose key was not
 * built cannot be in the result, so it need not be read. For one thread.
 */
final class JoinFilters {
  private final Map<Scan, List<ScanFilter.Key>> byScan = new IdentityHashMap<>();

  /** With what other stages tell. */
  static JoinFilters of(StagePlan stage) {
    JoinFilters filters = new JoinFilters();
    if (!stage.known().isEmpty()) {
      List<Scan> scans = RuntimeFilters.scans(stage.plan());
      for (ScanKeys known : stage.known()) {
        KeyMembership keys = KeyMembership.of(known.keys());
        filters.know(scans.get(known.scan()), new ScanFilter.Key(known.column(), () -> keys));
      }
    }
    return filters;
  }

  /** Says what a join knows; before the left input is compiled. */
  void offer(HashJoin join, IntFunction<KeyMembership> keys) {
    for (int k = 0; join.kind().dropsLeft() && k < join.keys().left().size(); k++) {
      int key = k;
      KeyDescent.follow(
          join.left(),
          join.keys().left().get(k),
          new KeyDescent.Ends() {
            @Override
            public void scan(Scan scan, int column) {
              know(scan, new ScanFilter.Key(column, () -> keys.apply(key)));
            }

            @Override
            public void read(PhysicalPlan.ShuffleRead read, int column) {
              // Its rows were computed already.
            }
          });
    }
  }

  /** Says what is known of the rows that are wanted of a scan. */
  void know(Scan scan, ScanFilter.Key key) {
    byScan.computeIfAbsent(scan, s -> new ArrayList<>()).add(key);
  }

  /** The keys that rows of this scan must have. */
  List<ScanFilter.Key> of(Scan scan) {
    return byScan.getOrDefault(scan, List.of());
  }
}
