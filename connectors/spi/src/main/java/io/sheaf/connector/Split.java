package io.sheaf.connector;

import java.util.List;

/** A piece of a table that one task reads; a value made and understood by its connector. */
public interface Split {
  /** Rows before filtering, exact or estimated. */
  long rows();

  /**
   * Some of its rows as a split of their own; null where it cannot be cut.
   *
   * @param from counted from the split's first row
   * @param to exclusive
   */
  default Split part(long from, long to) {
    return null;
  }

  /** Hosts that hold the data, best first; empty if it does not matter. */
  default List<String> preferredHosts() {
    return List.of();
  }
}
