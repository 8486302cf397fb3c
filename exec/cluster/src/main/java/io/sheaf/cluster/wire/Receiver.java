package io.sheaf.cluster.wire;

/**
 * Hears what comes over lines, on a thread of the network: returns quickly and does not wait for
 * anything.
 */
public interface Receiver {
  /** The other end has proved itself. */
  default void opened(Connection connection) {}

  /** Anything but the answers to {@link Connection#fetch}. */
  void received(Connection connection, Message message);

  /** Nothing comes any more; once, and only after {@link #opened}. */
  default void closed(Connection connection) {}
}
