package io.sheaf.sql.parser;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A table named by its files: {@code FROM 'dir/*.parquet'} or {@code FROM read_parquet('dir/*')}.
 */
public final class PathIdentifier extends SqlIdentifier {
  private static final long serialVersionUID = 1L;

  /** Begins the names of such tables; no name that a user can write holds this character. */
  private static final String MARK = "\u0001";

  private static final String SEPARATOR = "\u0002";

  /** Where the files are and who reads them. An empty connector: found by the path's ending. */
  public record Files(String connector, String path, Map<String, String> options) {}

  public PathIdentifier(String path, SqlParserPos position) {
    this(new Files("", path, Map.of()), position);
  }

  public PathIdentifier(Files files, SqlParserPos position) {
    super(Collections.singletonList(encode(files)), null, position, null);
  }

  /** The files that a table's name stands for; null when it is a plain name. */
  public static Files decode(String name) {
    if (!name.startsWith(MARK)) {
      return null;
    }
    String[] parts = name.substring(1).split(SEPARATOR, -1);
    Map<String, String> options = new TreeMap<>();
    for (int i = 2; i + 1 < parts.length; i += 2) {
      options.put(parts[i], parts[i + 1]);
    }
    return new Files(parts[0], parts[1], options);
  }

  /** Printed SQL with paths in place of the names that stand for them. */
  public static String readable(String sql) {
    return sql.replace(MARK + SEPARATOR, "").replace(MARK, "").replace(SEPARATOR, ":");
  }

  private static String encode(Files files) {
    String options =
        new TreeMap<>(files.options())
            .entrySet().stream()
                .map(e -> SEPARATOR + e.getKey() + SEPARATOR + e.getValue())
                .collect(Collectors.joining());
    return MARK + files.connector() + SEPARATOR + files.path() + options;
  }

  /** The file's or folder's name without ending: what its columns may be qualified by. */
  static String alias(String path) {
    String[] steps = path.split("[/\\\\]");
    for (int i = steps.length - 1; i >= 0; i--) {
      String step = steps[i];
      if (!step.isEmpty() && step.indexOf('*') < 0 && step.indexOf('?') < 0) {
        int dot = step.indexOf('.');
        return dot > 0 ? step.substring(0, dot) : step;
      }
    }
    return "files";
  }
}
