package io.sheaf.cluster.driver;

import io.sheaf.cluster.block.FetchFailure;
import io.sheaf.cluster.block.FetchedRows;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TakeOver;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.schedule.QueryExecution;
import io.sheaf.engine.schedule.SchedulerEvent;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the driver itself does in a {@link Simulation}. For one thread. */
final class SimulatedDriver implements DriverWork {
  private final Simulation simulation;
  private final Set<Long> lost = new HashSet<>();
  private final List<Runnable> apart = new ArrayList<>();
  private boolean waking;

  /** What each query's last stage gives. */
  static final Map<Long, SimulatedRows> RESULTS = new HashMap<>();

  SimulatedDriver(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void run(QueryExecution query, Stage stage, TaskId task, List<Input> inputs) {
    simulation.after(
        simulation.random.nextInt(200),
        () -> {
          SimulatedRows rows =
              SimulatedRows.computed(query.graph(), stage.toRun(), task, List.of());
          simulation.driverStore.put(task, rows);
          simulation.tell(
              new ClusterEvent.LocalTaskEnded(
                  new Message.TaskDone(EPOCH, task, rows.sizes(), List.of(), 0, List.of())));
        });
  }

  @Override
  public void fetch(QueryExecution query, Map<Integer, List<List<Source>>> inputs) {
    List<Input> all = new ArrayList<>();
    inputs.forEach(
        (stage, partitions) -> partitions.forEach(sources -> all.add(new Input(stage, sources))));
    simulation.after(simulation.random.nextInt(500), () -> fetch(query, all));
  }

  private void fetch(QueryExecution query, List<Input> inputs) {
    Object read = simulation.readAll(inputs);
    if (read instanceof Simulation.Waiting waiting) {
      if (!lost.contains(waiting.source().address().epoch())) {
        simulation.after(200, () -> fetch(query, inputs));
        return;
      }
      read = waiting.source();
    }
    SheafException failure = null;
    if (read instanceof Source source) {
      failure = failure(source);
    } else {
      Stage last = query.graph().result();
      TaskId all = new TaskId(new Message.StageId(query.id(), last.id()), 0, 0);
      @SuppressWarnings("unchecked")
      List<SimulatedRows> parts = (List<SimulatedRows>) read;
      RESULTS.put(query.id(), SimulatedRows.computed(query.graph(), last.toRun(), all, parts));
    }
    simulation.tell(new ClusterEvent.InputsFetched(query.id(), failure));
  }

  /** What somebody sees who cannot read this. */
  private static SheafException failure(Source source) {
    FetchedRows rows =
        new FetchedRows(
            Schema.of(),
            List.of(source),
            (from, block, offset, bytes) ->
                CompletableFuture.failedFuture(new IllegalStateException("gone")));
    try (BatchStream stream = rows.open(new MemoryPool(1 << 20), () -> {})) {
      stream.next();
      throw new AssertionError("it can be read");
    } catch (SheafException e) {
      FetchFailure.source(e).orElseThrow();
      return e;
    }
  }

  @Override
  public void giveResult(QueryExecution query) {
    simulation.after(
        simulation.random.nextInt(100),
        () ->
            simulation.tell(
                new ClusterEvent.ResultGiven(
                    query.id(), new SchedulerEvent.StageFinished(query.graph().result().id()))));
  }

  @Override
  public void takeOver(TakeOver order) {
    simulation.after(
        20,
        () -> {
          SimulatedRows rows = null;
          for (SimulatedWorker worker : simulation.workers) {
            if (worker.epoch() == order.from().epoch() && worker.isThere() && !worker.sleeps()) {
              rows = worker.rows(order.task());
            }
          }
          if (rows != null) {
            simulation.driverStore.put(order.task(), rows);
          }
          simulation.tell(
              new ClusterEvent.LocalTaskEnded(
                  new Message.TookOver(EPOCH, order.task(), rows != null)));
        });
  }

  @Override
  public void drop(long query) {}

  @Override
  public Message.SentPlan sent(long query, PhysicalPlan plan) {
    return new Message.SentPlan(PlanCodec.encode(plan), List.of());
  }

  @Override
  public void wake(long nanos) {
    if (!waking) {
      waking = true;
      simulation.after(
          nanos / 1_000_000 + 1,
          () -> {
            waking = false;
            simulation.tell(new ClusterEvent.Waited());
          });
    }
  }

  @Override
  public void apart(Runnable what) {
    apart.add(what);
    simulation.after(
        simulation.random.nextInt(500),
        () -> {
          doApart();
          simulation.tell(new ClusterEvent.Waited());
        });
  }

  /** Whatever is done apart is done now. */
  void doApart() {
    apart.forEach(Runnable::run);
    apart.clear();
  }

  @Override
  public void lost(long epoch) {
    lost.add(epoch);
  }

  /** Half of the workers are of this machine, and make room for others. */
  @Override
  public void silent(String host, long pid) {
    simulation.workers.stream()
        .filter(worker -> worker.pid() == pid && pid % 2 == 0)
        .forEach(SimulatedWorker::die);
  }
}
