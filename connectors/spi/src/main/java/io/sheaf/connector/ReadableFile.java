package io.sheaf.connector;

import java.lang.foreign.MemorySegment;

/** Positioned reads of one file; thread-safe until closed. */
public interface ReadableFile extends AutoCloseable {
  FileInfo info();

  /**
   * Reads exactly {@code length} bytes or throws an EXTERNAL SheafException that names the file.
   */
  void read(long position, byte[] target, int offset, int length);

  /** Reads exactly {@code target.byteSize()} bytes; target may be native or heap. */
  void read(long position, MemorySegment target);

  @Override
  void close();
}
