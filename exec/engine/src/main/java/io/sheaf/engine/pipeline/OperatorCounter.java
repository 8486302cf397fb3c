package io.sheaf.engine.pipeline;

import java.util.concurrent.atomic.LongAdder;

/** What one plan node's operator did so far, over all drivers and partitions. Thread-safe. */
public final class OperatorCounter {
  private final LongAdder rows = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder streamNanos = new LongAdder();
  private final LongAdder sinkNanos = new LongAdder();

  void addOutput(long moreRows, long moreBatches, long nanos) {
    rows.add(moreRows);
    batches.add(moreBatches);
    streamNanos.add(nanos);
  }

  void addSink(long nanos) {
    sinkNanos.add(nanos);
  }

  /** Adds what another counter says, as one that counted in another JVM. */
  public void add(long moreRows, long moreBatches, long moreStreamNanos, long moreSinkNanos) {
    addOutput(moreRows, moreBatches, moreStreamNanos);
    addSink(moreSinkNanos);
  }

  /** Rows given to the consumer. */
  public long rows() {
    return rows.sum();
  }

  public long batches() {
    return batches.sum();
  }

  /**
   * Time in the output stream, with the streams below it in the same pipeline; summed over drivers.
   */
  public long streamNanos() {
    return streamNanos.sum();
  }

  /** Time spent taking rows in (build, aggregate, sort); summed over drivers. */
  public long sinkNanos() {
    return sinkNanos.sum();
  }
}
