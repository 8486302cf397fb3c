package io.sheaf.engine;

import io.sheaf.columnar.SheafException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says whether a query should stop, and why: because somebody wishes it or because it failed.
 * Thread-safe; the first reason stays.
 */
public final class CancelToken {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile SheafException reason;
  private boolean settled;

  /** Wishes that the query stops; too late once it is {@link #settle settled}. */
  public void cancel(SheafException why) {
    stop(why, false);
  }

  /** The query failed, whenever that was. */
  public void fail(SheafException why) {
    stop(why, true);
  }

  private void stop(SheafException why, boolean always) {
    synchronized (this) {
      if (reason != null || settled && !always) {
        return;
      }
      reason = why;
    }
    listeners.forEach(Runnable::run);
  }

  /**
   * What the query does now cannot be undone, so that no wish stops it any more.
   *
   * @throws SheafException the reason to stop if there is one already
   */
  public synchronized void settle() {
    check();
    settled = true;
  }

  public boolean isCancelled() {
    return reason != null;
  }

  /** Throws the reason if there is one. */
  public void check() {
    SheafException why = reason;
    if (why != null) {
      throw why;
    }
  }

  /** Why to stop, or null. */
  public SheafException reason() {
    return reason;
  }

  /**
   * Calls back once when the token is cancelled, at once if it is already; on the thread that
   * cancels, so that whoever waits can be woken.
   */
  public void onCancel(Runnable listener) {
    listeners.add(listener);
    if (isCancelled() && listeners.remove(listener)) {
      listener.run();
    }
  }

  /** Forgets a listener. */
  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }
}
