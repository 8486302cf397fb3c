package io.sheaf.engine.pipeline;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.QueryContext;
import java.util.function.LongSupplier;

/**
 * Wraps sources, steps and sinks so that they count rows and time, and notice cancellation at each
 * batch.
 */
public final class Metered {
  private Metered() {}

  public static PipelineSource source(PipelineSource source, OperatorCounter counter) {
    return new PipelineSource() {
      @Override
      public Schema schema() {
        return source.schema();
      }

      @Override
      public int maximumDrivers() {
        return source.maximumDrivers();
      }

      @Override
      public BatchStream open(DriverContext driver) {
        return new MeteredStream(source.open(driver), counter, driver.query());
      }
    };
  }

  public static PipelineStep step(PipelineStep step, OperatorCounter counter) {
    return new PipelineStep() {
      @Override
      public Schema schema() {
        return step.schema();
      }

      @Override
      public BatchStream open(BatchStream input, DriverContext driver) {
        return new MeteredStream(step.open(input, driver), counter, driver.query());
      }
    };
  }

  public static PipelineSink sink(
      PipelineSink sink, OperatorCounter counter, LongSupplier nanoClock) {
    return new PipelineSink() {
      @Override
      public Writer open(DriverContext driver) {
        return new MeteredWriter(sink.open(driver), counter, nanoClock);
      }

      @Override
      public void finish() {
        Meter meter = new Meter(counter, nanoClock);
        meter.start();
        sink.finish();
        meter.stop();
        meter.addSink();
      }

      @Override
      public void close() {
        sink.close();
      }
    };
  }

  /** Sums up what a thread does between start and stop; for one thread. */
  private static final class Meter {
    private final OperatorCounter counter;
    private final LongSupplier nanoClock;
    private long startNanos;
    private long startAllocated;
    private long nanos;
    private long allocated;

    Meter(OperatorCounter counter, LongSupplier nanoClock) {
      this.counter = counter;
      this.nanoClock = nanoClock;
    }

    void start() {
      startAllocated = counter.allocatedByThread();
      startNanos = nanoClock.getAsLong();
    }

    void stop() {
      nanos += nanoClock.getAsLong() - startNanos;
      allocated += counter.allocatedByThread() - startAllocated;
    }

    void addStream() {
      counter.addStream(nanos, allocated);
      clear();
    }

    void addSink() {
      counter.addSink(nanos, allocated);
      clear();
    }

    private void clear() {
      nanos = 0;
      allocated = 0;
    }
  }

  private static final class MeteredStream implements BatchStream {
    private final BatchStream stream;
    private final OperatorCounter counter;
    private final CancelToken cancel;
    private final Meter meter;
    private long rows;
    private long batches;

    MeteredStream(BatchStream stream, OperatorCounter counter, QueryContext query) {
      this.stream = stream;
      this.counter = counter;
      this.cancel = query.cancel();
      this.meter = new Meter(counter, query.nanoClock());
    }

    @Override
    public Schema schema() {
      return stream.schema();
    }

    @Override
    public Batch next() {
      cancel.check();
      meter.start();
      Batch batch = stream.next();
      meter.stop();
      if (batch == null) {
        flush();
      } else {
        rows += batch.selectedRows();
        batches++;
      }
      return batch;
    }

    private void flush() {
      counter.addOutput(rows, batches);
      meter.addStream();
      rows = 0;
      batches = 0;
    }

    @Override
    public void close() {
      flush();
      stream.close();
    }
  }

  private static final class MeteredWriter implements PipelineSink.Writer {
    private final PipelineSink.Writer writer;
    private final Meter meter;

    MeteredWriter(PipelineSink.Writer writer, OperatorCounter counter, LongSupplier nanoClock) {
      this.writer = writer;
      this.meter = new Meter(counter, nanoClock);
    }

    @Override
    public boolean write(Batch batch) {
      meter.start();
      boolean more = writer.write(batch);
      meter.stop();
      return more;
    }

    @Override
    public void finish() {
      meter.start();
      writer.finish();
      meter.stop();
    }

    @Override
    public void close() {
      meter.addSink();
      writer.close();
    }
  }
}
