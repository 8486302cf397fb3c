package io.sheaf.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scores of a run, as saved: a line a benchmark with its name, nanoseconds a row and half their
 * range, separated by tabs.
 *
 * @param unit the benchmark that says how fast the machine was
 */
record Baseline(SortedMap<String, Score> scores, String unit) {
  /** Nanoseconds a row. */
  record Score(double nanos, double spread) {
    Score times(double factor) {
      return new Score(nanos * factor, spread * factor);
    }
  }

  Baseline {
    if (!scores.containsKey(unit)) {
      throw new IllegalArgumentException("no score of " + unit);
    }
  }

  static Baseline read(Path file, String unit) throws IOException {
    SortedMap<String, Score> scores = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t");
      scores.put(
          fields[0], new Score(Double.parseDouble(fields[1]), Double.parseDouble(fields[2])));
    }
    return new Baseline(scores, unit);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Score> entry : scores.entrySet()) {
      Score score = entry.getValue();
      lines.add(
          String.format(
              Locale.ROOT, "%s\t%.4f\t%.4f", entry.getKey(), score.nanos(), score.spread()));
    }
    Files.write(file, lines);
  }

  /** These scores, in the units of the other's machine, where it has none of its own. */
  Baseline with(Baseline newer) {
    double speed = newer.scores.get(unit).nanos() / scores.get(unit).nanos();
    SortedMap<String, Score> all = new TreeMap<>();
    scores.forEach((name, score) -> all.put(name, score.times(speed)));
    all.putAll(newer.scores);
    return new Baseline(all, unit);
  }

  /** A table of both runs, with ratios in units of the machine's speed then and now. */
  String compare(Baseline now) {
    double speed = now.scores.get(unit).nanos() / scores.get(unit).nanos();
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT, "%n%-72s %10s %10s %7s%n", "ns a row", "before", "now", "ratio"));
    for (Map.Entry<String, Score> entry : now.scores.entrySet()) {
      Score old = scores.get(entry.getKey());
      Score score = entry.getValue();
      String name = entry.getKey().replace("io.sheaf.", "");
      if (old == null) {
        table.append(
            String.format(Locale.ROOT, "%-72s %10s %10.3f %7s%n", name, "-", score.nanos(), "new"));
        continue;
      }
      double before = old.times(speed).nanos();
      double noise = old.times(speed).spread() + score.spread();
      String verdict =
          Math.abs(score.nanos() - before) <= noise
              ? ""
              : score.nanos() < before ? "  faster" : "  slower";
      table.append(
          String.format(
              Locale.ROOT,
              "%-72s %10.3f %10.3f %7.2f%s%n",
              name,
              before,
              score.nanos(),
              score.nanos() / before,
              verdict));
    }
    return table.toString();
  }
}
