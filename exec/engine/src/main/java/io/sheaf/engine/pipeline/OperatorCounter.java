package io.sheaf.engine.pipeline;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What one plan node's operator did so far, over all drivers and partitions. Thread-safe. */
public final class OperatorCounter {
  private final LongSupplier allocationMeter;
  private final LongAdder rows = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder decodedBytes = new LongAdder();
  private final Effort stream = new Effort();
  private final Effort sink = new Effort();

  /** What a part of an operator cost, summed over drivers. */
  private static final class Effort {
    final LongAdder nanos = new LongAdder();
    final LongAdder allocated = new LongAdder();
  }

  /**
   * @param allocationMeter how many bytes the calling thread has allocated so far
   */
  public OperatorCounter(LongSupplier allocationMeter) {
    this.allocationMeter = allocationMeter;
  }

  long allocatedByThread() {
    return allocationMeter.getAsLong();
  }

  void addOutput(long moreRows, long moreBatches) {
    rows.add(moreRows);
    batches.add(moreBatches);
  }

  void addStream(long nanos, long allocated) {
    stream.nanos.add(nanos);
    stream.allocated.add(allocated);
  }

  void addSink(long nanos, long allocated) {
    sink.nanos.add(nanos);
    sink.allocated.add(allocated);
  }

  public void addDecoded(long bytes) {
    decodedBytes.add(bytes);
  }

  /** What was counted, in the units of the counter's methods; to be sent. */
  public record Totals(
      long rows,
      long batches,
      long decodedBytes,
      long streamNanos,
      long streamAllocated,
      long sinkNanos,
      long sinkAllocated) {
    /** What it cost, without what it gave: that was counted elsewhere. */
    public Totals withoutRows() {
      return new Totals(0, 0, decodedBytes, streamNanos, streamAllocated, sinkNanos, sinkAllocated);
    }
  }

  /** What was counted by now. */
  public Totals totals() {
    return new Totals(
        rows(),
        batches(),
        decodedBytes(),
        streamNanos(),
        streamAllocated(),
        sinkNanos(),
        sinkAllocated());
  }

  /** Adds what another counter counted, maybe in another JVM. */
  public void add(Totals more) {
    addOutput(more.rows(), more.batches());
    addDecoded(more.decodedBytes());
    addStream(more.streamNanos(), more.streamAllocated());
    addSink(more.sinkNanos(), more.sinkAllocated());
  }

  /** Rows given to the consumer. */
  public long rows() {
    return rows.sum();
  }

  public long batches() {
    return batches.sum();
  }

  /** Bytes of pages that a scan decompressed, or read where they were not compressed. */
  public long decodedBytes() {
    return decodedBytes.sum();
  }

  /**
   * Time in the output stream, with the streams below it in the same pipeline; summed over drivers.
   */
  public long streamNanos() {
    return stream.nanos.sum();
  }

  /** Time spent taking rows in (build, aggregate, sort); summed over drivers. */
  public long sinkNanos() {
    return sink.nanos.sum();
  }

  /** Bytes allocated on the heap in {@link #streamNanos}; 0 where nobody measured. */
  public long streamAllocated() {
    return stream.allocated.sum();
  }

  /** Bytes allocated on the heap in {@link #sinkNanos}; 0 where nobody measured. */
  public long sinkAllocated() {
    return sink.allocated.sum();
  }
}
