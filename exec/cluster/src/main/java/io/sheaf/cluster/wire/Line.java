package io.sheaf.cluster.wire;

/** One end of an open line to another JVM. Thread-safe. */
public interface Line extends AutoCloseable {
  /** Sends a message, in the order of the calls; a line that cannot be written is closed. */
  void send(Message message);

  @Override
  void close();
}
