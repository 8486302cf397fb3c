package io.sheaf.engine;

import io.sheaf.columnar.SheafException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Says whether a query should stop, and why. Thread-safe; the first reason stays. */
public final class CancelToken {
  private final AtomicReference<SheafException> reason = new AtomicReference<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public void cancel(SheafException why) {
    if (reason.compareAndSet(null, why)) {
      listeners.forEach(Runnable::run);
    }
  }

  public boolean isCancelled() {
    return reason.get() != null;
  }

  /** Throws the reason if there is one. */
  public void check() {
    SheafException why = reason.get();
    if (why != null) {
      throw why;
    }
  }

  /** Why to stop, or null. */
  public SheafException reason() {
    return reason.get();
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
