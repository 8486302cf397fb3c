package io.sheaf.cluster.block;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Bytes of a partition, as many as there are and were asked for. */
  byte[] read(int partition, long offset, int bytes) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(bytes);
    try (FileChannel file = FileChannel.open(path)) {
      long skip = offset;
      for (Piece piece : partitions.get(partition)) {
        if (skip < piece.length() && out.hasRemaining()) {
          int length = (int) Math.min(piece.length() - skip, out.remaining());
          read(file, piece.start() + skip, out.slice(out.position(), length));
          out.position(out.position() + length);
        }
        skip = Math.max(0, skip - piece.length());
      }
    }
    return out.hasRemaining() ? Arrays.copyOf(out.array(), out.position()) : out.array();
  }

  private static void read(FileChannel file, long start, ByteBuffer out) throws IOException {
    long position = start;
    while (out.hasRemaining()) {
      int read = file.read(out, position);
      if (read < 0) {
        throw new EOFException("the file is cut");
      }
      position += read;
    }
  }
}
