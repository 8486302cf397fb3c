package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Selection;

/**
 * The output rows that depend on whether a probe row found any match: semi, anti and mark joins,
 * and the unmatched rows of outer ones. For one thread.
 */
final class ProbeTail {
  private final JoinShape shape;
  private final BuildSide.NullFacts nulls;
  private final JoinOutput output;
  private int[] chosen = new int[0];

  ProbeTail(JoinShape shape, BuildSide.NullFacts nulls, JoinOutput output) {
    this.shape = shape;
    this.nulls = nulls;
    this.output = output;
  }

  /** What comes out for the selected rows of a batch, or null when nothing does. */
  Batch emit(Batch probe, ProbeMarks marks) {
    return switch (shape.kind()) {
      case SEMI -> {
        Selection rows = choose(probe, marks, true);
        yield rows == null ? null : output.probeRows(probe, rows);
      }
      case ANTI -> {
        Selection rows = choose(probe, marks, false);
        yield rows == null ? null : output.probeRows(probe, rows);
      }
      case LEFT, FULL -> {
        Selection rows = choose(probe, marks, false);
        yield rows == null ? null : output.probeWithNulls(probe, rows);
      }
      case MARK -> output.probeWithMark(probe, values(probe, marks));
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
    };
  }

  private Selection choose(Batch probe, ProbeMarks marks, boolean matched) {
    if (chosen.length < probe.rows()) {
      chosen = new int[probe.rows()];
    }
    int count = JoinTable.selected(probe, chosen);
    int left = 0;
    boolean nullAware = !matched && shape.nullAware();
    for (int i = 0; i < count; i++) {
      int row = chosen[i];
      chosen[left] = row;
      left += marks.matched(row) == matched ? 1 : 0;
    }
    if (nullAware) {
      int known = 0;
      for (int i = 0; i < left; i++) {
        int row = chosen[i];
        if (!unknown(probe, marks, row)) {
          chosen[known++] = row;
        }
      }
      left = known;
    }
    return left == 0 ? null : new Selection(chosen, left);
  }

  private byte[] values(Batch probe, ProbeMarks marks) {
    byte[] values = new byte[probe.rows()];
    for (int row = 0; row < values.length; row++) {
      values[row] = (byte) (marks.matched(row) ? 1 : 0);
    }
    if (shape.nullAware()) {
      for (int row = 0; row < values.length; row++) {
        if (values[row] == 0 && unknown(probe, marks, row)) {
          values[row] = -1;
        }
      }
    }
    return values;
  }

  private boolean unknown(Batch probe, ProbeMarks marks, int row) {
    if (shape.residual() != null) {
      return marks.unknown(row);
    }
    Column key = probe.column(shape.probeKeys()[0]);
    return !nulls.empty() && (nulls.hasNullKey() || key.isNull(row));
  }
}
