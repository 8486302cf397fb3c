package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/** Smallest, largest or first DECIMAL, kept in 128 bits. */
final class DecimalExtreme extends Accumulator {
  private final AccumulatorSpec.Kind kind;
  private final DataType type;
  private long[] lows = new long[0];
  private long[] highs = new long[0];

  DecimalExtreme(AccumulatorSpec.Kind kind, DataType type, MemoryLease lease) {
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
    return 17;
  }

  @Override
  void resize(int newCapacity) {
    int old = lows.length;
    lows = Arrays.copyOf(lows, newCapacity);
    highs = Arrays.copyOf(highs, newCapacity);
    if (old < newCapacity) {
      boolean least = kind == AccumulatorSpec.Kind.MIN;
      Arrays.fill(lows, old, newCapacity, least ? -1L : 0L);
      Arrays.fill(highs, old, newCapacity, least ? Long.MAX_VALUE : Long.MIN_VALUE);
    }
  }

  @Override
  void update(Column argument, GroupedRows in) {
    boolean first = kind == AccumulatorSpec.Kind.FIRST;
    if (first) {
      seen.track(0);
    }
    for (int i = 0; i < in.count; i++) {
      int row = in.rows[i];
      switch (argument) {
        case LongColumn c -> offer(in.groups[i], c.values()[row], c.values()[row] >> 63);
        case Int128Column c -> offer(in.groups[i], c.values()[2 * row], c.values()[2 * row + 1]);
        case Column c -> throw SheafException.bug("no decimal extreme over " + c.type().sql());
      }
    }
    if (!first) {
      seen.mark(in);
    }
  }

  /** Takes one more value, of a MIN or MAX. */
  void offer(int group, long value) {
    offer(group, value, value >> 63);
  }

  private void offer(int group, long low, long high) {
    boolean better =
        switch (kind) {
          case MIN -> Int128.compare(low, high, lows[group], highs[group]) < 0;
          case MAX -> Int128.compare(low, high, lows[group], highs[group]) > 0;
          case FIRST -> !seen.of(group);
          case ROWS, NULLS, EXACT_SUM, DOUBLE_SUM, MOMENTS, COLLECT ->
              throw SheafException.bug("not an extreme: " + kind);
        };
    if (better) {
      lows[group] = low;
      highs[group] = high;
      if (kind == AccumulatorSpec.Kind.FIRST) {
        seen.mark(group);
      }
    }
  }

  @Override
  List<Column> states(int[] groups, int count) {
    long[] pairs = new long[2 * count];
    for (int i = 0; i < count; i++) {
      if (seen.of(groups[i])) {
        pairs[2 * i] = lows[groups[i]];
        pairs[2 * i + 1] = highs[groups[i]];
      }
    }
    return List.of(Decimals.narrowest(type, pairs, seen.validity(groups, count), count));
  }
}
