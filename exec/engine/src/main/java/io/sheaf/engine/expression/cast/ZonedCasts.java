package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.engine.expression.kernel.Kernel;
import java.time.ZoneId;

/** Conversions between TIMESTAMP WITH TIME ZONE and what is shown in a zone. */
public final class ZonedCasts {
  private ZonedCasts() {}

  /**
   * A kernel whose first argument is the value.
   *
   * @param safe whether values that do not fit become NULL
   */
  public static Kernel kernel(DataType from, DataType to, ZoneId zone, boolean safe) {
    if (from.isText()) {
      return new FromText(to, safe, zone);
    }
    if (to.isText()) {
      return new ToText(to, safe, zone);
    }
    return from == Simple.TIMESTAMP_WITH_TIME_ZONE
        ? chain(
            new ZoneShift(Simple.TIMESTAMP, zone, safe), Casts.kernel(Simple.TIMESTAMP, to, safe))
        : chain(Casts.kernel(from, Simple.TIMESTAMP, safe), new ZoneShift(to, zone, safe));
  }

  private static Kernel chain(Kernel first, Kernel second) {
    return (args, rows) -> second.apply(new Column[] {first.apply(args, rows)}, rows);
  }
}
