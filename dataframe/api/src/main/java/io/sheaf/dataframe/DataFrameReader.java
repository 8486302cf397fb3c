package io.sheaf.dataframe;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads files as frames; made by {@link Session#read}. Immutable: each call gives a reader of its
 * own.
 *
 * <pre>{@code
 * session.read().option("delimiter", ";").csv("trips/*.csv")
 * }</pre>
 */
public final class DataFrameReader {
  private final Session session;
  private final String format;
  private final Map<String, String> options;

  DataFrameReader(Session session, String format, Map<String, String> options) {
    this.session = session;
    this.format = format;
    this.options = options;
  }

  /** How the files are read, {@code parquet} or {@code csv}; else the path's ending tells. */
  public DataFrameReader format(String name) {
    return new DataFrameReader(session, name.toLowerCase(Locale.ROOT), options);
  }

  /** An option of the format, as behind the path in {@code read_csv('path', key => value)}. */
  public DataFrameReader option(String key, Object value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(key.toLowerCase(Locale.ROOT), String.valueOf(value));
    return new DataFrameReader(session, format, more);
  }

  /** Several options. */
  public DataFrameReader options(Map<String, ?> several) {
    DataFrameReader reader = this;
    for (Map.Entry<String, ?> option : several.entrySet()) {
      reader = reader.option(option.getKey(), option.getValue());
    }
    return reader;
  }

  /** The rows of a file, of the files in a folder, or of those that a pattern finds. */
  public DataFrame load(String path) {
    return load("load", format, path);
  }

  /** As {@link #load(String)}, read as Parquet whatever the names of the files are. */
  public DataFrame parquet(String path) {
    return load("parquet", "parquet", path);
  }

  /** As {@link #load(String)}, read as CSV whatever the names of the files are. */
  public DataFrame csv(String path) {
    return load("csv", "csv", path);
  }

  private DataFrame load(String method, String connector, String path) {
    return session.frame(method, frames -> frames.files(connector, path, options));
  }

  /** A table or view of the session. */
  public DataFrame table(String name) {
    return session.table(name);
  }
}
