package io.sheaf.plan;

import java.util.List;

/** How rows are spread over partitions. */
public sealed interface Partitioning {
  /** All rows in one partition. */
  record Single() implements Partitioning {}

  /** By the hash of these columns; equal keys share a partition. */
  record Hash(List<Integer> columns, int partitions) implements Partitioning {
    public Hash {
      columns = List.copyOf(columns);
      if (partitions < 1) {
        throw new IllegalArgumentException("partitions " + partitions);
      }
    }
  }

  /** Evenly, by the hash of the whole row (so that a retry spreads alike). */
  record RoundRobin(int partitions) implements Partitioning {}

  /** All rows in every partition. */
  record Broadcast() implements Partitioning {}

  /** All rows in every partition, each of which computes them itself: nothing moves. */
  record Replicated() implements Partitioning {}
}
