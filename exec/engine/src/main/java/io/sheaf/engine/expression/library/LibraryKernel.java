package io.sheaf.engine.expression.library;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.Expr;
import io.sheaf.plan.LibraryFunction;
import java.util.Arrays;

/** Computes a library function row by row. For one thread. */
public final class LibraryKernel implements Kernel {
  private final LibraryFunction function;
  private final RowFunction computing;
  private final DataType type;
  private final DataType[] types;
  private final TextInput[] texts;

  public LibraryKernel(LibraryFunction function, Expr.Call call) {
    this.function = function;
    this.computing = RowFunctions.of(function);
    this.type = call.type();
    this.types = call.args().stream().skip(1).map(Expr::type).toArray(DataType[]::new);
    this.texts = new TextInput[types.length];
  }

  /** Which function a call of LIBRARY names. */
  public static LibraryFunction function(Expr.Call call) {
    return LibraryFunction.valueOf((String) ((Expr.Literal) call.args().getFirst()).value());
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    ColumnBuilder out = new ColumnBuilder(type, rows.length());
    for (int i = 0; i < types.length; i++) {
      texts[i] = types[i].storage() == Storage.TEXT ? new TextInput().reset(args[i + 1]) : null;
    }
    Object[] values = new Object[types.length];
    int next = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      for (; next < row; next++) {
        out.appendNull();
      }
      next = row + 1;
      append(out, args, values, row);
    }
    for (; next < rows.length(); next++) {
      out.appendNull();
    }
    return out.build();
  }

  private void append(ColumnBuilder out, Column[] args, Object[] values, int row) {
    try {
      append(out, read(args, values, row) ? computing.apply(values) : null);
    } catch (ArithmeticException e) {
      throw ValueErrors.overflow(type, function + Arrays.deepToString(values));
    }
  }

  /** Reads the arguments of a row; false where one is NULL that must not be. */
  private boolean read(Column[] args, Object[] values, int row) {
    for (int i = 0; i < values.length; i++) {
      values[i] = value(args[i + 1], i, row);
      if (values[i] == null && i < function.parameters().size()) {
        return false;
      }
    }
    return true;
  }

  private Object value(Column column, int argument, int row) {
    Column values = column instanceof ConstantColumn constant ? constant.value() : column;
    int at = column instanceof ConstantColumn ? 0 : row;
    if (values.isNull(at)) {
      return null;
    }
    if (texts[argument] != null) {
      texts[argument].at(row);
      return types[argument].isText() ? texts[argument].string() : texts[argument].bytes();
    }
    return switch (values) {
      case LongColumn c -> c.values()[at];
      case IntColumn c -> (long) c.values()[at];
      case DoubleColumn c -> c.values()[at];
      case FloatColumn c -> (double) c.values()[at];
      case BooleanColumn c -> c.values()[at] != 0;
      case Column c -> throw SheafException.bug("no argument of a function: " + c.type().sql());
    };
  }

  private void append(ColumnBuilder out, Object value) {
    switch (value) {
      case null -> out.appendNull();
      case String text -> out.appendText(text);
      case byte[] bytes -> out.appendBytes(bytes);
      case Boolean truth -> out.appendBoolean(truth);
      case Double number -> out.appendDouble(number);
      case Long number when type.storage() == Storage.INT -> out.appendInt(Math.toIntExact(number));
      case Long number -> out.appendLong(number);
      case Object other -> throw SheafException.bug(function + " gave " + other.getClass());
    }
  }
}
