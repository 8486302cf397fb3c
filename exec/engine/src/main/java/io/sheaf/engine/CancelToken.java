package io.sheaf.engine;

import io.sheaf.columnar.SheafException;
import java.util.concurrent.atomic.AtomicReference;

/** Says whether a query should stop, and why. Thread-safe; the first reason stays. */
public final class CancelToken {
  private final AtomicReference<SheafException> reason = new AtomicReference<>();

  public void cancel(SheafException why) {
    reason.compareAndSet(null, why);
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
}
