package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Catalog;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.schedule.BackendProvider;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.ThreadsBackend;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * The engine of a session and its memory budget. Another budget, other workers or another limit of
 * queries mean another engine; queries that run on the one before end there. Thread-safe.
 */
final class SessionEngine implements AutoCloseable {
  private final List<Engine> retired = new ArrayList<>();
  private Engine engine;
  private Settings settings;

  SessionEngine(Settings settings) {
    this.settings = settings;
    engine = engine(MemoryPool.ofJvm(settings.memoryBytes()), settings);
  }

  private static Engine engine(MemoryPool pool, Settings settings) {
    ExecutionBackend backend = settings.isCluster() ? backend(settings) : new ThreadsBackend();
    return new Engine(pool, System::nanoTime, event -> {}, backend, settings.mostQueries());
  }

  private static ExecutionBackend backend(Settings settings) {
    return ServiceLoader.load(BackendProvider.class, SessionEngine.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> SheafException.user("NO_BACKEND", "nothing here starts worker JVMs"))
        .open(settings.backend(), System::nanoTime);
  }

  /** The engine of the moment, to have plans explained. */
  synchronized Engine present() {
    return engine;
  }

  synchronized MemoryPool memory() {
    return engine.memory();
  }

  synchronized QueryRun start(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, CancelToken cancel) {
    return engine.start(plan, settings, catalog, cancel);
  }

  /** As {@link #start}, and measures what the operators allocate. */
  synchronized QueryRun analyze(
      PhysicalPlan plan, EngineSettings settings, Catalog catalog, CancelToken cancel) {
    return engine.analyze(plan, settings, catalog, cancel);
  }

  /**
   * Goes on with other settings, or throws and leaves things as they are.
   *
   * @param move takes over what the session itself holds, or throws, which leaves things as they
   *     are
   */
  synchronized void replace(Settings next, Consumer<MemoryPool> move) {
    if (settings.sharesPort(next)) {
      replaceInTurn(next, move);
    } else {
      replaceAtOnce(next, move);
    }
    settings = next;
  }

  /** Two engines cannot have a port at a time: the old one ends before the new one starts. */
  private void replaceInTurn(Settings next, Consumer<MemoryPool> move) {
    MemoryPool before = engine.memory();
    MemoryPool pool = MemoryPool.ofJvm(next.memoryBytes());
    move.accept(pool);
    if (!closeIfIdle(engine)) {
      move.accept(before);
      throw SheafException.user(
          "ENGINE_BUSY",
          "queries of the session still run or have rows to fetch, and workers that listen on a"
              + " port cannot be started anew beside them: end these first");
    }
    try {
      engine = engine(pool, next);
    } catch (RuntimeException e) {
      restore(before, move, e);
      throw e;
    }
  }

  private void restore(MemoryPool before, Consumer<MemoryPool> move, RuntimeException why) {
    try {
      move.accept(before);
      engine = engine(before, settings);
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }

  private void replaceAtOnce(Settings settings, Consumer<MemoryPool> move) {
    MemoryPool pool = MemoryPool.ofJvm(settings.memoryBytes());
    Engine next = engine(pool, settings);
    try {
      move.accept(pool);
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
    retired.removeIf(SessionEngine::closeIfIdle);
    if (!closeIfIdle(engine)) {
      retired.add(engine);
    }
    engine = next;
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
