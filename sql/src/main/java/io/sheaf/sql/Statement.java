package io.sheaf.sql;

import io.sheaf.columnar.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One parsed statement. Immutable; the queries inside are opaque and planned by {@link SqlPlanner}.
 */
public sealed interface Statement {

  /** How many parameters ({@code ?}) the statement has. */
  default int parameters() {
    return switch (this) {
      case Query s -> s.query().parameters();
      case Explain s -> s.statement().parameters();
      case CreateTable s -> s.query().map(ParsedQuery::parameters).orElse(0);
      case InsertInto s -> s.query().parameters();
      case Describe s -> s.query().parameters();
      case Copy s -> s.query().parameters();
      case CreateView s -> 0;
      case DropView s -> 0;
      case DropTable s -> 0;
      case ShowTables s -> 0;
      case SetOption s -> 0;
      case ResetOption s -> 0;
      case ShowSettings s -> 0;
      case CacheTable s -> 0;
      case UncacheTable s -> 0;
      case ClearCache s -> 0;
      case Rewrite s -> s.query().parameters();
      case ShowFunctions s -> 0;
      case Summarize s -> s.query().parameters();
    };
  }

  /** A statement that returns rows. */
  record Query(ParsedQuery query) implements Statement {}

  /**
   * EXPLAIN [ANALYZE] [(mode)] statement.
   *
   * @param analyze whether the statement is also run
   */
  record Explain(boolean analyze, ExplainMode mode, Statement statement) implements Statement {}

  /**
   * CREATE [OR REPLACE] VIEW.
   *
   * @param columns new names of the columns; empty to keep the query's
   * @param sql the query as written
   */
  record CreateView(String name, boolean orReplace, List<String> columns, String sql)
      implements Statement {
    public CreateView {
      columns = List.copyOf(columns);
    }
  }

  /** DROP VIEW [IF EXISTS]. */
  record DropView(String name, boolean ifExists) implements Statement {}

  /**
   * CREATE [OR REPLACE] [TEMP] TABLE [IF NOT EXISTS] with columns or AS query: exactly one of
   * {@code schema} and {@code query} is present.
   */
  record CreateTable(
      String name, CreateOptions options, Optional<Schema> schema, Optional<ParsedQuery> query)
      implements Statement {
    public CreateTable {
      if (schema.isPresent() == query.isPresent()) {
        throw new IllegalArgumentException("a table has either columns or a query");
      }
    }
  }

  /** What CREATE TABLE says beside name and content. */
  record CreateOptions(boolean orReplace, boolean temporary, boolean ifNotExists) {}

  /**
   * INSERT INTO name [(columns)] query.
   *
   * @param columns the columns that the query fills, in its order; empty for all
   */
  record InsertInto(String table, List<String> columns, ParsedQuery query) implements Statement {
    public InsertInto {
      columns = List.copyOf(columns);
    }
  }

  /**
   * INSERT OVERWRITE, TRUNCATE, DELETE and UPDATE: the rows of a table are those of a query from
   * now on, which may read the table as it was.
   *
   * @param columns the columns that the query fills, in its order; empty for all
   * @param touched counts the rows that the statement changes, where that is not how many rows the
   *     query gives
   */
  record Rewrite(
      String table, List<String> columns, ParsedQuery query, Optional<ParsedQuery> touched)
      implements Statement {
    public Rewrite {
      columns = List.copyOf(columns);
    }
  }

  /** SHOW FUNCTIONS [LIKE pattern]. */
  record ShowFunctions(Optional<String> pattern) implements Statement {}

  /**
   * SUMMARIZE name or query: what its columns hold.
   *
   * @param source what stands behind FROM in a query of the same rows
   */
  record Summarize(ParsedQuery query, String source) implements Statement {}

  /** DROP TABLE [IF EXISTS]. */
  record DropTable(String name, boolean ifExists) implements Statement {}

  /** SHOW TABLES. */
  record ShowTables() implements Statement {}

  /** DESCRIBE name or query; a name is described as {@code SELECT * FROM name}. */
  record Describe(ParsedQuery query) implements Statement {}

  /** SET key = value; the value is plain text without quotes. */
  record SetOption(String key, String value) implements Statement {
    public SetOption {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }
  }

  /** RESET key, or all keys when empty. */
  record ResetOption(Optional<String> key) implements Statement {}

  /** SHOW key, or SHOW ALL and SHOW SETTINGS when empty. */
  record ShowSettings(Optional<String> key) implements Statement {}

  /**
   * COPY (query) TO 'path' (options); a table is copied as {@code SELECT * FROM name}.
   *
   * @param options keys in lower case; a key without value has the value {@code true}
   */
  record Copy(ParsedQuery query, String path, Map<String, String> options) implements Statement {
    public Copy {
      options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
    }
  }

  /**
   * CACHE [LAZY] TABLE name [OPTIONS (...)] [AS query].
   *
   * @param lazy whether rows are only kept once somebody reads them
   * @param options keys in lower case
   * @param sql of a view that is made first, as written
   */
  record CacheTable(String name, boolean lazy, Map<String, String> options, Optional<String> sql)
      implements Statement {
    public CacheTable {
      options = java.util.Collections.unmodifiableMap(new TreeMap<>(options));
    }
  }

  /** UNCACHE TABLE [IF EXISTS]. */
  record UncacheTable(String name, boolean ifExists) implements Statement {}

  /** CLEAR CACHE. */
  record ClearCache() implements Statement {}

  /** What EXPLAIN prints. */
  enum ExplainMode {
    PARSED,
    LOGICAL,
    OPTIMIZED,
    PHYSICAL,
    RDD,
    STAGES,
    CODEGEN
  }
}
