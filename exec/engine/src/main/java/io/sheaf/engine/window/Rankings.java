package io.sheaf.engine.window;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/** What follows from where a row is in its partition. Stateless. */
final class Rankings {
  private Rankings() {}

  static Column rowNumber(WindowRows rows, DataType type) {
    return numbers(rows, type, i -> i - rows.start(i) + 1L);
  }

  static Column rank(WindowRows rows, DataType type) {
    return numbers(rows, type, i -> rows.peerStart(i) - rows.start(i) + 1L);
  }

  static Column denseRank(WindowRows rows, DataType type) {
    long[] ranks = new long[rows.rows()];
    for (int i = 0; i < ranks.length; i++) {
      boolean first = rows.start(i) == i;
      boolean peer = rows.peerStart(i) != i;
      ranks[i] = first ? 1 : ranks[i - 1] + (peer ? 0 : 1);
    }
    return numbers(rows, type, i -> ranks[i]);
  }

  static Column percentRank(WindowRows rows) {
    return shares(
        rows,
        i -> {
          int others = rows.end(i) - rows.start(i) - 1;
          return others == 0 ? 0 : (rows.peerStart(i) - rows.start(i)) / (double) others;
        });
  }

  static Column cumulativeDistribution(WindowRows rows) {
    return shares(
        rows, i -> (rows.peerEnd(i) - rows.start(i)) / (double) (rows.end(i) - rows.start(i)));
  }

  /** The first parts are the longer ones. */
  static Column ntile(WindowRows rows, LongColumn parts, DataType type) {
    return numbers(
        rows,
        type,
        i -> {
          long count = parts.values()[i];
          if (parts.isNull(i) || count <= 0) {
            throw SheafException.user("BAD_ARGUMENT", "NTILE takes a number of parts above 0");
          }
          long all = rows.end(i) - rows.start(i);
          long row = i - rows.start(i);
          long least = all / count;
          long longer = all % count;
          long inLonger = longer * (least + 1);
          return row < inLonger
              ? row / (least + 1) + 1
              : longer + (row - inLonger) / Math.max(1, least) + 1;
        });
  }

  private static Column numbers(WindowRows rows, DataType type, IntToLongFunction value) {
    if (type.storage() == Storage.INT) {
      int[] out = new int[rows.rows()];
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.toIntExact(value.applyAsLong(i));
      }
      return new IntColumn(type, out);
    }
    long[] out = new long[rows.rows()];
    for (int i = 0; i < out.length; i++) {
      out[i] = value.applyAsLong(i);
    }
    return new LongColumn(type, out);
  }

  private static Column shares(WindowRows rows, IntToDoubleFunction value) {
    double[] out = new double[rows.rows()];
    for (int i = 0; i < out.length; i++) {
      out[i] = value.applyAsDouble(i);
    }
    return new DoubleColumn(DataType.Simple.DOUBLE, out);
  }
}
