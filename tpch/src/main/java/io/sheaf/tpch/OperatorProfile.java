package io.sheaf.tpch;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a query's time went, summed over the operators of a kind, as EXPLAIN ANALYZE tells it.
 *
 * @param millis of all threads, without the time of planning
 * @param allocatedMegabytes on the heap
 */
record OperatorProfile(
    Map<Kind, Double> millis,
    long rowsRead,
    double decodedMegabytes,
    Map<Kind, Double> allocatedMegabytes) {
  /** Kinds of operators, by the first words of their lines. */
  enum Kind {
    SCAN("Scan"),
    PROJECT("Project", "Filter"),
    JOIN("HashJoin", "NestedLoopJoin"),
    AGGREGATE("Aggregate"),
    SORT("Sort", "TopN"),
    OTHER;

    private final List<String> words;

    Kind(String... words) {
      this.words = List.of(words);
    }

    static Kind of(String operator) {
      for (Kind kind : values()) {
        if (kind.words.contains(operator)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  private static final Pattern LINE =
      Pattern.compile(
          "^\\s*(\\w+).*\\[rows (\\d+), batches \\d+, ([\\d.]+) ms"
              + "(?:, decoded ([\\d.]+) MB)?(?:, allocated ([\\d.]+) MB)?]$");

  /** Reads the lines of an EXPLAIN ANALYZE. */
  static OperatorProfile of(List<String> lines) {
    Map<Kind, Double> millis = new EnumMap<>(Kind.class);
    long rowsRead = 0;
    double decoded = 0;
    Map<Kind, Double> allocated = new EnumMap<>(Kind.class);
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      Kind kind = Kind.of(matcher.group(1));
      millis.merge(kind, Double.parseDouble(matcher.group(3)), Double::sum);
      rowsRead += kind == Kind.SCAN ? Long.parseLong(matcher.group(2)) : 0;
      decoded += number(matcher.group(4));
      allocated.merge(kind, number(matcher.group(5)), Double::sum);
    }
    return new OperatorProfile(millis, rowsRead, decoded, allocated);
  }

  private static double number(String text) {
    return text == null ? 0 : Double.parseDouble(text);
  }

  static String header() {
    StringBuilder line = new StringBuilder("| query |");
    for (Kind kind : Kind.values()) {
      line.append(' ').append(kind.name().toLowerCase(Locale.ROOT)).append(", ms |");
    }
    line.append(" rows read | decoded, MB | allocated, MB |\n| --- |");
    line.append(" ---: |".repeat(Kind.values().length + 3));
    return line.toString();
  }

  /** A row of a Markdown table. */
  String row(String query) {
    StringBuilder line = new StringBuilder("| ").append(query).append(" |");
    for (Kind kind : Kind.values()) {
      line.append(String.format(Locale.ROOT, " %.1f |", millis.getOrDefault(kind, 0.0)));
    }
    double allocated = allocatedMegabytes.values().stream().mapToDouble(d -> d).sum();
    line.append(
        String.format(Locale.ROOT, " %d | %.1f | %.1f |", rowsRead, decodedMegabytes, allocated));
    return line.toString();
  }
}
