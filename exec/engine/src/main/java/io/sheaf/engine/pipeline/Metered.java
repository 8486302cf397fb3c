package io.sheaf.engine.pipeline;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.CancelToken;

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
        return new MeteredStream(source.open(driver), counter, driver.query().cancel());
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
        return new MeteredStream(step.open(input, driver), counter, driver.query().cancel());
      }
    };
  }

  public static PipelineSink sink(PipelineSink sink, OperatorCounter counter) {
    return new PipelineSink() {
      @Override
      public Writer open(DriverContext driver) {
        return new MeteredWriter(sink.open(driver), counter);
      }

      @Override
      public void finish() {
        long start = System.nanoTime();
        sink.finish();
        counter.addSink(System.nanoTime() - start);
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
    private long rows;
    private long batches;
    private long nanos;

    MeteredStream(BatchStream stream, OperatorCounter counter, CancelToken cancel) {
      this.stream = stream;
      this.counter = counter;
      this.cancel = cancel;
    }

    @Override
    public Schema schema() {
      return stream.schema();
    }

    @Override
    public Batch next() {
      cancel.check();
      long start = System.nanoTime();
      Batch batch = stream.next();
      nanos += System.nanoTime() - start;
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
    private long nanos;

    MeteredWriter(PipelineSink.Writer writer, OperatorCounter counter) {
      this.writer = writer;
      this.counter = counter;
    }

    @Override
    public boolean write(Batch batch) {
      long start = System.nanoTime();
      boolean more = writer.write(batch);
      nanos += System.nanoTime() - start;
      return more;
    }

    @Override
    public void finish() {
      long start = System.nanoTime();
      writer.finish();
      nanos += System.nanoTime() - start;
    }

    @Override
    public void close() {
      counter.addSink(nanos);
      nanos = 0;
      writer.close();
    }
  }
}
