package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.expression.kernel.Rows;

/** Between dates, times and timestamps; the zone is UTC. */
final class ToTemporal extends CastKernel {
  private static final long DAY = 86_400_000_000L;
  private static final int MOST_DAYS = (int) (Long.MAX_VALUE / DAY);

  ToTemporal(DataType type, boolean safe) {
    super(type, safe);
  }

  static boolean covers(DataType from, DataType to) {
    return switch (to) {
      case Simple.DATE -> isTimestamp(from);
      case Simple.TIME -> isTimestamp(from);
      case Simple.TIMESTAMP, Simple.TIMESTAMP_WITH_TIME_ZONE ->
          isTimestamp(from) || from == Simple.DATE;
      default -> false;
    };
  }

  private static boolean isTimestamp(DataType type) {
    return type == Simple.TIMESTAMP || type == Simple.TIMESTAMP_WITH_TIME_ZONE;
  }

  @Override
  Column convert(Column arg, Rows rows) {
    int n = rows.length();
    if (arg instanceof IntColumn c) {
      long[] out = scratch.longs(n);
      int[] days = c.values();
      for (int i = 0; i < n; i++) {
        out[i] = days[i] * DAY;
        if (days[i] > MOST_DAYS || days[i] < -MOST_DAYS) {
          fail(i);
        }
      }
      return new LongColumn(type, out, validity(arg, rows));
    }
    if (!(arg instanceof LongColumn c)) {
      throw SheafException.bug(type.sql() + " of " + arg.type().sql());
    }
    long[] values = c.values();
    if (type == Simple.DATE) {
      int[] out = scratch.ints(n);
      for (int i = 0; i < n; i++) {
        out[i] = (int) Math.floorDiv(values[i], DAY);
      }
      return new IntColumn(type, out, validity(arg, rows));
    }
    if (type == Simple.TIME) {
      long[] out = scratch.longs(n);
      for (int i = 0; i < n; i++) {
        out[i] = Math.floorMod(values[i], DAY);
      }
      return new LongColumn(type, out, validity(arg, rows));
    }
    return new LongColumn(type, values, validity(arg, rows));
  }
}
