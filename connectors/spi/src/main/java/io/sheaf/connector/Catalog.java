package io.sheaf.connector;

import java.util.List;
import java.util.Optional;

/** Finds tables and views by name or by reference. Thread-safe. */
public interface Catalog {

  /** A named entry: a table, or a view kept as SQL text. */
  sealed interface Entry {
    record Stored(Table table) implements Entry {}

    record View(String sql) implements Entry {}
  }

  /** Looks a name up, ignoring case. */
  Optional<Entry> find(String name);

  /** Names of tables and views as written by their creators, sorted. */
  List<String> names();

  /**
   * The table behind a reference, e.g. {@code parquet:/data/*.parquet}, at its present version.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when there is no such file, format or table
   */
  Table resolve(TableRef ref);

  /** The connector that reads a path by its ending: {@code parquet}, {@code csv}, ... or empty. */
  Optional<String> connectorOf(String path);

  /** Changes whenever a name is created, replaced or dropped; part of a plan cache's key. */
  long version();
}
