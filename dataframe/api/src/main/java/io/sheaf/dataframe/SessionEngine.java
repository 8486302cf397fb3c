package io.sheaf.dataframe;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Catalog;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryRun;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The engine of a session and its memory budget. Another budget means another engine; queries that
 * run on the one before end there. Thread-safe.
 */
final class SessionEngine implements AutoCloseable {
  private final List<Engine> retired = new ArrayList<>();
  private Engine engine;

  SessionEngine(long memoryBytes) {
    engine = new Engine(new MemoryPool(memoryBytes), System::nanoTime);
  }

  synchronized MemoryPool memory() {
    return engine.memory();
  }

  synchronized QueryRun start(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, CancelToken cancel) {
    return engine.start(plan, settings, catalog, cancel);
  }

  /**
   * @param move takes over what the session itself holds, or throws, which leaves things as they
   *     are
   */
  synchronized void resize(long memoryBytes, Consumer<MemoryPool> move) {
    MemoryPool pool = new MemoryPool(memoryBytes);
    move.accept(pool);
    retired.removeIf(SessionEngine::closeIfIdle);
    if (!closeIfIdle(engine)) {
      retired.add(engine);
    }
    engine = new Engine(pool, System::nanoTime);
  }

  /** What still holds memory; nothing when all is closed. */
  synchronized List<String> openLeases() {
    List<String> open = new ArrayList<>(engine.memory().openLeases());
    retired.forEach(old -> open.addAll(old.memory().openLeases()));
    return open;
  }

  private static boolean closeIfIdle(Engine old) {
    boolean idle = old.memory().openLeases().isEmpty();
    if (idle) {
      old.close();
    }
    return idle;
  }

  @Override
  public synchronized void close() {
    retired.forEach(Engine::close);
    engine.close();
  }
}
