package io.sheaf.tpch.peer;

import io.sheaf.tpch.Times;
import io.sheaf.tpch.TpchQueries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What engines took for the same queries.
 *
 * @param runs how often each engine ran each query
 * @param engines names, Sheaf's first
 */
public record Comparison(BigDecimal scale, int runs, List<String> engines, List<Line> lines) {
  public Comparison {
    engines = List.copyOf(engines);
    lines = List.copyOf(lines);
  }

  /** One query, by engine. */
  record Line(int query, Map<String, Cell> cells) {
    String name() {
      return TpchQueries.name(query);
    }

    /** The warm median of an engine in seconds; empty when it failed. */
    OptionalDouble seconds(String engine) {
      return cells.get(engine).median();
    }

    /** How many times as long Sheaf took; empty when one of both failed. */
    OptionalDouble ratio(String sheaf, String other) {
      OptionalDouble ours = seconds(sheaf);
      OptionalDouble theirs = seconds(other);
      return ours.isPresent() && theirs.isPresent()
          ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /**
   * An engine's runs of a query.
   *
   * @param seconds of each run in turn
   * @param failure why the engine gave no or a wrong answer, if so
   */
  record Cell(List<Double> seconds, Optional<String> failure) {
    Cell(List<Double> seconds) {
      this(seconds, Optional.empty());
    }

    static Cell failed(String why) {
      return new Cell(List.of(), Optional.of(why));
    }

    OptionalDouble median() {
      return seconds.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Times.warmMedian(seconds));
    }
  }

  String sheaf() {
    return engines.getFirst();
  }

  List<String> others() {
    return engines.subList(1, engines.size());
  }

  /** The geometric mean of an engine's medians over the queries that all engines answered. */
  OptionalDouble geometricMean(String engine) {
    List<Double> seconds =
        lines.stream()
            .filter(line -> engines.stream().allMatch(e -> line.seconds(e).isPresent()))
            .map(line -> line.seconds(engine).getAsDouble())
            .toList();
    return seconds.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Times.geometricMean(seconds));
  }

  /** Who failed in what, a line each; empty when all answers were right. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (Line line : lines) {
      line.cells()
          .forEach(
              (engine, cell) ->
                  cell.failure()
                      .ifPresent(why -> failures.add(line.name() + ", " + engine + ": " + why)));
    }
    return failures;
  }
}
