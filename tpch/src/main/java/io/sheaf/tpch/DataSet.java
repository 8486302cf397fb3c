package io.sheaf.tpch;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tables that a command is about.
 *
 * @param scale the scale factor
 * @param data the folder that the user named, if any
 */
public record DataSet(BigDecimal scale, Optional<String> data) {
  /** The names of the tables, each of which is a folder of files. */
  public static final List<String> TABLES =
      List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

  /** Statements that name the tables of a folder, as Sheaf and DuckDB take them. */
  public static List<String> views(String folder) {
    String view = "CREATE VIEW %s AS SELECT * FROM read_parquet('%s/%1$s/*.parquet')";
    String quoted = folder.replace("'", "''");
    return TABLES.stream().map(table -> view.formatted(table, quoted)).toList();
  }

  /** The folder of the tables: the user's, or one per scale factor in the cache. */
  public String folder() {
    return data.orElseGet(() -> cache().resolve("tpch/sf" + scale.toPlainString()).toString());
  }

  /** Sheaf's folder for what can be made again. */
  public static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return root.resolve("sheaf");
  }
}
