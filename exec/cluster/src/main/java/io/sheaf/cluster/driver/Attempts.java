package io.sheaf.cluster.driver;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.log.EventLog;
import io.sheaf.cluster.log.LogEvent.Attempt;
import io.sheaf.cluster.log.LogEvent.Ending;
import io.sheaf.cluster.log.LogEvent.Figures;
import io.sheaf.cluster.log.LogEvent.Loss;
import io.sheaf.cluster.log.LogEvent.Outcome;
import io.sheaf.cluster.log.LogEvent.OutputLost;
import io.sheaf.cluster.log.LogEvent.OutputMoved;
import io.sheaf.cluster.log.LogEvent.QueryEnded;
import io.sheaf.cluster.log.LogEvent.StageChanged;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/** The attempts of one query that were handed out, each logged once it is over. For one thread. */
final class Attempts {
  private final long query;
  private final EventLog log;
  private final LongSupplier clock;
  private final Map<TaskId, Begun> open = new LinkedHashMap<>();

  private final Stragglers stragglers = new Stragglers(Stragglers.Limits.USUAL);

  /**
   * @param sources whose rows it reads
   * @param kept those of the tasks that it reads whose rows outlive their query
   */
  private record Begun(
      Attempt attempt, long startNanos, long readBytes, Set<Long> sources, Set<TaskId> kept) {}

  /**
   * @param clock nanoseconds since some moment
   */
  Attempts(long query, EventLog log, LongSupplier clock) {
    this.query = query;
    this.log = log;
    this.clock = clock;
  }

  void begin(TaskId task, long epoch, List<Input> inputs) {
    long readBytes = 0;
    Set<Long> sources = new HashSet<>();
    Set<TaskId> kept = new HashSet<>();
    for (Input input : inputs) {
      for (Source source : input.sources()) {
        readBytes += source.sizeBytes();
        sources.add(source.address().epoch());
        if (source.kept()) {
          kept.add(source.block().task());
        }
      }
    }
    long now = clock.getAsLong();
    open.put(task, new Begun(attempt(task, epoch), now, readBytes, sources, kept));
    stragglers.began(task, now);
  }

  private static Attempt attempt(TaskId task, long epoch) {
    return new Attempt(
        task.stage().query(), task.stage().stage(), task.partition(), task.attempt(), epoch);
  }

  /**
   * An attempt gave its rows.
   *
   * @param wanted whether they are taken
   * @return what it did
   */
  Figures done(Message.TaskDone done, boolean wanted) {
    Begun begun = open.remove(done.task());
    if (begun == null) {
      return Figures.NONE; // said twice
    }
    List<Totals> operators = done.counters();
    Figures figures =
        new Figures(
            operators.isEmpty() ? 0 : operators.getFirst().rows(),
            begun.readBytes(),
            done.sizes().stream().mapToLong(Long::longValue).sum(),
            done.spilledBytes(),
            operators);
    if (wanted) {
      stragglers.done(done.task(), clock.getAsLong());
    }
    end(begun, figures, wanted ? Outcome.DONE : Outcome.REFUSED, "");
    return figures;
  }

  /** An attempt ended without rows. */
  void failed(TaskId task, Outcome outcome, String cause) {
    Begun begun = open.remove(task);
    if (begun != null) {
      end(begun, Figures.NONE, outcome, cause);
    }
  }

  /** Partitions that take much longer than others of their stage. */
  List<Key> slow(IntUnaryOperator partitions) {
    return stragglers.slow(clock.getAsLong(), partitions);
  }

  /**
   * Whether a worker is to blame for rows that an attempt could not read: not when nobody waits for
   * the attempt any more, nor for rows that outlive their query, which may have to make room.
   */
  boolean blames(TaskId reader, TaskId source) {
    Begun begun = open.get(reader);
    return begun != null && !begun.kept().contains(source);
  }

  /** Whether an attempt may still read rows of this worker. */
  boolean readsFrom(long epoch) {
    return open.values().stream().anyMatch(begun -> begun.sources().contains(epoch));
  }

  private void end(Begun begun, Figures figures, Outcome outcome, String cause) {
    stragglers.ended(task(begun.attempt()));
    log.add(
        new TaskEnded(
            begun.attempt(), begun.startNanos(), clock.getAsLong(), figures, outcome, cause));
  }

  /** A worker left; so ended whatever ran there. */
  void lost(long epoch) {
    for (Begun begun : List.copyOf(open.values())) {
      if (begun.attempt().epoch() == epoch) {
        failed(task(begun.attempt()), Outcome.WORKER_LOST, "");
      }
    }
  }

  private static TaskId task(Attempt a) {
    return new TaskId(new Message.StageId(a.query(), a.stage()), a.partition(), a.attempt());
  }

  /** The rows of an attempt cannot be had any more. */
  void outputLost(TaskId task, long epoch, Loss why) {
    log.add(new OutputLost(clock.getAsLong(), attempt(task, epoch), why));
  }

  /** The rows of an attempt lie with another worker from now on. */
  void outputMoved(TaskId task, long fromEpoch, long toEpoch) {
    log.add(new OutputMoved(clock.getAsLong(), attempt(task, fromEpoch), toEpoch));
  }

  /** Something is done otherwise than planned. */
  void changed(int stage, String what) {
    log.add(new StageChanged(clock.getAsLong(), query, stage, what));
  }

  /**
   * The query is over: what still runs is of no use.
   *
   * @param reason why it was stopped; null when it was not
   */
  void end(SheafException reason) {
    List.copyOf(open.keySet()).forEach(task -> failed(task, Outcome.CANCELLED, ""));
    Ending ending =
        reason == null
            ? Ending.DONE
            : Failures.isCancellation(reason.code()) ? Ending.CANCELLED : Ending.FAILED;
    String code = reason == null ? "" : reason.code();
    log.add(new QueryEnded(clock.getAsLong(), query, ending, code));
  }
}
