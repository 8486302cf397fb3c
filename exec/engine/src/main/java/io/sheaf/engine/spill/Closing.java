package io.sheaf.engine.spill;

import java.util.Collection;
import java.util.List;
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
    Throwable failure = null;
    for (T thing : things) {
      try {
        release.accept(thing);
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    switch (failure) {
      case null -> {}
      case Error e -> throw e;
      case Throwable e -> throw (RuntimeException) e;
    }
  }

  /** The same for things of different kinds: each step is made whatever becomes of the others. */
  public static void all(Runnable... steps) {
    all(List.of(steps), Runnable::run);
  }

  /** Releases all as {@link #all} does and forgets them, those too that failed. */
  public static <T> void drain(Collection<? extends T> things, Consumer<T> release) {
    try {
      all(things, release);
    } finally {
      things.clear();
    }
  }
}
