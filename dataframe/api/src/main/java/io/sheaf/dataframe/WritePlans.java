package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts a target on top of a query's plan. */
final class WritePlans {
  private static final String DEFAULT_FORMAT = "parquet";

  private WritePlans() {}

  /** Rows for a table of the session. */
  static Write intoMemory(PhysicalPlan query, String table) {
    return new Write(query, new WriteTarget(MemoryTable.CONNECTOR, table, false, false, Map.of()));
  }

  /**
   * Rows for a path: one file when it has an ending, else a directory of files.
   *
   * @param options those of COPY; what COPY does not know itself is for the format
   */
  static Write copy(PhysicalPlan query, String path, Map<String, String> options) {
    Map<String, String> left = new TreeMap<>(options);
    String format = left.remove("format");
    boolean overwrite = flag("overwrite", left.remove("overwrite"));
    Connectors connectors = Connectors.load();
    boolean directory = Connectors.ending(path).isEmpty();
    String name =
        format != null
            ? connectors.format(format).name()
            : connectors.formatOf(path).map(FileFormat::name).orElse(null);
    if (name == null) {
      if (!directory) {
        throw SheafException.user(
            "NO_FORMAT",
            "which format a file ending with ."
                + Connectors.ending(path)
                + " has is not known: say (FORMAT ...)");
      }
      name = DEFAULT_FORMAT;
    }
    String location =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new Write(query, new WriteTarget(name, location, directory, overwrite, left));
  }

  private static boolean flag(String key, String value) {
    return switch (value == null ? "false" : value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default ->
          throw SheafException.user(
              "BAD_OPTION", "option '" + key + "' takes true or false, not '" + value + "'");
    };
  }
}
