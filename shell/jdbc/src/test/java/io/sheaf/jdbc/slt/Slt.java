package io.sheaf.jdbc.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the records live, and how they are written anew. */
final class Slt {
  static final Path ROOT = Path.of("src/test/resources/slt").toAbsolutePath();
  static final Path DATA = ROOT.resolve("data");
  static final boolean UPDATE = Boolean.getBoolean("sheaf.update");

  private Slt() {}

  /** An empty folder for one run of a file. */
  static Path temporary() {
    try {
      return Files.createTempDirectory("slt");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the file again with other expected rows and types. */
  static void rewrite(SltFile file, Map<SltRecord.Query, SltAnswer> answers) {
    List<String> lines = new ArrayList<>(file.lines());
    List<SltRecord> records = new ArrayList<>(file.records());
    // From the end, so that the line numbers before stay right.
    for (int i = records.size() - 1; i >= 0; i--) {
      if (records.get(i) instanceof SltRecord.Query query && answers.containsKey(query)) {
        replace(lines, query, answers.get(query));
      }
    }
    try {
      Files.write(file.path(), lines);
    } catch (IOException e) {
      throw new IllegalStateException(file.path().toString(), e);
    }
  }

  private static void replace(List<String> lines, SltRecord.Query query, SltAnswer answer) {
    if (answer.difference(query.expected().rows(), query.sorted(), true).isEmpty()
        && query.expected().firstLine() > 0) {
      return;
    }
    List<String> rows = answer.lines(query.sorted());
    int first = query.expected().firstLine();
    if (first == 0) {
      int end = query.line() + query.sql().split("\n", -1).length;
      lines.add(end, "----");
      lines.addAll(end + 1, rows);
    } else {
      lines.subList(first - 1, first - 1 + query.expected().rows().size()).clear();
      lines.addAll(first - 1, rows);
    }
    lines.set(query.line() - 1, "query " + answer.types() + (query.sorted() ? " rowsort" : ""));
  }
}
