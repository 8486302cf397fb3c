package io.sheaf.engine.join;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;

/**
 * Where the drivers of a probe pipeline meet when their inputs have ended, because what comes then
 * needs all of them to have finished. Thread-safe.
 */
final class EndGate {
  private static final long CHECK_MILLIS = 50;

  private int probing;

  /** One more driver probes, until it leaves by its pass. */
  synchronized Pass enter() {
    probing++;
    return new Pass();
  }

  private synchronized void left() {
    if (--probing == 0) {
      notifyAll();
    }
  }

  /** One driver's way out. For one thread. */
  final class Pass {
    private boolean used;

    /**
     * The driver has no more probe rows: at the end of its input, and again when its stream is
     * closed, which then counts no more.
     */
    void leave() {
      if (!used) {
        used = true;
        left();
      }
    }
  }

  /** Waits until all drivers have left. */
  void await(QueryContext query) {
    synchronized (this) {
      while (probing > 0) {
        query.checkCancelled();
        try {
          wait(CHECK_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw SheafException.resource("INTERRUPTED", "the query was interrupted");
        }
      }
    }
  }
}
