package io.sheaf.connector;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a plan says of a table: a value that can be printed, compared and sent. A {@link Catalog}
 * turns it into a {@link Table}.
 *
 * @param connector who knows the table: {@code parquet}, {@code csv}, {@code memory}, ...
 * @param location a path, glob or name that means something to the connector
 * @param options reader options, e.g. {@code delimiter}; keys in lower case
 */
public record TableRef(String connector, String location, Map<String, String> options) {
  /** The connector of rows that a session keeps of a table or view. */
  public static final String CACHED = "cached";

  public TableRef {
    Objects.requireNonNull(connector);
    Objects.requireNonNull(location);
    options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
  }

  public TableRef(String connector, String location) {
    this(connector, location, Map.of());
  }

  /** The end of a path that tells tables apart: {@code lineitem/*.parquet}. */
  public String shortName() {
    String[] parts = FileInfo.shown(location).split("/");
    String last = parts[parts.length - 1];
    return last.contains("*") && parts.length > 1 ? parts[parts.length - 2] + "/" + last : last;
  }

  @Override
  public String toString() {
    return connector + ":" + FileInfo.shown(location) + (options.isEmpty() ? "" : options);
  }
}
