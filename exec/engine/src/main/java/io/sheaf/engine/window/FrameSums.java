package io.sheaf.engine.window;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.aggregate.ExactResults;

/**
 * Counts and sums of each frame. Counts and exact sums are differences of sums from the first row
 * on, whatever the frame; floating numbers, where such differences lose digits, are summed by a
 * tree. For one thread.
 */
final class FrameSums {
  private final Frames frames;
  private final int rows;
  private final int[] ranges = new int[6];

  FrameSums(Frames frames) {
    this.frames = frames;
    this.rows = frames.rows().rows();
  }

  /**
   * How many rows of each frame count.
   *
   * @param values those with a NULL do not; null if all do
   */
  long[] counts(Column values) {
    int[] before = values == null || values.validity() == null ? null : countsBefore(values);
    long[] out = new long[rows];
    for (int i = 0; i < rows; i++) {
      for (int r = frames.ranges(i, ranges) - 1; r >= 0; r--) {
        int from = ranges[2 * r];
        int to = ranges[2 * r + 1];
        out[i] += before == null ? to - from : before[to] - before[from];
      }
    }
    return out;
  }

  private int[] countsBefore(Column values) {
    int[] before = new int[rows + 1];
    for (int i = 0; i < rows; i++) {
      before[i + 1] = before[i] + (values.isNull(i) ? 0 : 1);
    }
    return before;
  }

  /** NULL for frames without a value. */
  Column sums(Column values, DataType type) {
    long[] counts = counts(values);
    long[] validity = Validity.allValid(rows);
    for (int i = 0; i < rows; i++) {
      if (counts[i] == 0) {
        Validity.setNull(validity, i);
      }
    }
    long[] bits = Validity.anyNull(validity, rows) ? validity : null;
    return switch (values) {
      case DoubleColumn c -> floating(c.values(), c, type, bits);
      case FloatColumn c -> floating(doubles(c), c, type, bits);
      case IntColumn c -> exact(values, type, bits);
      case LongColumn c -> exact(values, type, bits);
      case Int128Column c -> exact(values, type, bits);
      case Column other -> throw SheafException.bug("sums of " + other.type().sql());
    };
  }

  private Column exact(Column values, DataType type, long[] validity) {
    long[] before = new long[2 * rows + 2];
    for (int i = 0; i < rows; i++) {
      boolean skipped = values.isNull(i);
      long low = skipped ? 0 : low(values, i);
      long high = skipped ? 0 : high(values, i);
      // Wraps around where it must, and back in the difference.
      Int128.add(before[2 * i], before[2 * i + 1], low, high, before, 2 * i + 2);
    }
    long[] pairs = new long[2 * rows];
    long[] part = new long[2];
    for (int i = 0; i < rows; i++) {
      for (int r = frames.ranges(i, ranges) - 1; r >= 0; r--) {
        int from = 2 * ranges[2 * r];
        int to = 2 * ranges[2 * r + 1];
        Int128.subtract(before[to], before[to + 1], before[from], before[from + 1], part, 0);
        Int128.add(pairs[2 * i], pairs[2 * i + 1], part[0], part[1], pairs, 2 * i);
      }
    }
    return ExactResults.column("SUM", type, pairs, validity, rows);
  }

  private static long low(Column values, int row) {
    return switch (values) {
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row];
      case Int128Column c -> c.values()[2 * row];
      case Column other -> throw SheafException.bug("sums of " + other.type().sql());
    };
  }

  private static long high(Column values, int row) {
    return values instanceof Int128Column c ? c.values()[2 * row + 1] : low(values, row) >> 63;
  }

  private static double[] doubles(FloatColumn column) {
    double[] out = new double[column.values().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = column.values()[i];
    }
    return out;
  }

  private Column floating(double[] values, Column nulls, DataType type, long[] validity) {
    double[] out = frames.onlyGrow() ? growing(values, nulls) : added(values, nulls);
    if (type != DataType.Simple.REAL) {
      return new DoubleColumn(type, out, validity);
    }
    float[] narrow = new float[rows];
    for (int i = 0; i < rows; i++) {
      narrow[i] = (float) out[i];
    }
    return new FloatColumn(type, narrow, validity);
  }

  private double[] growing(double[] values, Column nulls) {
    double[] out = new double[rows];
    double sum = 0;
    int done = 0;
    for (int i = 0; i < rows; i++) {
      if (frames.rows().start(i) == i) {
        sum = 0;
        done = i;
      }
      for (; done < frames.to(i); done++) {
        sum += nulls.isNull(done) ? 0 : values[done];
      }
      out[i] = sum;
    }
    return out;
  }

  private double[] added(double[] values, Column nulls) {
    double[] tree = new double[2 * rows];
    for (int i = 0; i < rows; i++) {
      tree[rows + i] = nulls.isNull(i) ? 0 : values[i];
    }
    for (int i = rows - 1; i > 0; i--) {
      tree[i] = tree[2 * i] + tree[2 * i + 1];
    }
    double[] out = new double[rows];
    for (int i = 0; i < rows; i++) {
      int count = frames.ranges(i, ranges);
      for (int r = 0; r < count; r++) {
        out[i] += sum(tree, ranges[2 * r] + rows, ranges[2 * r + 1] + rows);
      }
    }
    return out;
  }

  private static double sum(double[] tree, int from, int to) {
    double sum = 0;
    int left = from;
    int right = to;
    while (left < right) {
      if ((left & 1) == 1) {
        sum += tree[left++];
      }
      if ((right & 1) == 1) {
        sum += tree[--right];
      }
      left >>= 1;
      right >>= 1;
    }
    return sum;
  }
}
