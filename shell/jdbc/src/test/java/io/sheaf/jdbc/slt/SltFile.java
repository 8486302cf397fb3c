package io.sheaf.jdbc.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A file of records, separated by empty lines; a line that starts with {@code #} is a comment.
 *
 * <pre>
 * skipif duckdb
 * query IT rowsort
 * SELECT a, b FROM t
 * ----
 * 1 | one
 * NULL | (empty)
 * </pre>
 *
 * <p>A row is a line; values stand between bars, and a value that holds a bar, a backslash or a
 * line's end writes it as {@code \|}, {@code \\} or {@code \n}. Any text may use {@code ${tmp}}, an
 * empty folder, and {@code ${data}}, the folder of the test data.
 *
 * @param path where it was read
 * @param lines its lines as they are
 * @param records in the order of the file
 */
record SltFile(Path path, List<String> lines, List<SltRecord> records) {

  static SltFile read(Path path) {
    try {
      List<String> lines = Files.readAllLines(path);
      return new SltFile(path, lines, new Parser(path, lines).parse());
    } catch (IOException e) {
      throw new IllegalStateException(path.toString(), e);
    }
  }

  /** All files below a folder, sorted. */
  static List<Path> below(Path root) {
    try (var files = Files.walk(root)) {
      return files.filter(f -> f.toString().endsWith(".slt")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(root.toString(), e);
    }
  }

  /** Walks over the lines of one file. */
  private static final class Parser {
    private final Path path;
    private final List<String> lines;
    private int at;

    Parser(Path path, List<String> lines) {
      this.path = path;
      this.lines = lines;
    }

    List<SltRecord> parse() {
      List<SltRecord> records = new ArrayList<>();
      Set<String> skips = new TreeSet<>();
      while (at < lines.size()) {
        String line = lines.get(at).strip();
        if (line.isEmpty() || line.startsWith("#")) {
          at++;
          continue;
        }
        String[] words = line.split("\\s+");
        switch (words[0]) {
          case "skipif" -> {
            skips.addAll(List.of(words).subList(1, words.length));
            at++;
          }
          case "statement", "query" -> {
            records.add(record(words, line, Set.copyOf(skips)));
            skips.clear();
          }
          default ->
              throw wrong("a record starts with statement, query or skipif, not " + words[0]);
        }
      }
      return records;
    }

    private SltRecord record(String[] words, String line, Set<String> skips) {
      int first = ++at;
      if (words.length < 2) {
        throw wrong("'" + line + "' is not complete");
      }
      if (words[0].equals("query")) {
        boolean sorted = words.length > 2 && words[2].equals("rowsort");
        String sql = block(true);
        SltRecord.Expected expected = expected();
        return new SltRecord.Query(first, skips, sql, words[1], sorted, expected);
      }
      return switch (words[1]) {
        case "ok" -> new SltRecord.Succeeds(first, skips, block(false));
        case "error" -> {
          String regex = line.replaceFirst("^statement\\s+error\\s*", "");
          yield new SltRecord.Fails(first, skips, block(false), Pattern.compile(regex));
        }
        default -> throw wrong("a statement is ok or error, not " + words[1]);
      };
    }

    /** Lines up to an empty one or the bar. */
    private String block(boolean query) {
      List<String> text = new ArrayList<>();
      while (at < lines.size()
          && !lines.get(at).isBlank()
          && !(query && lines.get(at).equals("----"))) {
        text.add(lines.get(at++));
      }
      if (text.isEmpty()) {
        throw wrong("a record without SQL");
      }
      return String.join("\n", text);
    }

    private SltRecord.Expected expected() {
      if (at >= lines.size() || !lines.get(at).equals("----")) {
        return new SltRecord.Expected(0, List.of());
      }
      int first = ++at + 1;
      List<String> rows = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).isBlank()) {
        rows.add(lines.get(at++));
      }
      return new SltRecord.Expected(first, rows);
    }

    private IllegalStateException wrong(String message) {
      return new IllegalStateException(path + ":" + (at + 1) + ": " + message);
    }
  }
}
