package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.Figures;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.stage.OperatorMetrics;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.SortKey;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The event log and EXPLAIN ANALYZE tell the same of what workers did. */
@Timeout(120)
class TaskFiguresTest {
  private static final int ROWS = 100 * Numbers.GROUPS;

  @TempDir Path folder;

  private List<TaskEnded> tasks;

  private long sum(int stage, ToLongFunction<Figures> figure) {
    return tasks.stream()
        .filter(task -> task.attempt().stage() == stage)
        .map(TaskEnded::figures)
        .mapToLong(figure)
        .sum();
  }

  private static PhysicalPlan sortedByWorkers(PhysicalPlan input) {
    PhysicalPlan spread = new Exchange(input, new Partitioning.Hash(List.of(0), 2));
    PhysicalPlan sorted = new Sort(spread, List.of(new SortKey(0, false, false)));
    return new Exchange(sorted, new Partitioning.Single());
  }

  @Test
  void whatWorkersDidIsTold() {
    MemoryPool memory = new MemoryPool(64 << 20);
    Tables tables = new Tables().add(Numbers.table());
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    LocalCluster tight = new LocalCluster(2, 1, OptionalLong.of(1 << 20), folder);
    try (MiniCluster cluster = MiniCluster.start(tight);
        Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend());
        QueryRun query =
            engine.start(sortedByWorkers(tables.scan("t")), settings, tables, new CancelToken())) {
      while (query.next() != null) {
        // All rows are taken.
      }
      tasks = cluster.happened().all(TaskEnded.class);
      check(query);
    }
    assertEquals(List.of(), memory.openLeases());
  }

  private void check(QueryRun query) {
    for (TaskEnded task : tasks) {
      assertEquals(Outcome.DONE, task.outcome());
      assertTrue(task.startNanos() < task.nanos());
    }
    int last = tasks.stream().mapToInt(task -> task.attempt().stage()).max().orElseThrow();
    for (int stage = 0; stage <= last; stage++) {
      assertEquals(ROWS, sum(stage, Figures::rows), "stage " + stage);
      assertEquals(
          stage == 0 ? 0 : sum(stage - 1, Figures::writtenBytes), sum(stage, Figures::readBytes));
    }
    long spilled = 0;
    for (int stage = 0; stage <= last; stage++) {
      spilled += sum(stage, Figures::spilledBytes);
    }
    assertTrue(spilled > 0, "a worker sorts more than its memory holds");
    assertTrue(query.spilledBytes() >= spilled);
    assertTrue(query.explainAnalyze().contains("spilled " + query.spilledBytes() + " bytes"));
    for (OperatorMetrics m = query.metrics(); ; m = m.inputs().getFirst()) {
      assertEquals(ROWS, m.work().rows(), m.node().toString());
      if (m.inputs().isEmpty()) {
        return;
      }
    }
  }
}
