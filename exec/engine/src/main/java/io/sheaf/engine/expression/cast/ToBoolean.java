package io.sheaf.engine.expression.cast;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.expression.kernel.Rows;

/** Numbers to BOOLEAN: everything but zero is true. */
final class ToBoolean extends CastKernel {
  ToBoolean(boolean safe) {
    super(Simple.BOOLEAN, safe);
  }

  @Override
  Column convert(Column arg, Rows rows) {
    byte[] out = scratch.booleans(rows.length());
    for (int i = 0; i < rows.length(); i++) {
      boolean truth =
          switch (arg) {
            case IntColumn c -> c.values()[i] != 0;
            case LongColumn c -> c.values()[i] != 0;
            case FloatColumn c -> c.values()[i] != 0;
            case DoubleColumn c -> c.values()[i] != 0;
            case Int128Column c -> (c.values()[2 * i] | c.values()[2 * i + 1]) != 0;
            case Column c -> throw SheafException.bug("boolean of " + c.type().sql());
          };
      out[i] = (byte) (truth ? 1 : 0);
    }
    return new BooleanColumn(Simple.BOOLEAN, out, validity(arg, rows));
  }
}
