package io.sheaf.engine.expression.packed;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.TextInput;
import io.sheaf.engine.expression.kernel.ValueErrors;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PackedResult;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/** UNPACK: the result of an aggregate of packed rows. For one thread. */
public final class UnpackKernel implements Kernel {
  private final PackedResult result;
  private final PackedForm form;
  private final DataType type;
  private final TextInput packed = new TextInput();

  public UnpackKernel(Expr.Call call) {
    this.result = PackedResult.valueOf((String) ((Expr.Literal) call.args().getFirst()).value());
    this.form = PackedForm.of((String) ((Expr.Literal) call.args().get(1)).value());
    this.type = call.type();
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    ColumnBuilder out = new ColumnBuilder(type, rows.length());
    packed.reset(args[2]);
    Column parameter = args.length > 3 ? args[3] : null;
    int next = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      for (; next < row; next++) {
        out.appendNull();
      }
      next = row + 1;
      if (isNull(args[2], row) || parameter != null && isNull(parameter, row)) {
        out.appendNull();
      } else {
        packed.at(row);
        append(out, new PackedRows(form, packed.bytes()), parameter, row);
      }
    }
    for (; next < rows.length(); next++) {
      out.appendNull();
    }
    return out.build();
  }

  private static boolean isNull(Column column, int row) {
    return column instanceof ConstantColumn constant ? constant.isNull(0) : column.isNull(row);
  }

  private void append(ColumnBuilder out, PackedRows rows, Column parameter, int row) {
    switch (result) {
      case VALUE -> value(out, rows, 0);
      case LAST -> value(out, rows, rows.count() - 1);
      case JOINED -> out.appendBytes(joined(rows, separator(parameter, row)));
      case QUANTILE -> value(out, rows.sorted(), place(rows, parameter, row));
      case QUANTILE_DESCENDING ->
          value(out, rows.sorted(), rows.count() - 1 - place(rows, parameter, row));
      case QUANTILE_BETWEEN ->
          out.appendDouble(Spread.between(rows.sorted().numbers(), fraction(parameter, row)));
      case MODE -> {
        PackedRows sorted = rows.sorted();
        value(out, sorted, sorted.mostFrequent());
      }
      case ENTROPY -> out.appendDouble(Spread.entropy(rows.sorted().frequencies()));
      case MEDIAN_DISTANCE -> out.appendDouble(Spread.medianDistance(rows.sorted().numbers()));
      case SKEWNESS -> number(out, Moments.of(rows.numbers()).skewness());
      case KURTOSIS -> number(out, Moments.of(rows.numbers()).kurtosis());
      case KURTOSIS_POP -> number(out, Moments.of(rows.numbers()).kurtosisOfAll());
      case PRODUCT -> out.appendDouble(Spread.product(rows.numbers()));
      case BIT_AND, BIT_OR, BIT_XOR -> out.appendLong(rows.bits(result));
    }
  }

  private static void number(ColumnBuilder out, OptionalDouble number) {
    if (number.isPresent()) {
      out.appendDouble(number.getAsDouble());
    } else {
      out.appendNull();
    }
  }

  /** Which row in order is at the fraction, from 0. */
  private static int place(PackedRows rows, Column parameter, int row) {
    return Math.max((int) Math.ceil(fraction(parameter, row) * rows.count()) - 1, 0);
  }

  private static double fraction(Column parameter, int row) {
    double fraction =
        parameter instanceof ConstantColumn constant
            ? ((DoubleColumn) constant.value()).values()[0]
            : ((DoubleColumn) parameter).values()[row];
    if (!(fraction >= 0 && fraction <= 1)) {
      throw ValueErrors.invalid("a quantile is from 0 to 1, not " + fraction);
    }
    return fraction;
  }

  private static byte[] separator(Column parameter, int row) {
    TextInput text = new TextInput().reset(parameter);
    text.at(row);
    return text.bytes();
  }

  private byte[] joined(PackedRows rows, byte[] separator) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PackedRows ordered = form.keys() > 0 ? rows.sorted() : rows;
    for (int i = 0; i < ordered.count(); i++) {
      if (i > 0) {
        out.writeBytes(separator);
      }
      out.writeBytes(ordered.text(i));
    }
    return out.toByteArray();
  }

  private void value(ColumnBuilder out, PackedRows rows, int i) {
    switch (form.kind(form.keys())) {
      case 'T' -> {
        byte[] text = rows.text(i);
        if (type.isText()) {
          out.appendText(new String(text, StandardCharsets.UTF_8));
        } else {
          out.appendBytes(text);
        }
      }
      case 'D' -> out.appendDecimal(decimal(rows.high(i), rows.low(i)));
      case 'F' -> {
        if (type.storage() == Storage.FLOAT) {
          out.appendFloat((float) rows.number(i));
        } else {
          out.appendDouble(rows.number(i));
        }
      }
      default -> {
        long whole = rows.whole(i);
        switch (type.storage()) {
          case BOOLEAN -> out.appendBoolean(whole != 0);
          case INT -> out.appendInt(Math.toIntExact(whole));
          default -> out.appendLong(whole);
        }
      }
    }
  }

  private BigDecimal decimal(long high, long low) {
    BigInteger unscaled =
        BigInteger.valueOf(high)
            .shiftLeft(Long.SIZE)
            .or(new BigInteger(Long.toUnsignedString(low)));
    return new BigDecimal(unscaled, ((DataType.Decimal) type).scale());
  }
}
