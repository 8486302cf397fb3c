package io.sheaf.engine.expression.packed;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.plan.Expr;

/** PACK: keys and a value as bytes. For one thread. */
public final class PackKernel implements Kernel {
  private final PackedForm form;
  private final TextInput[] texts;
  private final PackedBytes out = new PackedBytes();

  public PackKernel(Expr.Call call) {
    this.form = PackedForm.of((String) ((Expr.Literal) call.args().getFirst()).value());
    this.texts = new TextInput[call.args().size() - 1];
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    ColumnBuilder builder = new ColumnBuilder(Simple.VARBINARY, rows.length());
    for (int i = 0; i < texts.length; i++) {
      texts[i] = form.kind(i) == 'T' ? new TextInput().reset(args[i + 1]) : null;
    }
    int next = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      for (; next < row; next++) {
        builder.appendNull();
      }
      next = row + 1;
      append(builder, args, row);
    }
    for (; next < rows.length(); next++) {
      builder.appendNull();
    }
    return builder.build();
  }

  private void append(ColumnBuilder builder, Column[] args, int row) {
    Column value = args[args.length - 1];
    if (isNull(value, row)) {
      builder.appendNull();
      return;
    }
    out.start(form.collected());
    for (int i = 0; i < form.keys(); i++) {
      boolean isNull = isNull(args[i + 1], row);
      out.mark(isNull ? (form.nullsFirst(i) ? 0 : 2) : 1);
      if (!isNull) {
        int from = out.size();
        put(args[i + 1], i, row);
        if (form.descending(i)) {
          out.invert(from);
        }
      }
    }
    put(value, form.keys(), row);
    out.end(form.collected());
    builder.appendBytes(out.data(), 0, out.size());
  }

  private static boolean isNull(Column column, int row) {
    return column instanceof ConstantColumn constant ? constant.isNull(0) : column.isNull(row);
  }

  private void put(Column column, int argument, int row) {
    if (texts[argument] != null) {
      texts[argument].at(row);
      out.text(texts[argument].data, texts[argument].offset, texts[argument].length);
      return;
    }
    int at = column instanceof ConstantColumn ? 0 : row;
    boolean wide = form.kind(argument) == 'D';
    switch (column instanceof ConstantColumn constant ? constant.value() : column) {
      case LongColumn c when wide -> out.decimal(c.values()[at] >> 63, c.values()[at]);
      case Int128Column c -> out.decimal(c.values()[2 * at + 1], c.values()[2 * at]);
      case LongColumn c -> out.whole(c.values()[at]);
      case IntColumn c -> out.whole(c.values()[at]);
      case BooleanColumn c -> out.whole(c.values()[at]);
      case DoubleColumn c -> out.floating(c.values()[at]);
      case FloatColumn c -> out.floating(c.values()[at]);
      case Column c -> throw SheafException.bug("cannot pack " + c.type().sql());
    }
  }
}
