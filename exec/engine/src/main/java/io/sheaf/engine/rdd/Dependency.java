package io.sheaf.engine.rdd;

import io.sheaf.plan.Partitioning;

/** How an {@link Rdd} depends on another one. Wide dependencies end stages. */
public sealed interface Dependency {
  Rdd parent();

  /** A partition needs the partition of the same number: computed in one go, in one stage. */
  record Narrow(Rdd parent) implements Dependency {}

  /** A partition needs rows of every parent partition. */
  record Shuffle(Rdd parent, int shuffle, Partitioning partitioning) implements Dependency {}

  /** Every partition needs all rows. */
  record Broadcast(Rdd parent, int shuffle) implements Dependency {}
}
