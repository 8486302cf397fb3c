package io.sheaf.files;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Positioned reads of a local file, by any number of threads at once. */
final class LocalReadableFile implements ReadableFile {
  /** A read call takes no more: one {@link ByteBuffer} cannot cover all of a large segment. */
  private static final long MOST_BYTES = 1 << 30;

  /** Reads into the heap go through a buffer of the JVM's: small enough to stay in the cache. */
  private static final int HEAP_BYTES = 128 << 10;

  private final FileInfo info;
  private final FileChannel channel;

  private LocalReadableFile(FileInfo info, FileChannel channel) {
    this.info = info;
    this.channel = channel;
  }

  static LocalReadableFile open(FileInfo info, Path path) throws IOException {
    return new LocalReadableFile(info, FileChannel.open(path, StandardOpenOption.READ));
  }

  @Override
  public FileInfo info() {
    return info;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    for (int at = 0; at < length; at += HEAP_BYTES) {
      buffer.limit(offset + Math.min(at + HEAP_BYTES, length));
      fill(position + at, buffer);
    }
  }

  @Override
  public void read(long position, MemorySegment target) {
    for (long at = 0; at < target.byteSize(); at += MOST_BYTES) {
      long length = Math.min(MOST_BYTES, target.byteSize() - at);
      fill(position + at, target.asSlice(at, length).asByteBuffer());
    }
  }

  private void fill(long position, ByteBuffer buffer) {
    long at = position;
    int wanted = buffer.remaining();
    try {
      if (position < 0) {
        throw truncated(position, wanted);
      }
      while (buffer.hasRemaining()) {
        int count = channel.read(buffer, at);
        if (count < 0) {
          throw truncated(position, wanted);
        }
        at += count;
      }
    } catch (IOException e) {
      throw LocalFileStore.failure("read", info.path(), e);
    }
  }

  private SheafException truncated(long position, int wanted) throws IOException {
    return SheafException.external(
        "TRUNCATED_FILE",
        "%s has %d bytes, but %d bytes at %d are wanted: it is cut off or damaged"
            .formatted(info.path(), channel.size(), wanted, position),
        null);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalFileStore.failure("close", info.path(), e);
    }
  }
}
