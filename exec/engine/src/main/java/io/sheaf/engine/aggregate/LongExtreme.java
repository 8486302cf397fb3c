package io.sheaf.engine.aggregate;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/** Smallest, largest or first value of BOOLEAN, integer, date and time columns. */
final class LongExtreme extends Accumulator {
  private final AccumulatorSpec.Kind kind;
  private final DataType type;
  private long[] values = new long[0];
  private long[] scratch = new long[0];

  LongExtreme(AccumulatorSpec.Kind kind, DataType type, MemoryLease lease) {
    super(lease);
    this.kind = kind;
    this.type = type;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(type);
  }

  @Override
  long bytesPerGroup() {
    return 9;
  }

  @Override
  void resize(int newCapacity) {
    int old = values.length;
    values = Arrays.copyOf(values, newCapacity);
    if (old < newCapacity) {
      // The neutral value: updates need not ask whether a group is new.
      Arrays.fill(
          values,
          old,
          newCapacity,
          kind == AccumulatorSpec.Kind.MIN ? Long.MAX_VALUE : Long.MIN_VALUE);
    }
  }

  @Override
  void update(Column argument, GroupedRows in) {
    long[] from = longs(argument, in);
    long[] to = values;
    int[] groups = in.groups;
    int count = in.count;
    switch (kind) {
      case MIN -> {
        for (int i = 0; i < count; i++) {
          to[groups[i]] = Math.min(to[groups[i]], from[i]);
        }
        seen.mark(in);
      }
      case MAX -> {
        for (int i = 0; i < count; i++) {
          to[groups[i]] = Math.max(to[groups[i]], from[i]);
        }
        seen.mark(in);
      }
      case FIRST -> {
        seen.track(0);
        for (int i = 0; i < count; i++) {
          int group = groups[i];
          if (!seen.of(group)) {
            seen.mark(group);
            to[group] = from[i];
          }
        }
      }
      case ROWS, NULLS, EXACT_SUM, DOUBLE_SUM, MOMENTS, COLLECT ->
          throw SheafException.bug("not an extreme: " + kind);
    }
  }

  /** Takes one more value, of a MIN or MAX. */
  void offer(int group, long value) {
    values[group] =
        kind == AccumulatorSpec.Kind.MIN
            ? Math.min(values[group], value)
            : Math.max(values[group], value);
  }

  private long[] longs(Column argument, GroupedRows in) {
    if (scratch.length < in.count) {
      scratch = new long[in.rows.length];
    }
    long[] out = scratch;
    int[] rows = in.rows;
    int count = in.count;
    switch (argument) {
      case IntColumn c -> {
        int[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case LongColumn c -> {
        long[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case BooleanColumn c -> {
        byte[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case Column c -> throw SheafException.bug("no integer extreme over " + c.type().sql());
    }
    return out;
  }

  @Override
  List<Column> states(int[] groups, int count) {
    long[] validity = seen.validity(groups, count);
    Storage storage = type.storage();
    if (storage == Storage.LONG) {
      long[] out = new long[count];
      for (int i = 0; i < count; i++) {
        out[i] = values[groups[i]];
      }
      return List.of(new LongColumn(type, out, validity));
    }
    if (storage == Storage.INT) {
      int[] out = new int[count];
      for (int i = 0; i < count; i++) {
        out[i] = (int) values[groups[i]];
      }
      return List.of(new IntColumn(type, out, validity));
    }
    byte[] out = new byte[count];
    for (int i = 0; i < count; i++) {
      out[i] = (byte) (values[groups[i]] & 1);
    }
    return List.of(new BooleanColumn(type, out, validity));
  }
}
