package io.sheaf.cluster.block;

import java.nio.file.Path;
import java.util.List;

/**
 * The rows of one task in a file, and the index: the pieces of the file that make up each
 * partition. Immutable.
 */
record MapOutput(Path path, List<List<Piece>> partitions) {
  /** Consecutive bytes of the file. */
  record Piece(long start, long length) {}

  MapOutput {
    partitions = partitions.stream().map(List::copyOf).toList();
  }

  /** Bytes of each partition. */
  List<Long> sizes() {
    return partitions.stream()
        .map(pieces -> pieces.stream().mapToLong(Piece::length).sum())
        .toList();
  }
}
