package io.sheaf.cluster.log;

import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import java.util.List;

/** Something that happened in a cluster. Immutable. */
public sealed interface LogEvent {
  /** When it happened: nanoseconds on the driver's clock. */
  long nanos();

  /**
   * A worker was taken in.
   *
   * @param epoch names it from here on
   */
  record WorkerJoined(long nanos, long epoch, String host, long pid, int slots)
      implements LogEvent {}

  /** A worker is not reckoned with any more; nothing that it says is heard. */
  record WorkerLeft(long nanos, long epoch, Leaving why) implements LogEvent {}

  /** Why a worker left. */
  enum Leaving {
    /** Its line was closed. */
    CLOSED,
    /** It said nothing for too long. */
    SILENT,
    /** It wished to, and had nothing any more that anybody needs. */
    DRAINED
  }

  /**
   * An attempt is over, or nobody waits for it any more.
   *
   * @param startNanos when it was handed out
   * @param cause what went wrong; empty where nothing did
   */
  record TaskEnded(
      Attempt attempt, long startNanos, long nanos, Figures figures, Outcome outcome, String cause)
      implements LogEvent {}

  /**
   * Rows that an attempt gave cannot be had any more: they are computed again where they are still
   * needed.
   *
   * @param nanos when the driver gave them up
   */
  record OutputLost(long nanos, Attempt attempt, Loss why) implements LogEvent {}

  /** Why rows cannot be had. */
  enum Loss {
    /** Their worker left. */
    WORKER_LEFT,
    /** Somebody could not read them. */
    FETCH_FAILED,
    /** They were kept for later queries, and had to make room where they lay. */
    MADE_ROOM,
    /** They go with others that were lost and would not fit them when those are computed again. */
    ROLLED_BACK
  }

  /**
   * Rows went from a worker that leaves to another place.
   *
   * @param attempt that gave them, with the epoch of the worker that leaves
   * @param toEpoch where they lie now
   */
  record OutputMoved(long nanos, Attempt attempt, long toEpoch) implements LogEvent {}

  /**
   * A worker that keeps failing is given nothing for a while, as long as there is another one.
   *
   * @param query and
   * @param stage of which it is given nothing; both -1 when it is nothing at all
   */
  record WorkerExcluded(long nanos, long epoch, long query, int stage, long untilNanos)
      implements LogEvent {}

  /**
   * A stage runs otherwise than planned.
   *
   * @param what is done, and the figures that are the reason
   */
  record StageChanged(long nanos, long query, int stage, String what) implements LogEvent {}

  /**
   * A query is over.
   *
   * @param code of its failure, or of the wish that it stops; empty where it ended by itself
   */
  record QueryEnded(long nanos, long query, Ending ending, String code) implements LogEvent {}

  /** How a query ended. */
  enum Ending {
    /** It gave all of its rows, or as many as somebody wanted. */
    DONE,
    FAILED,
    /** Somebody wished that it stops. */
    CANCELLED
  }

  /** So many events before this one could not be kept. */
  record EventsLost(long nanos, long events) implements LogEvent {}

  /**
   * One attempt to compute a partition of a stage.
   *
   * @param partition the number of the task
   * @param attempt unique within the query
   * @param epoch of the worker; 0 is the driver itself
   */
  record Attempt(long query, int stage, int partition, int attempt, long epoch) {}

  /**
   * What an attempt took and gave; nothing is known of one that did not end well.
   *
   * @param rows given out
   * @param readBytes of other attempts' rows, as they lie on disk
   * @param writtenBytes of its own rows, as they lie on disk
   * @param spilledBytes written because memory was short
   * @param operators what each operator did, in the order of the stage's plan
   */
  record Figures(
      long rows, long readBytes, long writtenBytes, long spilledBytes, List<Totals> operators) {
    public static final Figures NONE = new Figures(0, 0, 0, 0, List.of());

    public Figures {
      operators = List.copyOf(operators);
    }
  }

  /** How an attempt ended. */
  enum Outcome {
    /** Its rows are taken. */
    DONE,
    /** It failed by itself. */
    FAILED,
    /** It could not read rows of another one. */
    FETCH_FAILED,
    /** Its worker left. */
    WORKER_LOST,
    /** Its query ended, or its rows were not needed any more. */
    CANCELLED,
    /** Another attempt of the same task was first. */
    SUPERSEDED,
    /** It gave rows that nobody waited for any more; they are not read. */
    REFUSED
  }
}
