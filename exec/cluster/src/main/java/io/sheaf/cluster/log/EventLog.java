package io.sheaf.cluster.log;

/** Takes events in the order in which they happened. For one thread at a time. */
public interface EventLog extends AutoCloseable {
  /** Keeps nothing. */
  EventLog NONE = event -> {};

  /** Does not throw: what cannot be kept is lost, and that is told as soon as it can be. */
  void add(LogEvent event);

  @Override
  default void close() {}
}
