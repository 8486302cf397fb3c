package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.List;

/**
 * One state of each group of a table, in arrays by group number. For one thread while it is
 * written. Several aggregate calls may share an accumulator.
 */
abstract sealed class Accumulator
    permits CountAccumulator,
        ExactSum,
        DoubleSum,
        LongExtreme,
        DoubleExtreme,
        DecimalExtreme,
        TextExtreme,
        Moments,
        CollectedBytes {
  private static final int FIRST_CAPACITY = 64;

  final MemoryLease lease;
  final Seen seen = new Seen();
  private int capacity;

  Accumulator(MemoryLease lease) {
    this.lease = lease;
  }

  static Accumulator of(AccumulatorSpec spec, MemoryLease lease) {
    return switch (spec.kind()) {
      case ROWS, NULLS -> new CountAccumulator(spec.kind() == AccumulatorSpec.Kind.NULLS, lease);
      case EXACT_SUM -> new ExactSum(spec.type(), lease);
      case DOUBLE_SUM -> new DoubleSum(lease);
      case MOMENTS -> new Moments(spec.type(), lease);
      case COLLECT -> new CollectedBytes(lease);
      case MIN, MAX, FIRST -> extreme(spec, lease);
    };
  }

  private static Accumulator extreme(AccumulatorSpec spec, MemoryLease lease) {
    return switch (spec.type().storage()) {
      case TEXT -> new TextExtreme(spec.kind(), spec.type(), lease);
      case FLOAT, DOUBLE -> new DoubleExtreme(spec.kind(), spec.type(), lease);
      case BOOLEAN, INT, LONG, INT128 ->
          spec.type() instanceof DataType.Decimal
              ? new DecimalExtreme(spec.kind(), spec.type(), lease)
              : new LongExtreme(spec.kind(), spec.type(), lease);
    };
  }

  /** Columns in which {@link #states} hands the state out and {@link #merge} takes it in. */
  abstract List<DataType> stateTypes();

  /** Bytes of the arrays for a group, the flags of {@link Seen} counted in. */
  abstract long bytesPerGroup();

  /** Copies the arrays to another length. */
  abstract void resize(int newCapacity);

  /** Makes room for so many groups; false when the memory is refused. */
  final boolean tryReserve(int groups) {
    if (groups <= capacity) {
      return true;
    }
    int doubled = Math.max(FIRST_CAPACITY, capacity > 1 << 29 ? groups : 2 * capacity);
    return tryGrow(Math.max(groups, doubled))
        || tryGrow(Math.max(groups, capacity + (capacity >> 3)))
        || tryGrow(groups);
  }

  private boolean tryGrow(int newCapacity) {
    long bytes = bytesPerGroup();
    if (!lease.tryGrow(bytes * newCapacity)) {
      return false;
    }
    resize(newCapacity);
    seen.resize(newCapacity);
    lease.shrink(bytes * capacity);
    capacity = newCapacity;
    return true;
  }

  final int capacity() {
    return capacity;
  }

  /**
   * Prepares for an update by (at most) these rows: reserves what their values need beyond {@link
   * #tryReserve}. NULLs may be among them.
   */
  boolean tryAccept(Column argument, int[] rows, int count) {
    return true;
  }

  /** Adds rows whose argument is not NULL; an accumulator of NULLs gets those where it is. */
  abstract void update(Column argument, GroupedRows in);

  /** Adds states; {@code in} holds the rows whose first state column is not NULL. */
  void merge(Column[] states, GroupedRows in) {
    update(states[0], in);
  }

  /** The states of these groups, a column per {@link #stateTypes()}. */
  abstract List<Column> states(int[] groups, int count);

  /** Forgets all groups and gives the memory back. */
  void clear() {
    lease.shrink(bytesPerGroup() * capacity);
    capacity = 0;
    seen.clear();
    resize(0);
  }
}
