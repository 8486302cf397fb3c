package io.sheaf.connector;

import java.util.List;
import java.util.Optional;

/** Turns references into tables. Found by {@link java.util.ServiceLoader}. Thread-safe. */
public interface Connector {
  /** The connector names in {@link TableRef}s that are served here, e.g. {@code parquet}. */
  List<String> names();

  /** The name under which a path is read, judged by its ending, or empty. */
  Optional<String> nameOf(String path);

  /**
   * The table at its present version.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when there is nothing, or an option is unknown
   */
  Table table(TableRef ref);
}
