package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;

/** What is said of a lambda that threw something. */
final class UserFailure {
  private static final int MOST_FRAMES = 12;

  private UserFailure() {}

  /**
   * The failure with the program's own part of the stack; errors of the engine that came through
   * the lambda stay what they are.
   */
  static RuntimeException of(CallSite site, TaskScope scope, Throwable thrown) {
    return switch (thrown) {
      case SheafException known -> known;
      case OutOfMemoryError error -> throw error;
      default ->
          new SheafException(
              Blame.USER,
              "USER_CODE",
              site + " failed in partition " + scope.partition() + ": " + stack(thrown),
              thrown);
    };
  }

  private static String stack(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    int frames = 0;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (isEngine(frame.getClassName()) || frames++ == MOST_FRAMES) {
        break;
      }
      text.append("\n  at ").append(frame);
    }
    if (thrown.getCause() != null && thrown.getCause() != thrown) {
      text.append("\ncaused by ").append(stack(thrown.getCause()));
    }
    return text.toString();
  }

  private static boolean isEngine(String className) {
    return CallSite.isOwn(className) || className.startsWith("io.sheaf.engine.");
  }
}
