package io.sheaf.tpch;

import java.io.PrintStream;
import java.util.Locale;

/** Draws how far a long task is, on one line of a terminal. Thread-safe. */
final class ProgressBar {
  private static final int WIDTH = 40;

  private final PrintStream out;
  private final String task;
  private final double total;
  private final boolean terminal;
  private long done;
  private int drawnPercent = -1;

  /**
   * @param total what {@link #add} will sum up to, about
   * @param terminal whether the line can be drawn again and again
   */
  ProgressBar(PrintStream out, String task, double total, boolean terminal) {
    this.out = out;
    this.task = task;
    this.total = Math.max(total, 1);
    this.terminal = terminal;
  }

  synchronized void add(long count) {
    done += count;
    draw((int) Math.min(99, 100 * done / total));
  }

  /** Draws the full bar and ends the line. */
  synchronized void finish() {
    draw(100);
    out.println();
  }

  private void draw(int percent) {
    // A file or pipe gets four lines in all.
    if (percent == drawnPercent
        || !terminal && percent / 25 == drawnPercent / 25 && drawnPercent >= 0) {
      return;
    }
    drawnPercent = percent;
    int filled = WIDTH * percent / 100;
    String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
    String line = String.format(Locale.ROOT, "%s [%s] %3d%%", task, bar, percent);
    out.print(terminal ? "\r" + line : line + (percent == 100 ? "" : System.lineSeparator()));
    out.flush();
  }
}
