package io.sheaf.engine.pipeline;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;

/** Turns whatever an operator throws into the one exception that callers see. */
public final class Failures {
  private static final String CANCELLED = "CANCELLED";

  private Failures() {}

  /**
   * The failure as it is when it is typed already; else a BUG, or RESOURCE when the heap or a stack
   * ran out.
   *
   * @param where the pipeline or stage that failed
   */
  public static SheafException of(Throwable failure, String where) {
    return switch (failure) {
      case SheafException typed -> typed;
      case OutOfMemoryError e ->
          new SheafException(
              Blame.RESOURCE,
              "OUT_OF_MEMORY",
              "the Java heap is exhausted in "
                  + where
                  + "; lower the setting 'memory' or raise -Xmx ("
                  + e.getMessage()
                  + ")",
              e);
      case StackOverflowError e ->
          new SheafException(
              Blame.RESOURCE,
              "TOO_DEEP",
              "an expression or plan is nested too deeply in " + where,
              e);
      default ->
          new SheafException(
              Blame.BUG, "INTERNAL", "internal error in " + where + ": " + failure, failure);
    };
  }

  /** Whether a failure of this code is none, but somebody's wish. */
  public static boolean isCancellation(String code) {
    return code.equals(CANCELLED);
  }

  public static SheafException interrupted() {
    return SheafException.user(CANCELLED, "the thread that ran the query was interrupted");
  }

  public static SheafException cancelled() {
    return SheafException.user(CANCELLED, "the query was cancelled");
  }
}
