package io.sheaf.engine.spill;

import java.util.Collection;
import java.util.function.Consumer;

/** Releases many things although some of them fail. */
public final class Closing {
  private Closing() {}

  /**
   * Releases all; then throws the first failure, which carries the others, if there was one.
   *
   * @param release throws unchecked exceptions alone
   */
  public static <T> void all(Collection<? extends T> things, Consumer<T> release) {
    RuntimeException failure = null;
    for (T thing : things) {
      try {
        release.accept(thing);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
