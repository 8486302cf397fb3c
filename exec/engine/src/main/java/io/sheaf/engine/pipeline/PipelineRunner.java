package io.sheaf.engine.pipeline;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Runs pipelines, one at a time, each with several drivers at the same time: the calling thread is
 * the first driver, the others come from the executor, which must give each a thread at once. For
 * one thread. The first failure cancels the query, so that all drivers stop at their next batch.
 */
public final class PipelineRunner {
  private final QueryContext query;
  private final Executor executor;
  private final int threads;

  public PipelineRunner(QueryContext query, Executor executor, int threads) {
    this.query = query;
    this.executor = executor;
    this.threads = threads;
  }

  /** Runs the pipeline to its end, its sink finished; or throws the query's first failure. */
  public void run(Pipeline pipeline) {
    try {
      query.checkCancelled();
      drive(pipeline);
      query.checkCancelled();
      pipeline.sink().finish();
    } catch (Throwable t) {
      query.cancel().fail(Failures.of(t, pipeline.name()));
      throw query.cancel().reason();
    }
  }

  private void drive(Pipeline pipeline) {
    int count = Math.max(1, Math.min(threads, pipeline.source().maximumDrivers()));
    List<Driver> drivers = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        drivers.add(Driver.open(pipeline, new DriverContext(query, i, count)));
      }
    } catch (Throwable t) {
      query.cancel().fail(Failures.of(t, pipeline.name()));
      drivers.forEach(Driver::close);
      return;
    }
    CountDownLatch running = new CountDownLatch(count - 1);
    for (Driver driver : drivers.subList(1, count)) {
      start(driver, running);
    }
    drivers.getFirst().run();
    awaitAll(running);
  }

  private void start(Driver driver, CountDownLatch running) {
    try {
      executor.execute(
          () -> {
            try {
              driver.run();
            } finally {
              running.countDown();
            }
          });
    } catch (Throwable t) {
      query.cancel().fail(Failures.of(t, driver.pipeline.name()));
      driver.close();
      running.countDown();
    }
  }

  /**
   * Drivers stop by themselves after a failure; none may be left behind, so an interrupt only
   * cancels.
   */
  private void awaitAll(CountDownLatch running) {
    boolean interrupted = false;
    while (true) {
      try {
        running.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        query.cancel().cancel(Failures.interrupted());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One driver's streams; for one thread. */
  private static final class Driver {
    private final Pipeline pipeline;
    private final DriverContext context;
    private final BatchStream stream;
    private final PipelineSink.Writer writer;

    private Driver(
        Pipeline pipeline, DriverContext context, BatchStream stream, PipelineSink.Writer writer) {
      this.pipeline = pipeline;
      this.context = context;
      this.stream = stream;
      this.writer = writer;
    }

    static Driver open(Pipeline pipeline, DriverContext context) {
      BatchStream stream = pipeline.source().open(context);
      try {
        for (PipelineStep step : pipeline.steps()) {
          stream = step.open(stream, context);
        }
        return new Driver(pipeline, context, stream, pipeline.sink().open(context));
      } catch (Throwable t) {
        stream.close();
        throw t;
      }
    }

    void run() {
      try {
        QueryContext query = context.query();
        Batch batch;
        while ((batch = stream.next()) != null) {
          query.checkCancelled();
          if (!writer.write(batch)) {
            break;
          }
        }
        // Before the writer's end: a step of another driver may wait for this one to leave.
        stream.close();
        query.checkCancelled();
        writer.finish();
      } catch (Throwable t) {
        fail(t);
      } finally {
        close();
      }
    }

    void close() {
      try {
        stream.close();
      } catch (Throwable t) {
        fail(t);
      }
      try {
        writer.close();
      } catch (Throwable t) {
        fail(t);
      }
    }

    private void fail(Throwable t) {
      SheafException failure = Failures.of(t, pipeline.name());
      context.query().cancel().fail(failure);
    }
  }
}
