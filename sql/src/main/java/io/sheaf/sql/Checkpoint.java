package io.sheaf.sql;

/** Asked again and again while a query is planned. Thread-safe. */
@FunctionalInterface
public interface Checkpoint {
  /** Always goes on. */
  Checkpoint NONE = () -> {};

  /**
   * Returns when planning shall go on.
   *
   * @throws io.sheaf.columnar.SheafException when it shall end: cancelled, or out of time
   */
  void check();
}
