package io.sheaf.tpch.peer;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A comparison as text with bars: each is as long as Sheaf's share of the other's time, and cut at
 * twice that.
 */
final class ComparisonTable {
  /** Length of the bar of ratio 1. */
  private static final int UNIT = 8;

  private static final int LONGEST = 2 * UNIT;

  private final Comparison comparison;
  private final StringBuilder text = new StringBuilder();

  ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
  }

  static OptionalDouble meanRatio(Comparison comparison, String other) {
    OptionalDouble ours = comparison.geometricMean(comparison.sheaf());
    OptionalDouble theirs = comparison.geometricMean(other);
    return ours.isPresent() && theirs.isPresent()
        ? OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble())
        : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    text.append("query");
    comparison.engines().forEach(engine -> text.append("%11s".formatted(engine + ", s")));
    comparison
        .others()
        .forEach(e -> text.append("  %-22s".formatted(comparison.sheaf() + "/" + e)));
    text.append('\n');
    for (Comparison.Line line : comparison.lines()) {
      text.append("%-5s".formatted(line.name()));
      comparison.engines().forEach(engine -> seconds(line.seconds(engine)));
      comparison.others().forEach(e -> bar(line.ratio(comparison.sheaf(), e)));
      text.append('\n');
    }
    text.append("mean ");
    comparison.engines().forEach(engine -> seconds(comparison.geometricMean(engine)));
    comparison.others().forEach(engine -> bar(meanRatio(comparison, engine)));
    text.append('\n');
    comparison.failures().forEach(failure -> text.append(failure).append('\n'));
    return text.toString()
        .lines()
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private void seconds(OptionalDouble seconds) {
    text.append(
        seconds.isPresent()
            ? String.format(Locale.ROOT, "%11.3f", seconds.getAsDouble())
            : "%11s".formatted("failed"));
  }

  private void bar(OptionalDouble ratio) {
    if (ratio.isEmpty()) {
      text.append(" ".repeat(24));
      return;
    }
    int length = (int) Math.min(LONGEST, Math.round(ratio.getAsDouble() * UNIT));
    String bar = "\u2588".repeat(Math.max(1, length));
    text.append(String.format(Locale.ROOT, "  %5.2f ", ratio.getAsDouble()))
        .append("%-16s".formatted(bar));
  }
}
