package io.sheaf.connector;

/**
 * Where a stream that is done leaves its arrays for the next one of the same scan on the same
 * thread. For one thread.
 */
public final class ScanScratch {
  private Object left;

  /** What was left last, which nobody else gets then; null if that is nothing of this class. */
  public <T> T take(Class<T> type) {
    if (!type.isInstance(left)) {
      return null;
    }
    T taken = type.cast(left);
    left = null;
    return taken;
  }

  /**
   * @param arrays nobody else uses them, and they hold nothing that must be given back or closed;
   *     null to let go of what was left
   */
  public void leave(Object arrays) {
    left = arrays;
  }
}
