package io.sheaf.dataframe.rdd.task;

import java.io.Serializable;
import java.util.Set;

/**
 * Which method of an Rdd was called, and where.
 *
 * @param source file and line of the program, e.g. {@code WordCount.java:12}
 */
public record CallSite(String method, String source) implements Serializable {
  private static final String OWN_PACKAGE = "io.sheaf.dataframe.rdd.";
  private static final Set<String> OWN_CLASSES =
      Set.of(
          "io.sheaf.dataframe.Session",
          "io.sheaf.dataframe.DataFrame",
          "io.sheaf.dataframe.Dataset",
          "io.sheaf.dataframe.FrameRdds",
          "io.sheaf.dataframe.GroupedDataset");

  /** The call that is being made, seen from inside of this package. */
  public static CallSite of(String method) {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> !isOwn(frame.getClassName()))
                    .findFirst()
                    .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                    .map(source -> new CallSite(method, source))
                    .orElse(new CallSite(method, "?")));
  }

  /** Whether a class is no part of the program. */
  static boolean isOwn(String className) {
    return className.startsWith(OWN_PACKAGE) || OWN_CLASSES.contains(className);
  }

  @Override
  public String toString() {
    return method + " at " + source;
  }
}
