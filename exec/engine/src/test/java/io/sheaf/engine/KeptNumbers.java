package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.cache.CachedTable;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.QueryEvent;
import io.sheaf.plan.PhysicalPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** {@link Numbers} and rows that are kept of them, to be read as table {@code k}. */
public final class KeptNumbers {
  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Tables tables = new Tables().add(Numbers.table());

  public Tables tables() {
    return tables;
  }

  public PhysicalPlan.Scan scan() {
    return tables.scan("k");
  }

  public Engine engine(ExecutionBackend backend, Consumer<QueryEvent> listener) {
    return new Engine(memory, System::nanoTime, listener, backend);
  }

  private static EngineSettings settings() {
    return new EngineSettings(2, 512, 0, Path.of(System.getProperty("java.io.tmpdir")), false, 0);
  }

  /** Nothing is held in this JVM any more. */
  public void checkFreed() {
    assertEquals(List.of(), memory.openLeases());
  }

  /** How often each number occurs: a hundred times each. */
  public PhysicalPlan counts() {
    return Numbers.counts(tables).inputs().getFirst();
  }

  /** Has rows kept, to be read as table {@code k}. */
  public Kept keep(Engine engine, PhysicalPlan plan, String level) {
    Kept kept = engine.keep("k", plan, StorageLevel.of(level), settings(), tables);
    try (QueryRun run = engine.start(kept.filling(plan), settings(), tables, new CancelToken())) {
      assertTrue(kept.fill(run, 512));
    }
    tables.add(new CachedTable("k", kept, 1));
    return kept;
  }

  /** The numbers in one column with those in another one. */
  public TreeMap<Long, Long> run(Engine engine, PhysicalPlan plan) {
    TreeMap<Long, Long> found = new TreeMap<>();
    try (QueryRun run = engine.start(plan, settings(), tables, new CancelToken())) {
      Batch batch;
      while ((batch = run.next()) != null) {
        for (int i = 0; i < batch.rows(); i++) {
          long n = ((LongColumn) batch.column(0)).values()[i];
          long c = ((LongColumn) batch.column(1)).values()[i];
          assertNull(found.put(n, c), "twice: " + n);
        }
      }
    }
    return found;
  }

  /** Each number below with a hundred. */
  public static TreeMap<Long, Long> hundreds(long below) {
    TreeMap<Long, Long> all = new TreeMap<>();
    for (long n = 0; n < below; n++) {
      all.put(n, 100L);
    }
    return all;
  }
}
