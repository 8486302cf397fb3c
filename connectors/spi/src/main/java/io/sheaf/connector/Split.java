package io.sheaf.connector;

import java.util.List;

/** A piece of a table that one task reads; a value made and understood by its connector. */
public interface Split {
  /** Rows before filtering, exact or estimated. */
  long rows();

  /** Hosts that hold the data, best first; empty if it does not matter. */
  default List<String> preferredHosts() {
    return List.of();
  }
}
