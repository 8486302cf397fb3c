package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;
import java.util.List;

/**
 * Count, mean and sum of squared deviations, updated and merged without cancellation (Welford,
 * Chan).
 */
final class Moments extends Accumulator {
  private final double unit;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  Moments(DataType argument, MemoryLease lease) {
    super(lease);
    unit = argument instanceof Decimal d ? Math.pow(10, d.scale()) : 1;
  }

  @Override
  List<DataType> stateTypes() {
    return List.of(Simple.BIGINT, Simple.DOUBLE, Simple.DOUBLE);
  }

  @Override
  long bytesPerGroup() {
    return 25;
  }

  @Override
  void resize(int newCapacity) {
    counts = Arrays.copyOf(counts, newCapacity);
    means = Arrays.copyOf(means, newCapacity);
    squares = Arrays.copyOf(squares, newCapacity);
  }

  @Override
  void update(Column argument, GroupedRows in) {
    for (int i = 0; i < in.count; i++) {
      int group = in.groups[i];
      double value = value(argument, in.rows[i]);
      double delta = value - means[group];
      means[group] += delta / ++counts[group];
      squares[group] += delta * (value - means[group]);
    }
  }

  private double value(Column column, int row) {
    return switch (column) {
      case DoubleColumn c -> c.values()[row];
      case FloatColumn c -> c.values()[row];
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row] / unit;
      case Int128Column c -> Int128.toDouble(c.values()[2 * row], c.values()[2 * row + 1]) / unit;
      case Column c -> throw SheafException.bug("no variance over " + c.type().sql());
    };
  }

  @Override
  void merge(Column[] states, GroupedRows in) {
    long[] otherCounts = ((LongColumn) states[0]).values();
    double[] otherMeans = ((DoubleColumn) states[1]).values();
    double[] otherSquares = ((DoubleColumn) states[2]).values();
    for (int i = 0; i < in.count; i++) {
      int group = in.groups[i];
      int row = in.rows[i];
      long more = otherCounts[row];
      if (more == 0) {
        continue;
      }
      long had = counts[group];
      double delta = otherMeans[row] - means[group];
      double share = (double) more / (had + more);
      counts[group] = had + more;
      means[group] += delta * share;
      squares[group] += otherSquares[row] + delta * delta * had * share;
    }
  }

  long count(int group) {
    return counts[group];
  }

  /** Sum of squared deviations from the mean. */
  double squares(int group) {
    return squares[group];
  }

  @Override
  List<Column> states(int[] groups, int count) {
    long[] n = new long[count];
    double[] mean = new double[count];
    double[] square = new double[count];
    for (int i = 0; i < count; i++) {
      n[i] = counts[groups[i]];
      mean[i] = means[groups[i]];
      square[i] = squares[groups[i]];
    }
    return List.of(
        new LongColumn(Simple.BIGINT, n),
        new DoubleColumn(Simple.DOUBLE, mean),
        new DoubleColumn(Simple.DOUBLE, square));
  }
}
