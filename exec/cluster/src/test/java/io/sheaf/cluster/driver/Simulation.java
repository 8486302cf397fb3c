package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Line;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A cluster without time, threads or network: a {@link Dispatcher} and workers that exist in this
 * object alone. What happens when is drawn from a seed. For one thread.
 */
final class Simulation {
  static final long TICK_MILLIS = 500;
  static final TaskSizes SIZES = new TaskSizes(1 << 20, 2 << 20, 3 << 20);
  private static final Address OWN = new Address(DriverWork.EPOCH, "", 1, "");

  final Random random;
  final Happened happened = new Happened();
  final List<SimulatedWorker> workers = new ArrayList<>();

  /** Attempts that have come to the point where what they write is written. */
  final Set<TaskId> written = new HashSet<>();

  final Map<TaskId, SimulatedRows> driverStore = new HashMap<>();
  final Dispatcher dispatcher;
  private final PriorityQueue<Scheduled> future = new PriorityQueue<>();
  private long nowMillis;
  private long scheduled;
  private int started;

  private record Scheduled(long millis, long number, Runnable what)
      implements Comparable<Scheduled> {
    @Override
    public int compareTo(Scheduled other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  Simulation(long seed) {
    random = new Random(seed);
    dispatcher =
        new Dispatcher(
            new SimulatedDriver(this),
            OWN,
            new ClusterLoop.Limits(10_000, 60_000, SIZES),
            happened,
            () -> TimeUnit.MILLISECONDS.toNanos(nowMillis));
    tick();
  }

  private void tick() {
    tell(new ClusterEvent.Tick());
    after(TICK_MILLIS, this::tick);
  }

  long nowMillis() {
    return nowMillis;
  }

  void tell(ClusterEvent event) {
    dispatcher.take(event);
  }

  void after(long millis, Runnable what) {
    future.add(new Scheduled(nowMillis + millis, scheduled++, what));
  }

  /** Lets the next thing happen. */
  void step() {
    Scheduled next = future.poll();
    nowMillis = next.millis();
    next.what().run();
  }

  /** Another worker process, which joins by and by. */
  void startWorker() {
    workers.add(new SimulatedWorker(this, ++started));
  }

  /** What an attempt to read rows comes to. */
  sealed interface Read {
    record Rows(SimulatedRows rows) implements Read {}

    record Failed() implements Read {}

    /** Their worker sleeps. */
    record Nothing() implements Read {}
  }

  Read read(Source source) {
    TaskId task = source.block().task();
    int partition = source.block().partition();
    long epoch = source.address().epoch();
    if (epoch == DriverWork.EPOCH) {
      return found(driverStore.get(task), partition);
    }
    for (SimulatedWorker worker : workers) {
      if (worker.epoch() == epoch && worker.isThere()) {
        return worker.sleeps() ? new Read.Nothing() : found(worker.rows(task), partition);
      }
    }
    return new Read.Failed();
  }

  private static Read found(SimulatedRows rows, int partition) {
    return rows == null ? new Read.Failed() : new Read.Rows(rows.part(partition));
  }

  /** All sources in order; the first that cannot be had, or may not be had for a while, decides. */
  Object readAll(List<Input> inputs) {
    List<SimulatedRows> all = new ArrayList<>();
    long distinct = inputs.stream().flatMap(i -> i.sources().stream()).distinct().count();
    if (distinct < inputs.stream().mapToLong(i -> i.sources().size()).sum()) {
      throw new AssertionError("rows are read twice: " + inputs);
    }
    for (Input input : inputs) {
      for (Source source : input.sources()) {
        switch (read(source)) {
          case Read.Rows found -> all.add(found.rows().as(input.stage()));
          case Read.Failed f -> {
            return source;
          }
          case Read.Nothing n -> {
            return new Waiting(source);
          }
        }
      }
    }
    return all;
  }

  record Waiting(Source source) {}

  /** One direction of a line: what is said arrives later, in order, some of it twice. */
  final class Wire {
    private boolean cut;
    private long lastMillis;

    void carry(Runnable arrival) {
      if (!cut) {
        lastMillis = Math.max(lastMillis, nowMillis + random.nextInt(40));
        long wait = lastMillis - nowMillis;
        after(wait, arrival);
        if (random.nextInt(20) == 0) {
          after(wait, arrival);
        }
      }
    }

    /** Nothing arrives any more, and nobody is told. */
    void cut() {
      cut = true;
    }

    boolean isCut() {
      return cut;
    }
  }

  /** The driver's end of the line to a worker. */
  final class WorkerLine implements Line {
    private final SimulatedWorker worker;
    private final Wire wire = new Wire();
    private boolean closed;

    WorkerLine(SimulatedWorker worker) {
      this.worker = worker;
    }

    @Override
    public void send(Message message) {
      if (!closed) {
        wire.carry(() -> worker.receive(message));
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        wire.carry(worker::hungUp);
      }
    }

    Wire wire() {
      return wire;
    }
  }
}
