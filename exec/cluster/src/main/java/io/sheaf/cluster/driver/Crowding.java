package io.sheaf.cluster.driver;

import java.util.Optional;

/** Whether a machine is asked for more than it has. Stateless. */
final class Crowding {
  /** So many tasks a core are no use to anybody, but may be wished for to try things out. */
  private static final int FEW = 2;

  private Crowding() {}

  /**
   * A word of warning where worker JVMs get in each other's way.
   *
   * @param slots how many tasks each of them runs at a time
   */
  static Optional<String> warning(int workers, int slots, int cores) {
    return workers * slots <= FEW * cores || workers < 2
        ? Optional.empty()
        : Optional.of(
            "sheaf: %d worker JVMs run %d tasks at a time on %d %s, each with memory of its own; %s"
                .formatted(
                    workers,
                    workers * slots,
                    cores,
                    cores == 1 ? "core" : "cores",
                    "fewer would be quicker"));
  }
}
