package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.RunTask;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.engine.stage.StagePlan;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** A worker of a {@link Simulation}: says what a real one would say. For one thread. */
final class SimulatedWorker {
  private static final long PATIENCE_MILLIS = 30_000;
  private static final long FETCH_MILLIS = 60_000;

  /** The stages of each query; set by whoever starts queries. */
  static LongFunction<StageGraph> graphs;

  private final Simulation simulation;
  private final int pid;
  private final Simulation.WorkerLine line;
  private final Simulation.Wire toDriver;
  private final Map<StageId, StagePlan> stages = new HashMap<>();
  private final Map<TaskId, SimulatedRows> store = new HashMap<>();
  private final Set<TaskId> kept = new HashSet<>();
  private final Set<TaskId> running = new HashSet<>();
  private final Set<Long> lostPeers = new HashSet<>();
  private final ArrayDeque<Runnable> missed = new ArrayDeque<>();
  private final boolean isBad;
  private long epoch = -1;
  private long heardMillis;
  private boolean sleeping;
  private boolean gone;

  SimulatedWorker(Simulation simulation, int pid) {
    this.simulation = simulation;
    this.pid = pid;
    this.line = simulation.new WorkerLine(this);
    this.toDriver = simulation.new Wire();
    this.isBad = simulation.random.nextInt(8) == 0;
    this.heardMillis = simulation.nowMillis();
    simulation.after(
        300 + simulation.random.nextInt(1500),
        () -> {
          say(new Message.Register("here", 1, "", 1 + simulation.random.nextInt(2), pid));
          beat();
        });
  }

  long epoch() {
    return epoch;
  }

  long pid() {
    return pid;
  }

  boolean isThere() {
    return !gone;
  }

  boolean sleeps() {
    return sleeping;
  }

  SimulatedRows rows(TaskId task) {
    return store.get(task);
  }

  /** Does it now, or when it wakes. */
  private void awake(Runnable what) {
    if (gone) {
      return;
    }
    if (sleeping) {
      missed.add(what);
    } else {
      what.run();
    }
  }

  private void say(Message message) {
    toDriver.carry(() -> simulation.tell(new ClusterEvent.Said(line, message)));
  }

  private void beat() {
    if (!gone) {
      if (!sleeping) {
        say(new Message.Heartbeat(epoch));
        if (simulation.nowMillis() - heardMillis > PATIENCE_MILLIS) {
          die();
          return;
        }
      }
      simulation.after(Simulation.TICK_MILLIS, this::beat);
    }
  }

  void sleep(long millis) {
    sleeping = true;
    simulation.after(
        millis,
        () -> {
          sleeping = false;
          while (!missed.isEmpty() && !gone && !sleeping) {
            missed.poll().run();
          }
        });
  }

  /** The process ends; another one is started. */
  void die() {
    if (!gone) {
      gone = true;
      toDriver.carry(() -> simulation.tell(new ClusterEvent.LineClosed(line)));
      simulation.after(500, simulation::startWorker);
    }
  }

  /** Nothing passes in one direction any more. */
  void cut() {
    (simulation.random.nextBoolean() ? toDriver : line.wire()).cut();
  }

  /** Something happens to rows that lie here: their checksum does not fit any more. */
  void corrupt() {
    if (!store.isEmpty()) {
      List<TaskId> tasks = new ArrayList<>(store.keySet());
      tasks.sort(java.util.Comparator.comparing(TaskId::toString));
      TaskId task = tasks.get(simulation.random.nextInt(tasks.size()));
      store.remove(task);
      if (simulation.random.nextBoolean() && kept.remove(task)) {
        say(new Message.Dropped(epoch, task)); // it had to make room
      }
    }
  }

  void leave() {
    awake(() -> say(new Message.Drain()));
  }

  void hungUp() {
    awake(this::die);
  }

  void receive(Message message) {
    awake(
        () -> {
          heardMillis = simulation.nowMillis();
          handle(message);
        });
  }

  private void handle(Message message) {
    switch (message) {
      case Message.Registered m -> epoch = m.epoch();
      case Message.DefineStage m -> stages.put(m.stage(), plan(m));
      case RunTask m -> start(m);
      case Message.CancelTask m -> cancel(m.task());
      case Message.DropQuery m -> {
        store.keySet().removeIf(task -> task.stage().query() == m.query() && !kept.contains(task));
        List.copyOf(running).stream()
            .filter(task -> task.stage().query() == m.query())
            .forEach(this::cancel);
      }
      case Message.PeerLost m -> lostPeers.add(m.epoch());
      case Message.Drain m -> die();
      case Message.TakeOver m -> simulation.after(10, () -> awake(() -> take(m)));
      case Message.Copy m -> simulation.after(10, () -> awake(() -> copy(m.rows())));
      case Message.Forget m -> {
        m.tasks().stream().filter(kept::remove).forEach(store::remove);
      }
      default -> {}
    }
  }

  private static StagePlan plan(Message.DefineStage m) {
    PhysicalPlan plan = PlanCodec.decode(m.plan().bytes());
    return new StagePlan(m.stage().stage(), plan, m.partitions(), m.output());
  }

  private void start(RunTask run) {
    running.add(run.task());
    int kind = simulation.random.nextInt(40);
    long millis = kind == 0 ? 20_000 : 5 + simulation.random.nextInt(kind < 5 ? 3000 : 300);
    simulation.after(millis, () -> finish(run, simulation.nowMillis()));
  }

  private void cancel(TaskId task) {
    if (running.remove(task)) {
      fail(task, new Failure.Failed(Blame.USER, "CANCELLED", "cancelled"));
    }
  }

  private void fail(TaskId task, Failure why) {
    say(new Message.TaskFailed(epoch, task, why));
  }

  private void finish(RunTask run, long sinceMillis) {
    awake(
        () -> {
          if (!running.contains(run.task())) {
            return;
          }
          Object read = simulation.readAll(run.inputs());
          if (read instanceof Simulation.Waiting waiting) {
            boolean inVain =
                lostPeers.contains(waiting.source().address().epoch())
                    || simulation.nowMillis() - sinceMillis > FETCH_MILLIS;
            if (!inVain) {
              simulation.after(200, () -> finish(run, sinceMillis));
              return;
            }
            read = waiting.source();
          }
          running.remove(run.task());
          if (!(read instanceof Source)) {
            simulation.written.add(run.task()); // what follows may fail all the same
          }
          if (read instanceof Source source) {
            fail(
                run.task(),
                new Failure.FetchFailed(source.block(), source.address().epoch(), "gone"));
          } else if (simulation.random.nextInt(isBad ? 2 : 100) == 0) {
            fail(run.task(), new Failure.Failed(Blame.EXTERNAL, "DISK_FULL", "simulated"));
          } else {
            @SuppressWarnings("unchecked")
            List<SimulatedRows> rows = (List<SimulatedRows>) read;
            done(run.task(), rows);
          }
        });
  }

  private void done(TaskId task, List<SimulatedRows> read) {
    StageGraph graph = graphs.apply(task.stage().query());
    SimulatedRows rows = SimulatedRows.computed(graph, stages.get(task.stage()), task, read);
    store.put(task, rows);
    long keptRows = -1;
    if (stages.get(task.stage()).output() instanceof Partitioning.Kept
        && simulation.random.nextInt(8) > 0) { // else there is no place
      kept.add(task);
      keptRows = rows.sorted().size();
    }
    say(new Message.TaskDone(epoch, task, rows.sizes(), List.of(), 0, List.of(), keptRows));
  }

  /** Rows that are kept are copied from another worker. */
  private void copy(Source source) {
    TaskId task = source.block().task();
    boolean whole = simulation.random.nextInt(4) > 0 && copy(task, source.address().epoch());
    if (whole) {
      kept.add(task);
    }
    say(new Message.TookOver(epoch, task, whole));
  }

  /** Tasks that have rows here that outlive their query. */
  Set<TaskId> kept() {
    return Set.copyOf(kept);
  }

  private void take(Message.TakeOver order) {
    say(new Message.TookOver(epoch, order.task(), copy(order.task(), order.from().epoch())));
  }

  private boolean copy(TaskId task, long from) {
    for (SimulatedWorker other : simulation.workers) {
      if (other.epoch == from && other.isThere() && !other.sleeping) {
        SimulatedRows rows = other.store.get(task);
        if (rows != null) {
          store.put(task, rows);
          return true;
        }
      }
    }
    return false;
  }
}
