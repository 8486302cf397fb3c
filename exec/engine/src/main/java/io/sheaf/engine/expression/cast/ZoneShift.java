package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.engine.expression.kernel.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/**
 * Moments to what clocks of a zone show, and back. A time that clocks skip is as long after the
 * skip as it seems to be after its begin; of one that they show twice the first is meant.
 */
final class ZoneShift extends CastKernel {
  private static final long SECOND = 1_000_000;

  private final ZoneRules rules;
  private final boolean toClock;

  /** {@code type}: TIMESTAMP, what clocks show, or TIMESTAMP WITH TIME ZONE. */
  ZoneShift(DataType type, ZoneId zone, boolean safe) {
    super(type, safe);
    this.rules = zone.getRules();
    this.toClock = type == Simple.TIMESTAMP;
  }

  @Override
  Column convert(Column arg, Rows rows) {
    if (!(arg instanceof LongColumn c)) {
      throw SheafException.bug(type.sql() + " of " + arg.type().sql());
    }
    long[] values = c.values();
    long[] out = scratch.longs(rows.length());
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (Validity.isValid(c.validity(), row)) {
        try {
          out[row] = Math.addExact(values[row], shift(values[row]));
        } catch (ArithmeticException e) {
          fail(row);
        }
      }
    }
    return new LongColumn(type, out, validity(arg, rows));
  }

  private long shift(long micros) {
    if (toClock) {
      Instant moment = Instant.ofEpochSecond(Math.floorDiv(micros, SECOND));
      return rules.getOffset(moment).getTotalSeconds() * SECOND;
    }
    return -rules.getOffset(JavaValues.timestamp(micros)).getTotalSeconds() * SECOND;
  }
}
