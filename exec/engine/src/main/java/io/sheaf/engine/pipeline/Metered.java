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
        long start = nanoClock.getAsLong();
        sink.finish();
        counter.addSink(nanoClock.getAsLong() - start);
      }

      @Override
      public void close() {
        sink.close();
      }
    };
  }

  private static final class MeteredStream implements BatchStream {
    private final BatchStream stream;
    private final OperatorCounter counter;
    private final CancelToken cancel;
    private final LongSupplier nanoClock;
    private long rows;
    private long batches;
    private long nanos;

    MeteredStream(BatchStream stream, OperatorCounter counter, QueryContext query) {
      this.stream = stream;
      this.counter = counter;
      this.cancel = query.cancel();
      this.nanoClock = query.nanoClock();
    }

    @Override
    public Schema schema() {
      return stream.schema();
    }

    @Override
    public Batch next() {
      cancel.check();
      long start = nanoClock.getAsLong();
      Batch batch = stream.next();
      nanos += nanoClock.getAsLong() - start;
      if (batch == null) {
        flush();
      } else {
        rows += batch.selectedRows();
        batches++;
      }
      return batch;
    }

    private void flush() {
      counter.addOutput(rows, batches, nanos);
      rows = 0;
      batches = 0;
      nanos = 0;
    }

    @Override
    public void close() {
      flush();
      stream.close();
    }
  }

  private static final class MeteredWriter implements PipelineSink.Writer {
    private final PipelineSink.Writer writer;
    private final OperatorCounter counter;
    private final LongSupplier nanoClock;
    private long nanos;

    MeteredWriter(PipelineSink.Writer writer, OperatorCounter counter, LongSupplier nanoClock) {
      this.writer = writer;
      this.counter = counter;
      this.nanoClock = nanoClock;
    }

    @Override
    public boolean write(Batch batch) {
      long start = nanoClock.getAsLong();
      boolean more = writer.write(batch);
      nanos += nanoClock.getAsLong() - start;
      return more;
    }

    @Override
    public void finish() {
      long start = nanoClock.getAsLong();
      writer.finish();
      nanos += nanoClock.getAsLong() - start;
    }

    @Override
    public void close() {
      counter.addSink(nanos);
      nanos = 0;
      writer.close();
    }
  }
}
