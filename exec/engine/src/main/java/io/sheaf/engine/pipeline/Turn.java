package io.sheaf.engine.pipeline;

/**
 * Where in the order of a source a driver is. Sources that give ordered rows to several drivers cut
 * them into parts; a driver's stream says which part its next rows belong to, and the driver's sink
 * reads it. For the thread of one driver.
 */
public final class Turn {
  private long number;

  /** The part that rows now belong to; 0 where a source has no order. */
  public long number() {
    return number;
  }

  /** The rows to come belong to a later part. */
  public void take(long next) {
    number = next;
  }
}
