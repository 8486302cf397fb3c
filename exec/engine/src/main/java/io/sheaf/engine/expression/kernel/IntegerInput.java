package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;

/** An integer argument of any width, row by row; for one thread. */
public final class IntegerInput {
  private int[] ints;
  private long[] longs;
  private boolean constant;

  public IntegerInput reset(Column column) {
    constant = column instanceof ConstantColumn;
    ints = null;
    longs = null;
    switch (column instanceof ConstantColumn c ? c.value() : column) {
      case IntColumn c -> ints = c.values();
      case LongColumn c -> longs = c.values();
      case Column other -> throw Operand.unexpected(other);
    }
    return this;
  }

  public long at(int row) {
    int index = constant ? 0 : row;
    return ints != null ? ints[index] : longs[index];
  }
}
