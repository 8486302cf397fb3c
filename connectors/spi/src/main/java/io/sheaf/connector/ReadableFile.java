package io.sheaf.connector;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Positioned reads of one file; thread-safe until closed. */
public interface ReadableFile extends AutoCloseable {
  FileInfo info();

  /**
   * Reads exactly {@code length} bytes or throws an EXTERNAL SheafException that names the file.
   */
  void read(long position, byte[] target, int offset, int length);

  /** Reads exactly {@code target.byteSize()} bytes; target may be native or heap. */
  void read(long position, MemorySegment target);

  /**
   * Whether each read takes a while, however few bytes it is for, so that it pays to say first what
   * will be read.
   */
  default boolean isRemote() {
    return false;
  }

  /**
   * Starts to fetch what will be read soon, several ranges at a time, and returns at once. Bytes
   * are held in memory, which the caller has reserved, until they are read for the first time or
   * the file is closed. Failures are those of the reads.
   */
  default void fetchAhead(List<ByteRange> ranges) {}

  @Override
  void close();
}
