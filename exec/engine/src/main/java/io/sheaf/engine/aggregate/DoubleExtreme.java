package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/** Smallest, largest or first value of REAL and DOUBLE columns; NaN is larger than any number. */
final class DoubleExtreme extends Accumulator {
  private final AccumulatorSpec.Kind kind;
  private final DataType type;
  private double[] values = new double[0];

  DoubleExtreme(AccumulatorSpec.Kind kind, DataType type, MemoryLease lease) {
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
      Arrays.fill(
          values,
          old,
          newCapacity,
          kind == AccumulatorSpec.Kind.MIN ? Double.NaN : Double.NEGATIVE_INFINITY);
    }
  }

  @Override
  void update(Column argument, GroupedRows in) {
    if (kind == AccumulatorSpec.Kind.FIRST) {
      seen.track(0);
    }
    for (int i = 0; i < in.count; i++) {
      int group = in.groups[i];
      double value = value(argument, in.rows[i]);
      double old = values[group];
      boolean better =
          switch (kind) {
            case MIN -> value < old || old != old;
            case MAX -> value > old || value != value;
            case FIRST -> !seen.of(group);
            case ROWS, NULLS, EXACT_SUM, DOUBLE_SUM, MOMENTS, COLLECT ->
                throw SheafException.bug("not an extreme: " + kind);
          };
      if (better) {
        values[group] = value;
        if (kind == AccumulatorSpec.Kind.FIRST) {
          seen.mark(group);
        }
      }
    }
    if (kind != AccumulatorSpec.Kind.FIRST) {
      seen.mark(in);
    }
  }

  private static double value(Column column, int row) {
    return switch (column) {
      case DoubleColumn c -> c.values()[row];
      case FloatColumn c -> c.values()[row];
      case Column c -> throw SheafException.bug("no floating extreme over " + c.type().sql());
    };
  }

  @Override
  List<Column> states(int[] groups, int count) {
    long[] validity = seen.validity(groups, count);
    if (type == DataType.Simple.REAL) {
      float[] out = new float[count];
      for (int i = 0; i < count; i++) {
        out[i] = (float) values[groups[i]];
      }
      return List.of(new FloatColumn(type, out, validity));
    }
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = values[groups[i]];
    }
    return List.of(new DoubleColumn(type, out, validity));
  }
}
