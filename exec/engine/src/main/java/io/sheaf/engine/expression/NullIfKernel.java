package io.sheaf.engine.expression;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.engine.expression.kernel.Comparison;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.plan.ScalarFunction;

/** NULLIF: the first argument, NULL where it equals the second. */
final class NullIfKernel implements Kernel {
  private final Comparison equal;
  private final Scratch scratch = new Scratch();

  /**
   * @param type the type of both arguments
   */
  NullIfKernel(DataType type) {
    this.equal = new Comparison(ScalarFunction.EQUAL, type);
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    int n = rows.length();
    Column first = Columns.flatten(args[0], n);
    if (args[1] instanceof ConstantColumn c && c.isNull(0)) {
      return first;
    }
    BooleanColumn same = (BooleanColumn) equal.apply(new Column[] {first, args[1]}, rows);
    long[] bits = scratch.copyOf(first.validity(), n);
    boolean any = false;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (same.values()[row] != 0 && Validity.isValid(same.validity(), row)) {
        Validity.setNull(bits, row);
        any = true;
      }
    }
    return any ? Casts.withValidity(first, bits) : first;
  }
}
