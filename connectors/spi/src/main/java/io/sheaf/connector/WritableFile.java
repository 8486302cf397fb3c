package io.sheaf.connector;

/** A file being written, for one thread; closing it without {@link #commit()} leaves no trace. */
public interface WritableFile extends AutoCloseable {
  void write(byte[] data, int offset, int length);

  /** Bytes written so far. */
  long position();

  /** Makes the file visible under its name, atomically replacing what was there. */
  void commit();

  @Override
  void close();
}
