package io.sheaf.engine.window;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Interleave;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.util.Arrays;
import java.util.List;

/** Values of other rows: for each row, which row's. Stateless. */
final class RowPicks {
  /** Instead of a row: there is no value. */
  static final int NONE = -1;

  private RowPicks() {}

  /**
   * The row so many rows before (sign -1) or after (sign 1).
   *
   * @param values whose NULLs are passed over, or null if they count
   */
  static int[] shifted(WindowRows rows, LongColumn distances, int sign, Column values) {
    int[] picked = new int[rows.rows()];
    int[] valued = values == null ? null : new int[rows.rows() + 1];
    int[] rank = values == null ? null : rank(values, valued);
    for (int i = 0; i < picked.length; i++) {
      if (distances.isNull(i)) {
        picked[i] = NONE;
        continue;
      }
      long distance = sign * distances.values()[i];
      long at = values == null ? i + distance : passed(i, distance, rank, valued);
      picked[i] = at >= rows.start(i) && at < rows.end(i) ? (int) at : NONE;
    }
    return picked;
  }

  /** Numbers the rows with a value; {@code valued} takes them; gives how many there are before. */
  private static int[] rank(Column values, int[] valued) {
    int[] rank = new int[valued.length];
    int count = 0;
    for (int i = 0; i < valued.length - 1; i++) {
      rank[i] = count;
      if (!values.isNull(i)) {
        valued[count++] = i;
      }
    }
    rank[valued.length - 1] = count;
    return rank;
  }

  private static long passed(int row, long distance, int[] rank, int[] valued) {
    if (distance == 0) {
      return row;
    }
    boolean hasValue = rank[row + 1] > rank[row];
    long wanted = distance < 0 || hasValue ? rank[row] + distance : rank[row] + distance - 1;
    return wanted < 0 || wanted >= rank[rank.length - 1] ? NONE : valued[(int) wanted];
  }

  /** The first row of each frame. */
  static int[] first(Frames frames, Column values) {
    return nth(frames, values, null);
  }

  /** The last row of each frame. */
  static int[] last(Frames frames, Column values) {
    int[] picked = new int[frames.rows().rows()];
    int[] ranges = new int[6];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = NONE;
      for (int r = frames.ranges(i, ranges) - 1; r >= 0 && picked[i] == NONE; r--) {
        int at = ranges[2 * r + 1] - 1;
        while (values != null && at >= ranges[2 * r] && values.isNull(at)) {
          at--;
        }
        picked[i] = at >= ranges[2 * r] ? at : NONE;
      }
    }
    return picked;
  }

  /**
   * A row of each frame.
   *
   * @param values whose NULLs are passed over, or null if they count
   * @param numbers which row, from 1 on; null for the first
   */
  static int[] nth(Frames frames, Column values, LongColumn numbers) {
    int[] picked = new int[frames.rows().rows()];
    int[] ranges = new int[6];
    for (int i = 0; i < picked.length; i++) {
      long left = 0;
      if (numbers != null) {
        if (numbers.isNull(i) || numbers.values()[i] < 1) {
          throw SheafException.user("BAD_ARGUMENT", "NTH_VALUE takes the number of a row, from 1");
        }
        left = numbers.values()[i] - 1;
      }
      picked[i] = nth(frames.ranges(i, ranges), ranges, left, values);
    }
    return picked;
  }

  private static int nth(int count, int[] ranges, long skipped, Column values) {
    long left = skipped;
    for (int r = 0; r < count; r++) {
      int from = ranges[2 * r];
      int to = ranges[2 * r + 1];
      if (values == null) {
        if (left < to - from) {
          return from + (int) left;
        }
        left -= to - from;
        continue;
      }
      for (int at = from; at < to; at++) {
        if (!values.isNull(at) && left-- == 0) {
          return at;
        }
      }
    }
    return NONE;
  }

  /** The values of the picked rows. */
  static Column values(Column values, int[] picked) {
    return values(values, picked, Columns.nulls(values.type(), picked.length));
  }

  /**
   * The values of the picked rows.
   *
   * @param otherwise what rows without a picked one get, a value a row
   */
  static Column values(Column values, int[] picked, Column otherwise) {
    int rows = picked.length;
    int[] sources = new int[rows];
    int[] at = Arrays.copyOf(picked, rows);
    for (int i = 0; i < rows; i++) {
      if (picked[i] == NONE) {
        sources[i] = 1;
        at[i] = i;
      }
    }
    Schema schema = Schema.of(new Field("value", values.type(), true));
    List<Batch> parts =
        List.of(
            Batch.frozen(schema, List.of(values), rows),
            Batch.frozen(schema, List.of(otherwise), rows));
    return Interleave.rows(schema, parts, sources, at, rows).column(0);
  }
}
