package io.sheaf.engine.expression;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Intervals;
import io.sheaf.engine.expression.kernel.Operand;
import io.sheaf.engine.expression.kernel.Scratch;
import java.util.Arrays;

/**
 * Puts together a column whose rows come from several columns of one type, as the branches of a
 * CASE do; for one thread. Rows that nobody put are NULL.
 */
final class Blend {
  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final TextBlend texts;
  private int rows;
  private Storage storage;
  private long[] validity;
  private boolean nulls;
  private Interval interval;
  private byte[] booleans;
  private int[] ints;
  private long[] longs;
  private float[] floats;
  private double[] doubles;

  Blend(DataType type) {
    this.type = type;
    this.texts = type.storage() == Storage.TEXT ? new TextBlend(type) : null;
  }

  /** Begins a column; all its rows are NULL so far. */
  void start(int length) {
    rows = length;
    storage = type instanceof DataType.Decimal ? Storage.LONG : type.storage();
    validity = scratch.bits(length);
    Arrays.fill(validity, 0, Validity.words(length), 0);
    nulls = false;
    interval = null;
    switch (storage) {
      case BOOLEAN -> booleans = scratch.booleans(length);
      case INT -> ints = scratch.ints(length);
      case LONG -> longs = scratch.longs(length);
      case FLOAT -> floats = scratch.floats(length);
      case DOUBLE -> doubles = scratch.doubles(length);
      case INT128 -> longs = scratch.longs(2 * length);
      case TEXT -> texts.start(length);
    }
  }

  /** Takes the rows {@code at[0..count)} from a column. */
  void put(Column part, int[] at, int count) {
    if (count == 0) {
      return;
    }
    putValidity(part, at, count);
    if (part instanceof ConstantColumn c) {
      if (!c.isNull(0)) {
        putConstant(c, at, count);
      }
      return;
    }
    switch (part) {
      case BooleanColumn c -> {
        for (int k = 0; k < count; k++) {
          booleans[at[k]] = c.values()[at[k]];
        }
      }
      case IntColumn c -> {
        int[] values = c.values();
        for (int k = 0; k < count; k++) {
          ints[at[k]] = values[at[k]];
        }
      }
      case LongColumn c -> putLongs(c, at, count);
      case Int128Column c -> {
        widen();
        for (int k = 0; k < count; k++) {
          longs[2 * at[k]] = c.values()[2 * at[k]];
          longs[2 * at[k] + 1] = c.values()[2 * at[k] + 1];
        }
      }
      case FloatColumn c -> {
        for (int k = 0; k < count; k++) {
          floats[at[k]] = c.values()[at[k]];
        }
      }
      case DoubleColumn c -> {
        double[] values = c.values();
        for (int k = 0; k < count; k++) {
          doubles[at[k]] = values[at[k]];
        }
      }
      case Column c -> texts.put(c, at, count);
    }
  }

  private void putConstant(ConstantColumn part, int[] at, int count) {
    switch (part.value()) {
      case BooleanColumn c -> {
        byte value = c.values()[0];
        for (int k = 0; k < count; k++) {
          booleans[at[k]] = value;
        }
      }
      case IntColumn c -> {
        int value = c.values()[0];
        for (int k = 0; k < count; k++) {
          ints[at[k]] = value;
        }
      }
      case LongColumn c -> putLong(c, at, count);
      case Int128Column c -> {
        widen();
        for (int k = 0; k < count; k++) {
          longs[2 * at[k]] = c.values()[0];
          longs[2 * at[k] + 1] = c.values()[1];
        }
      }
      case FloatColumn c -> {
        for (int k = 0; k < count; k++) {
          floats[at[k]] = c.values()[0];
        }
      }
      case DoubleColumn c -> {
        double value = c.values()[0];
        for (int k = 0; k < count; k++) {
          doubles[at[k]] = value;
        }
      }
      case Column c -> texts.put(part, at, count);
    }
  }

  private void putLongs(LongColumn part, int[] at, int count) {
    long[] values = part.values();
    if (storage == Storage.INT128) {
      for (int k = 0; k < count; k++) {
        longs[2 * at[k]] = values[at[k]];
        longs[2 * at[k] + 1] = values[at[k]] >> 63;
      }
      return;
    }
    for (int k = 0; k < count; k++) {
      longs[at[k]] = values[at[k]];
    }
    include(Intervals.known(part));
  }

  private void putLong(LongColumn part, int[] at, int count) {
    long value = part.values()[0];
    if (storage == Storage.INT128) {
      for (int k = 0; k < count; k++) {
        longs[2 * at[k]] = value;
        longs[2 * at[k] + 1] = value >> 63;
      }
      return;
    }
    for (int k = 0; k < count; k++) {
      longs[at[k]] = value;
    }
    include(new Interval(value, value));
  }

  private void include(Interval next) {
    interval =
        interval == null
            ? next
            : new Interval(
                Math.min(interval.min(), next.min()), Math.max(interval.max(), next.max()));
  }

  private void widen() {
    if (storage == Storage.LONG) {
      longs = new Operand().pairs(new LongColumn(type, longs), rows);
      storage = Storage.INT128;
    }
  }

  private void putValidity(Column part, int[] at, int count) {
    if (part instanceof ConstantColumn c) {
      if (c.isNull(0)) {
        nulls = true;
        return;
      }
    } else if (part.validity() != null) {
      long[] bits = part.validity();
      long all = 1;
      for (int k = 0; k < count; k++) {
        int row = at[k];
        long valid = bits[row >> 6] >>> row & 1;
        validity[row >> 6] |= valid << row;
        all &= valid;
      }
      nulls |= all == 0;
      return;
    }
    for (int k = 0; k < count; k++) {
      int row = at[k];
      validity[row >> 6] |= 1L << row;
    }
  }

  /** Ends the column. */
  Column finish() {
    long[] bits = nulls ? validity : null;
    return switch (storage) {
      case BOOLEAN -> new BooleanColumn(type, booleans, bits);
      case INT -> new IntColumn(type, ints, bits);
      case LONG ->
          new LongColumn(type, longs, bits, type instanceof DataType.Decimal ? interval : null);
      case FLOAT -> new FloatColumn(type, floats, bits);
      case DOUBLE -> new DoubleColumn(type, doubles, bits);
      case INT128 -> new Int128Column(type, longs, bits);
      case TEXT -> texts.finish(bits);
    };
  }
}
