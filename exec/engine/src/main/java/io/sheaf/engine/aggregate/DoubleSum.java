package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/** Sums REAL and DOUBLE values in 64 bits. */
final class DoubleSum extends Accumulator {
  private double[] sums = new double[0];

  DoubleSum(MemoryLease lease) {
    super(lease);
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(DataType.Simple.DOUBLE);
  }

  @Override
  long bytesPerGroup() {
    return 9;
  }

  @Override
  void resize(int newCapacity) {
    sums = Arrays.copyOf(sums, newCapacity);
  }

  @Override
  void update(Column argument, GroupedRows in) {
    seen.mark(in);
    double[] to = sums;
    int[] rows = in.rows;
    int[] groups = in.groups;
    int count = in.count;
    switch (argument) {
      case DoubleColumn c -> {
        double[] values = c.values();
        for (int i = 0; i < count; i++) {
          to[groups[i]] += values[rows[i]];
        }
      }
      case FloatColumn c -> {
        float[] values = c.values();
        for (int i = 0; i < count; i++) {
          to[groups[i]] += values[rows[i]];
        }
      }
      case Column c -> throw SheafException.bug("no floating sum over " + c.type().sql());
    }
  }

  double get(int group) {
    return sums[group];
  }

  @Override
  List<Column> states(int[] groups, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = sums[groups[i]];
    }
    return List.of(new DoubleColumn(DataType.Simple.DOUBLE, out, seen.validity(groups, count)));
  }
}
