package io.sheaf.engine.window;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.sort.KeyColumn;
import io.sheaf.plan.Expr;
import io.sheaf.plan.WindowFrame;
import io.sheaf.plan.WindowFrame.Bound;
import io.sheaf.plan.WindowFrame.Exclusion;
import java.util.function.Function;

/** What a call reads for each row: the rows from one to another, without the excluded ones. */
final class Frames {
  private final WindowFrame frame;
  private final WindowRows rows;
  private final int[] from;
  private final int[] to;

  /**
   * @param values computes an offset for all rows
   */
  Frames(WindowFrame frame, WindowRows rows, Function<Expr, Column> values) {
    this.frame = frame;
    this.rows = rows;
    this.from = starts(values);
    this.to = ends(values);
    for (int i = 0; i < from.length; i++) {
      to[i] = Math.max(from[i], to[i]);
    }
  }

  /**
   * Whether no frame of a partition lacks a row that the frame of an earlier row has; then each
   * starts with the partition.
   */
  boolean onlyGrow() {
    return frame.start() instanceof Bound.UnboundedPreceding
        && frame.exclusion() == Exclusion.NONE
        && !(frame.end().offset().orElse(null) instanceof Expr.InputRef);
  }

  WindowRows rows() {
    return rows;
  }

  int from(int row) {
    return from[row];
  }

  /** The row behind the last one. */
  int to(int row) {
    return to[row];
  }

  /**
   * The frame as ranges of rows, in their order.
   *
   * @param out takes the start and the end of each range; at most three of them
   * @return how many ranges
   */
  int ranges(int row, int[] out) {
    return switch (frame.exclusion()) {
      case NONE -> add(from[row], to[row], out, 0);
      case CURRENT_ROW -> around(row, row + 1, row, out);
      case GROUP -> around(rows.peerStart(row), rows.peerEnd(row), row, out);
      case TIES -> {
        int count = add(from[row], Math.min(to[row], rows.peerStart(row)), out, 0);
        count = add(Math.max(from[row], row), Math.min(to[row], row + 1), out, count);
        yield add(Math.max(from[row], rows.peerEnd(row)), to[row], out, count);
      }
    };
  }

  private int around(int holeFrom, int holeTo, int row, int[] out) {
    int count = add(from[row], Math.min(to[row], holeFrom), out, 0);
    return add(Math.max(from[row], holeTo), to[row], out, count);
  }

  private static int add(int start, int end, int[] out, int count) {
    if (start >= end) {
      return count;
    }
    out[2 * count] = start;
    out[2 * count + 1] = end;
    return count + 1;
  }

  private boolean byRows() {
    return frame.unit() == WindowFrame.Unit.ROWS;
  }

  private int[] starts(Function<Expr, Column> values) {
    int[] out = new int[rows.rows()];
    switch (frame.start()) {
      case Bound.UnboundedPreceding b -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = rows.start(i);
        }
      }
      case Bound.CurrentRow b -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = byRows() ? i : rows.peerStart(i);
        }
      }
      case Bound.Preceding b -> move(b.distance(), values, out, -1, 0);
      case Bound.Following b -> move(b.distance(), values, out, 1, 0);
      case Bound.UnboundedFollowing b -> throw SheafException.bug("a frame from the end");
    }
    return out;
  }

  private int[] ends(Function<Expr, Column> values) {
    int[] out = new int[rows.rows()];
    switch (frame.end()) {
      case Bound.UnboundedFollowing b -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = rows.end(i);
        }
      }
      case Bound.CurrentRow b -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = byRows() ? i + 1 : rows.peerEnd(i);
        }
      }
      case Bound.Preceding b -> move(b.distance(), values, out, -1, 1);
      case Bound.Following b -> move(b.distance(), values, out, 1, 1);
      case Bound.UnboundedPreceding b -> throw SheafException.bug("a frame to the start");
    }
    return out;
  }

  /**
   * Bounds with an offset.
   *
   * @param sign of the offset
   * @param behind 1 when the row behind the bound is wanted, else 0
   */
  private void move(Expr distance, Function<Expr, Column> values, int[] out, int sign, int behind) {
    Column offsets = Columns.flatten(values.apply(distance), out.length);
    if (byRows()) {
      moveByRows((LongColumn) offsets, out, sign, behind);
    } else {
      moveByValue(offsets, out, sign, behind);
    }
  }

  private void moveByRows(LongColumn offsets, int[] out, int sign, int behind) {
    for (int i = 0; i < out.length; i++) {
      long offset = offsets.values()[i];
      refuse(offsets.isNull(i), offset < 0);
      long bound = i + sign * Math.min(offset, Integer.MAX_VALUE) + behind;
      out[i] = (int) Math.max(rows.start(i), Math.min(rows.end(i), bound));
    }
  }

  /** Rows without a sort key have their peers for a frame. */
  private void moveByValue(Column bounds, int[] out, int sign, int behind) {
    Column column = Columns.flatten(rows.batch().column(rows.onlyKey().column()), out.length);
    KeyColumn keys = KeyColumn.of(column, rows.onlyKey());
    KeyColumn ends = KeyColumn.of(bounds, rows.onlyKey());
    for (int i = 0; i < out.length; i++) {
      if (column.isNull(i)) {
        out[i] = behind == 0 ? rows.peerStart(i) : rows.peerEnd(i);
        continue;
      }
      refuse(bounds.isNull(i), sign * keys.compare(i, ends, i) > 0);
      int low = rows.start(i);
      int high = rows.end(i);
      while (low < high) {
        int middle = low + high >>> 1;
        if (keys.compare(middle, ends, i) < behind) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      out[i] = low;
    }
  }

  private static void refuse(boolean isNull, boolean negative) {
    if (isNull || negative) {
      throw SheafException.user(
          "BAD_FRAME", "the offset of a frame must not be " + (isNull ? "NULL" : "negative"));
    }
  }
}
