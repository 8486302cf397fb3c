package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import java.time.Duration;
import java.util.Optional;

/**
 * When a statement has to be done. Immutable.
 *
 * @param limit how long it may take in all, or null for as long as it likes
 * @param startNanos when it began
 */
record Deadline(Duration limit, long startNanos) {

  static Deadline in(Duration limit) {
    return new Deadline(limit, System.nanoTime());
  }

  /**
   * What is left; empty when there is no limit.
   *
   * @throws SheafException (RESOURCE, {@code TIMEOUT}) when nothing is
   */
  Optional<Duration> left() {
    if (limit == null) {
      return Optional.empty();
    }
    Duration left = limit.minusNanos(System.nanoTime() - startNanos);
    if (!left.isPositive()) {
      throw SheafException.resource(
          "TIMEOUT", "the statement took longer than %.3f s".formatted(limit.toNanos() / 1e9));
    }
    return Optional.of(left);
  }
}
