package io.sheaf.cluster.driver;

import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;

/** Why an attempt gave nothing; what follows depends on nothing but the kind. Immutable. */
sealed interface TaskFailure {
  /**
   * It could not read rows of another attempt, which is run again.
   *
   * @param epoch where those rows lay
   */
  record FetchFailed(TaskId source, long epoch, String message) implements TaskFailure {}

  /** Its worker left. */
  record WorkerLost(TaskId task) implements TaskFailure {}

  /** It failed for reasons that may not be there the next time. */
  record TaskFailed(TaskId task, SheafException why) implements TaskFailure {}

  /** It would fail every time: so does the query. */
  record QueryFailed(SheafException why) implements TaskFailure {}

  /** What a worker said. */
  static TaskFailure of(Message.TaskFailed said) {
    return switch (said.failure()) {
      case Message.Failure.FetchFailed f ->
          new FetchFailed(f.block().task(), f.epoch(), f.message());
      case Message.Failure.Failed f -> {
        SheafException why = new SheafException(f.blame(), f.code(), f.message());
        boolean again = f.blame() == Blame.EXTERNAL || f.blame() == Blame.RESOURCE;
        yield again ? new TaskFailed(said.task(), why) : new QueryFailed(why);
      }
    };
  }
}
