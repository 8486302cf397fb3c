package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.sql.ParsedQuery;
import io.sheaf.sql.Statement;
import io.sheaf.sql.frame.Relation;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes a frame to files or tables; made by {@link DataFrame#write}. Immutable: each call gives a
 * writer of its own. What is written is there as a whole or not at all.
 *
 * <pre>{@code
 * frame.write().mode("overwrite").parquet("out/trips");
 * }</pre>
 */
public final class DataFrameWriter {
  /** What happens when the target is there already. */
  private enum Mode {
    ERROR,
    OVERWRITE,
    APPEND,
    IGNORE
  }

  private final Session session;
  private final Relation relation;
  private final Mode mode;
  private final Map<String, String> options;

  DataFrameWriter(Session session, Relation relation) {
    this(session, relation, Mode.ERROR, Map.of());
  }

  private DataFrameWriter(
      Session session, Relation relation, Mode mode, Map<String, String> options) {
    this.session = session;
    this.relation = relation;
    this.mode = mode;
    this.options = options;
  }

  /**
   * What to do when the target is there: {@code error}, the default, {@code overwrite}, {@code
   * append} (tables alone) or {@code ignore} (tables alone), which leaves it as it is.
   */
  public DataFrameWriter mode(String name) {
    Mode chosen =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "error", "errorifexists", "default" -> Mode.ERROR;
          case "overwrite" -> Mode.OVERWRITE;
          case "append" -> Mode.APPEND;
          case "ignore" -> Mode.IGNORE;
          default ->
              throw SheafException.user(
                  "BAD_ARGUMENT",
                  "mode: there is no \"" + name + "\"; say error, overwrite, append or ignore");
        };
    return new DataFrameWriter(session, relation, chosen, options);
  }

  /** The format of files, {@code parquet} or {@code csv}; else the path's ending tells. */
  public DataFrameWriter format(String name) {
    return option("format", name);
  }

  /** An option of {@code COPY ... TO} or of the format. */
  public DataFrameWriter option(String key, Object value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(key.toLowerCase(Locale.ROOT), String.valueOf(value));
    return new DataFrameWriter(session, relation, mode, more);
  }

  /** Several options. */
  public DataFrameWriter options(Map<String, ?> several) {
    DataFrameWriter writer = this;
    for (Map.Entry<String, ?> option : several.entrySet()) {
      writer = writer.option(option.getKey(), option.getValue());
    }
    return writer;
  }

  /**
   * Writes one file when the path has an ending, else a folder of files.
   *
   * @return how many rows were written
   */
  public long save(String path) {
    Map<String, String> all = new TreeMap<>(options);
    if (mode == Mode.APPEND || mode == Mode.IGNORE) {
      throw SheafException.user(
          "BAD_ARGUMENT",
          "save: files are written with mode error or overwrite, not "
              + mode.name().toLowerCase(Locale.ROOT));
    }
    if (mode == Mode.OVERWRITE) {
      all.put("overwrite", "true");
    }
    return run(new Statement.Copy(query(), path, all));
  }

  /** As {@link #save} in this format. */
  public long parquet(String path) {
    return format("parquet").save(path);
  }

  /** As {@link #save} in this format. */
  public long csv(String path) {
    return format("csv").save(path);
  }

  /**
   * Keeps the rows as a table in the session's memory.
   *
   * @return how many rows were written
   */
  public long saveAsTable(String name) {
    boolean append = mode == Mode.APPEND && session.catalog().find(name).isPresent();
    Statement.CreateOptions create =
        new Statement.CreateOptions(mode == Mode.OVERWRITE, false, mode == Mode.IGNORE);
    return run(
        append
            ? new Statement.InsertInto(name, List.of(), query())
            : new Statement.CreateTable(name, create, Optional.empty(), Optional.of(query())));
  }

  /**
   * Appends the rows to a table, whose columns they fill by their place.
   *
   * @return how many rows were written
   */
  public long insertInto(String name) {
    return run(new Statement.InsertInto(name, List.of(), query()));
  }

  private ParsedQuery query() {
    return session.parsed(relation);
  }

  private long run(Statement statement) {
    try (Result result = session.run(statement)) {
      return result.updateCount();
    } finally {
      Reference.reachabilityFence(relation); // tables that it alone reads are there till here
    }
  }
}
