package io.sheaf.tpch.peer;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** How a comparison is printed. */
public enum ReportFormat {
  /** Columns of a fixed width with a bar for each ratio, as wide as a terminal. */
  TABLE {
    @Override
    public String write(Comparison comparison) {
      return new ComparisonTable(comparison).toString();
    }
  },
  /** One object. */
  JSON {
    @Override
    public String write(Comparison comparison) {
      StringJoiner lines = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
      for (Comparison.Line line : comparison.lines()) {
        StringJoiner cells = new StringJoiner(", ");
        for (String engine : comparison.engines()) {
          cells.add("\"%s\": %s".formatted(engine, number(line.seconds(engine), "null")));
        }
        lines.add("{\"query\": \"%s\", %s}".formatted(line.name(), cells));
      }
      StringJoiner means = new StringJoiner(", ", "{", "}");
      for (String engine : comparison.engines()) {
        means.add("\"%s\": %s".formatted(engine, number(comparison.geometricMean(engine), "null")));
      }
      return """
      {
        "scale": %s,
        "runs": %d,
        "seconds": %s,
        "geometric_mean_seconds": %s
      }
      """
          .formatted(comparison.scale().toPlainString(), comparison.runs(), lines, means);
    }
  },
  /** A table for a document. */
  MARKDOWN {
    @Override
    public String write(Comparison comparison) {
      StringBuilder text = new StringBuilder("| query |");
      comparison.engines().forEach(engine -> text.append(" %s, s |".formatted(engine)));
      comparison.others().forEach(e -> text.append(" %s / %s |".formatted(comparison.sheaf(), e)));
      int columns = 1 + comparison.engines().size() + comparison.others().size();
      text.append("\n|").append(" --- |".repeat(columns)).append('\n');
      for (Comparison.Line line : comparison.lines()) {
        text.append("| ").append(line.name()).append(" |");
        comparison.engines().forEach(e -> text.append(cell(line.seconds(e), 3)));
        comparison.others().forEach(e -> text.append(cell(line.ratio(comparison.sheaf(), e), 2)));
        text.append('\n');
      }
      text.append("| geometric mean |");
      comparison.engines().forEach(e -> text.append(cell(comparison.geometricMean(e), 3)));
      for (String engine : comparison.others()) {
        text.append(cell(ComparisonTable.meanRatio(comparison, engine), 2));
      }
      return text.append('\n').toString();
    }

    private String cell(OptionalDouble value, int digits) {
      return value.isPresent()
          ? String.format(Locale.ROOT, " %." + digits + "f |", value.getAsDouble())
          : " failed |";
    }
  };

  public abstract String write(Comparison comparison);

  private static String number(OptionalDouble seconds, String none) {
    return seconds.isPresent() ? String.format(Locale.ROOT, "%.6f", seconds.getAsDouble()) : none;
  }

  public static ReportFormat parse(String name) {
    List<String> known =
        Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(name)) {
      throw SheafException.user(
          "BAD_OPTION",
          "--format takes %s, not '%s'%s"
              .formatted(String.join(", ", known), name, Nearest.hint(name, known)));
    }
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
