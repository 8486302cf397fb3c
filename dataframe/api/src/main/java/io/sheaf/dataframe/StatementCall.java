package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientCall;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.cache.CachedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One statement on its way: run once, by one thread; cancelled by any. */
public final class StatementCall implements ClientCall {
  private final Session session;
  private final Work work;
  private final List<?> parameters;
  private final CancelToken cancel = new CancelToken();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile QueryRun query;
  private volatile boolean ended;
  private final List<Runnable> releases = new ArrayList<>();

  /** What is to be done. */
  interface Work {
    Result run(StatementRunner runner);
  }

  /** {@code parameters}: as {@link Parameters} takes them. */
  StatementCall(Session session, Work work, List<?> parameters) {
    this.session = session;
    this.work = work;
    this.parameters = Collections.unmodifiableList(new ArrayList<>(parameters)); // NULLs allowed
  }

  @Override
  public Result run(Duration timeout) {
    if (!started.compareAndSet(false, true)) {
      throw SheafException.bug("a statement runs only once");
    }
    Settings settings = session.conf().settings();
    Duration limit = timeout != null ? timeout : settings.timeout().orElse(null);
    session.started(this);
    try {
      cancel.check();
      StatementRunner runner =
          new StatementRunner(
              session, this, settings, Deadline.in(limit), Parameters.literals(parameters));
      Result result = work.run(runner);
      if (!result.hasRows()) {
        result.close();
      }
      return result;
    } catch (Throwable e) {
      ended();
      throw explained(e);
    }
  }

  /** What a user is told, also when it is no exception of ours. */
  static SheafException explained(Throwable failure) {
    return switch (failure) {
      case SheafException known -> known;
      case StackOverflowError e ->
          SheafException.user("TOO_DEEP", "the statement is nested too deeply");
      case OutOfMemoryError e ->
          new SheafException(
              SheafException.Blame.RESOURCE,
              "OUT_OF_MEMORY",
              "the Java heap is exhausted; lower the setting 'memory' or raise -Xmx ("
                  + e.getMessage()
                  + ")",
              e);
      default ->
          new SheafException(
              SheafException.Blame.BUG, "INTERNAL", "internal error: " + failure, failure);
    };
  }

  @Override
  public void cancel() {
    SheafException reason = SheafException.user("CANCELLED", "the statement was cancelled");
    if (ended) {
      return;
    }
    cancel.cancel(reason);
    QueryRun running = query;
    if (running != null) {
      running.cancel(reason);
    }
  }

  CancelToken token() {
    return cancel;
  }

  /** A query of this statement runs now. */
  void watch(QueryRun running) {
    query = running;
    cancel.check();
  }

  /** Rows of the cache that the statement reads until it is over. */
  void hold(CachedTable table) {
    atEnd(table.rows()::release);
  }

  /** What is done when the statement is over, and so its result closed. */
  void atEnd(Runnable release) {
    synchronized (releases) {
      releases.add(release);
    }
  }

  private void release() {
    List<Runnable> all;
    synchronized (releases) {
      all = List.copyOf(releases);
      releases.clear();
    }
    all.forEach(Runnable::run);
  }

  /** Gives back what an unread result holds; the engine has stopped. */
  void abandon() {
    QueryRun running = query;
    if (running != null) {
      running.close();
    }
    release();
  }

  void ended() {
    ended = true;
    query = null;
    release();
    session.ended(this);
  }
}
