package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.operator.ResultSink;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.PipelineRunner;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.shuffle.ShuffleSink;
import io.sheaf.engine.shuffle.Spool;
import io.sheaf.engine.shuffle.SpoolBlocks;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs stages on platform threads of this JVM. A stage of one partition runs with all its drivers
 * at once; the partitions of a stage with more of them are tasks, each on one thread. Threads are
 * made when they are needed, as drivers must never wait for one another to get a thread, and are
 * kept for a while. Thread-safe.
 */
public final class ThreadsBackend implements ExecutionBackend {
  private static final long KEEP_ALIVE_SECONDS = 30;

  private final ExecutorService threads;

  public ThreadsBackend() {
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("sheaf-worker-" + count.getAndIncrement())
                    .unstarted(work));
  }

  @Override
  public int partitions() {
    return 1;
  }

  @Override
  public void run(QueryExecution query, int stage, Consumer<SchedulerEvent> report) {
    threads.execute(
        () -> {
          SchedulerEvent outcome;
          try {
            run(query, query.graph().stages().get(stage));
            outcome = new SchedulerEvent.StageFinished(stage);
          } catch (Throwable t) {
            SheafException failure = Failures.of(t, "stage " + stage);
            query.context().cancel().fail(failure);
            outcome = new SchedulerEvent.StageFailed(stage, query.context().cancel().reason());
          }
          report.accept(outcome);
        });
  }

  private void run(QueryExecution query, Stage stage) {
    if (stage.output() == null) {
      PipelineSink sink = new ResultSink(stage.rdd().schema(), query.results());
      partitions(query, stage, sink);
      return;
    }
    List<Spool> spools = new ArrayList<>();
    for (int i = 0; i < stage.toRun().outputPartitions(); i++) {
      spools.add(new Spool("Exchange", stage.rdd().schema(), query.context()));
    }
    query.shuffles().put(stage.id(), spools);
    partitions(
        query,
        stage,
        new ShuffleSink(stage.rdd().schema(), stage.output(), new SpoolBlocks(spools)));
    spools.forEach(Spool::finish);
  }

  private void partitions(QueryExecution query, Stage stage, PipelineSink sink) {
    QueryContext context = query.context();
    int threadCount = context.settings().threads();
    if (stage.partitions() == 1) {
      run(query, stage, 0, sink, new PipelineRunner(context, threads, threadCount));
      return;
    }
    int workers = Math.min(threadCount, stage.partitions());
    AtomicInteger next = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(workers - 1);
    Runnable work =
        () -> {
          int partition;
          while ((partition = next.getAndIncrement()) < stage.partitions()
              && !context.cancel().isCancelled()) {
            run(query, stage, partition, sink, new PipelineRunner(context, threads, 1));
          }
        };
    Runnable task =
        () -> {
          try {
            work.run();
          } catch (Throwable t) {
            context.cancel().fail(Failures.of(t, "stage " + stage.id()));
          } finally {
            running.countDown();
          }
        };
    try {
      for (int i = 1; i < workers; i++) {
        start(task, running, context);
      }
      work.run();
    } finally {
      await(running, context);
    }
    context.checkCancelled();
  }

  private void start(Runnable task, CountDownLatch running, QueryContext context) {
    try {
      threads.execute(task);
    } catch (Throwable t) {
      running.countDown();
      context.cancel().fail(Failures.of(t, "the start of a thread"));
    }
  }

  private static void await(CountDownLatch running, QueryContext context) {
    boolean interrupted = false;
    while (true) {
      try {
        running.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        context.cancel().cancel(Failures.interrupted());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(
      QueryExecution query, Stage stage, int partition, PipelineSink sink, PipelineRunner runner) {
    new StageRun(query.context(), stage.toRun(), query.shuffles(), query.metrics())
        .run(partition, sink, runner);
  }

  @Override
  public void drop(QueryExecution query, int stage) {
    query.shuffles().drop(stage);
  }

  @Override
  public void ended(QueryExecution query) {}

  @Override
  public void close() {
    threads.shutdown();
  }
}
