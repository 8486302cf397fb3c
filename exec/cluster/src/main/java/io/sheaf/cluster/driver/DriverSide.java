package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.BlockStore;
import io.sheaf.cluster.block.FetchedRows;
import io.sheaf.cluster.block.Peers;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.worker.TaskRunner;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.ThreadsBackend;
import io.sheaf.engine.shuffle.Spool;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** What is done in the driver's own JVM, on threads of its own. Thread-safe. */
final class DriverSide implements AutoCloseable {
  /** The driver's own epoch, as one who serves blocks. */
  static final long EPOCH = 0;

  private final Peers peers;
  private final TaskRunner runner;
  private final Consumer<ClusterEvent> events;
  private final ThreadsBackend threads = new ThreadsBackend();
  private final ExecutorService work =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("sheaf-driver-", 0).factory());

  DriverSide(BlockStore store, Peers peers, Consumer<ClusterEvent> events) {
    this.peers = peers;
    this.runner = new TaskRunner(store, peers);
    this.events = events;
  }

  /** Computes a partition of a stage that reads tables of the session. */
  void run(QueryExecution query, Stage stage, TaskId task, List<Input> inputs) {
    work.execute(
        () -> {
          Message outcome;
          try {
            TaskRunner.Done done = runner.run(task, stage.toRun(), inputs, query.context());
            outcome = new Message.TaskDone(EPOCH, task, done.sizes(), done.counters());
          } catch (Throwable t) {
            SheafException e = Failures.of(t, "stage " + stage.id());
            query.context().cancel().fail(e);
            outcome =
                new Message.TaskFailed(
                    EPOCH, task, new Failure.Failed(e.blame(), e.code(), e.getMessage()));
          }
          events.accept(new ClusterEvent.LocalTaskEnded(outcome));
        });
  }

  /**
   * Fetches what the last stage reads.
   *
   * @param inputs by stage, what each partition consists of
   */
  void fetch(QueryExecution query, Map<Integer, List<List<Source>>> inputs) {
    work.execute(
        () -> {
          SheafException failure = null;
          try {
            inputs.forEach((stage, partitions) -> fetch(query, stage, partitions));
          } catch (Throwable t) {
            failure = Failures.of(t, "the last stage");
          }
          events.accept(new ClusterEvent.InputsFetched(query.id(), failure));
        });
  }

  private void fetch(QueryExecution query, int stage, List<List<Source>> partitions) {
    Schema schema = query.graph().stages().get(stage).rdd().schema();
    List<Spool> spools = new ArrayList<>();
    try {
      for (List<Source> sources : partitions) {
        Spool spool = new Spool("Exchange", schema, query.context());
        spools.add(spool);
        fetch(new FetchedRows(schema, sources, peers), spool, query);
        spool.finish();
      }
    } catch (Throwable t) {
      Closing.all(spools, Spool::close);
      throw t;
    }
    query.shuffles().put(stage, spools);
  }

  private static void fetch(FetchedRows rows, Spool spool, QueryExecution query) {
    try (BatchStream stream = rows.open(query.context().cancel()::check)) {
      Batch batch;
      while ((batch = stream.next()) != null) {
        query.context().cancel().check();
        spool.add(batch);
      }
    }
  }

  /** Runs the last stage over what was fetched. */
  void giveResult(QueryExecution query) {
    int last = query.graph().result().id();
    threads.run(
        query, last, event -> events.accept(new ClusterEvent.ResultGiven(query.id(), event)));
  }

  /** Nothing comes from this worker any more. */
  void lost(long epoch) {
    peers.lost(epoch);
  }

  @Override
  public void close() {
    threads.close();
    work.shutdown();
  }
}
