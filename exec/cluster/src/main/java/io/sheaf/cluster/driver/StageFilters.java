package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message.StageKeys;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.join.KeyCollector;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.stage.ScanKeys;
import io.sheaf.engine.stage.ScanRanges;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.RuntimeFilters;
import io.sheaf.plan.RuntimeFilters.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the values that stages tell of their rows to the scans of those that start later. What a
 * stage knows is settled when it starts, so that its rows are the same whenever they are computed.
 * For one thread.
 */
final class StageFilters {
  private List<Flow> flows;
  private final MemoryPool memory;

  /** Holds what was told and what is settled. */
  private final MemoryLease lease;

  /** By stage and partition what its columns hold. */
  private final Map<Integer, Map<Integer, List<KeySet>>> told = new HashMap<>();

  /** Stages of which all is told that will be. */
  private final Set<Integer> complete = new HashSet<>();

  private final Map<Integer, StageKeys> settled = new HashMap<>();

  private boolean closed;

  /**
   * @param classes of all stages: rows that may be others next time tell nothing
   * @param memory where the values are reserved; those are not kept for which there is no place
   */
  StageFilters(List<Flow> flows, List<StageClass> classes, MemoryPool memory) {
    this.flows =
        flows.stream().filter(f -> classes.get(f.source()) != StageClass.INDETERMINATE).toList();
    this.memory = memory;
    this.lease = memory.lease("Join filters", false);
  }

  static StageFilters of(QueryExecution query) {
    return new StageFilters(
        RuntimeFilters.of(
            query.graph().stages().stream().map(Stage::plan).toList(),
            new ScanRanges(query.context().catalog())),
        StageClass.of(query.graph()),
        query.context().memory());
  }

  /** Columns of a stage's output whose values are to be told. */
  List<Integer> told(int stage) {
    Set<Integer> columns = new TreeSet<>();
    for (Flow flow : flows) {
      if (flow.source() == stage) {
        columns.add(flow.column());
      }
    }
    return List.copyOf(columns);
  }

  /** What a task told. */
  void tell(int stage, int partition, List<KeySet> keys) {
    long bytes = bytes(keys);
    if (!closed && !keys.isEmpty() && lease.tryGrow(bytes)) {
      List<KeySet> before = told.computeIfAbsent(stage, s -> new TreeMap<>()).put(partition, keys);
      lease.shrink(before == null ? 0 : bytes(before));
    }
  }

  private static long bytes(List<KeySet> keys) {
    return keys.stream().mapToLong(set -> set.bits().length).sum();
  }

  /** The stage has other tasks than those that told. */
  void forget(int stage) {
    Map<Integer, List<KeySet>> gone = told.remove(stage);
    if (gone != null) {
      gone.values().forEach(keys -> lease.shrink(bytes(keys)));
    }
  }

  /** No scan starts any more; what late tasks tell is of no use. */
  void close() {
    closed = true;
    told.clear();
    settled.clear();
    lease.close();
  }

  /** All rows of a stage are there, of so many tasks; what was not told of all is not known. */
  void complete(int stage, int tasks) {
    if (complete.add(stage) && told.getOrDefault(stage, Map.of()).size() < tasks) {
      forget(stage);
    }
  }

  /**
   * A stage does the work of another one as well, whose scans come before its own: what was to be
   * told to either is told to it, and that other one tells nobody.
   */
  void joined(int stage, Stage other) {
    int before = RuntimeFilters.scans(other.plan()).size();
    flows =
        flows.stream()
            .filter(flow -> flow.source() != other.id())
            .map(flow -> flow.stage() == stage ? flow.at(stage, before + flow.scan()) : flow)
            .map(flow -> flow.stage() == other.id() ? flow.at(stage, flow.scan()) : flow)
            .toList();
    forget(stage);
    forget(other.id());
  }

  /** Stages that had better be complete before this one starts. */
  Set<Integer> awaited(int stage) {
    Set<Integer> awaited = new TreeSet<>();
    for (Flow flow : settled.containsKey(stage) ? List.<Flow>of() : flows) {
      if (flow.stage() == stage && flow.waits() && !complete.contains(flow.source())) {
        awaited.add(flow.source());
      }
    }
    return awaited;
  }

  /** What the tasks of a stage are told, which starts at the latest now. */
  StageKeys settle(int stage) {
    return settled.computeIfAbsent(stage, s -> new StageKeys(known(s), told(s)));
  }

  private List<ScanKeys> known(int stage) {
    List<ScanKeys> known = new ArrayList<>();
    for (Flow flow : flows) {
      KeySet keys =
          flow.stage() == stage && complete.contains(flow.source()) ? all(flow) : KeySet.ANY;
      if (!closed && !keys.isAny() && lease.tryGrow(keys.bits().length)) {
        known.add(new ScanKeys(flow.scan(), flow.key(), keys));
      }
    }
    return known;
  }

  private KeySet all(Flow flow) {
    Map<Integer, List<KeySet>> byTask = told.get(flow.source());
    if (byTask == null) {
      return KeySet.ANY;
    }
    int column = told(flow.source()).indexOf(flow.column());
    try (MemoryLease lease = memory.lease("Join filter", false)) {
      KeyCollector all = new KeyCollector(lease);
      byTask.values().forEach(keys -> all.add(keys.get(column)));
      return all.keys();
    }
  }

  /** What a scan of a stage that starts is told, in words. */
  List<String> words(int stage, PhysicalPlan plan) {
    List<String> words = new ArrayList<>();
    for (Flow flow : flows) {
      for (ScanKeys keys : flow.stage() == stage ? settle(stage).known() : List.<ScanKeys>of()) {
        if (keys.scan() == flow.scan() && keys.column() == flow.key()) {
          Scan scan = RuntimeFilters.scans(plan).get(flow.scan());
          words.add(
              "filter: of %s only %s %s of stage %d are read"
                  .formatted(
                      scan.table().shortName(),
                      scan.schema().field(flow.key()).name(),
                      amount(keys.keys()),
                      flow.source()));
        }
      }
    }
    return words;
  }

  private static String amount(KeySet keys) {
    String bounds = "from " + keys.min() + " to " + keys.max();
    return switch (keys.form()) {
      case BOUNDS -> keys.count() == 0 ? "without values, like the rows" : bounds + ", as those";
      case EXACT -> String.format(Locale.ROOT, "with one of the %,d values", keys.count());
      case HASHED -> bounds + " in a Bloom filter";
    };
  }
}
