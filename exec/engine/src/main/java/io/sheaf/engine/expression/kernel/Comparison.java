package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;
import io.sheaf.plan.ScalarFunction;
import java.util.Arrays;

/**
 * Comparisons of two columns of one type. All six are "less" or "equal", perhaps with swapped
 * arguments, perhaps negated; NaN is equal to itself and greater than all numbers.
 */
public final class Comparison implements Kernel {
  private final boolean less;
  private final boolean swap;
  private final boolean distinct;
  private final int flip;
  private final DataType type;
  private final Scratch scratch = new Scratch();
  private final Operand left = new Operand();
  private final Operand right = new Operand();
  private final TextInput leftText = new TextInput();
  private final TextInput rightText = new TextInput();

  /**
   * @param type the type of both arguments
   */
  public Comparison(ScalarFunction function, DataType type) {
    this.type = type;
    switch (function) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> {
        less = false;
        swap = false;
        flip = 0;
      }
      case NOT_EQUAL, IS_DISTINCT_FROM -> {
        less = false;
        swap = false;
        flip = 1;
      }
      case LESS -> {
        less = true;
        swap = false;
        flip = 0;
      }
      case LESS_OR_EQUAL -> {
        less = true;
        swap = true;
        flip = 1;
      }
      case GREATER -> {
        less = true;
        swap = true;
        flip = 0;
      }
      case GREATER_OR_EQUAL -> {
        less = true;
        swap = false;
        flip = 1;
      }
      default -> throw new IllegalArgumentException(function + " is no comparison");
    }
    distinct =
        function == ScalarFunction.IS_DISTINCT_FROM
            || function == ScalarFunction.IS_NOT_DISTINCT_FROM;
  }

  @Override
  public Column apply(Column[] args, Rows rows) {
    Column a = swap ? args[1] : args[0];
    Column b = swap ? args[0] : args[1];
    int n = rows.length();
    byte[] out = scratch.booleans(n);
    if (distinct && (isNullConstant(a) || isNullConstant(b))) {
      Column other = isNullConstant(a) ? b : a;
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        out[row] = (byte) ((other.isNull(row) ? 1 : 0) ^ flip);
      }
      return new BooleanColumn(Simple.BOOLEAN, out);
    }
    compare(a, b, out, rows);
    if (!distinct) {
      return new BooleanColumn(Simple.BOOLEAN, out, scratch.strict(args, n));
    }
    if (hasNulls(a) || hasNulls(b)) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (a.isNull(row) || b.isNull(row)) {
          out[row] = (byte) ((a.isNull(row) && b.isNull(row) ? 1 : 0) ^ flip);
        }
      }
    }
    return new BooleanColumn(Simple.BOOLEAN, out);
  }

  private static boolean hasNulls(Column column) {
    return !(column instanceof ConstantColumn) && column.validity() != null;
  }

  private static boolean isNullConstant(Column column) {
    return column instanceof ConstantColumn && column.isNull(0);
  }

  private void compare(Column a, Column b, byte[] out, Rows rows) {
    int n = rows.length();
    if (type instanceof DataType.Decimal) {
      if (Operand.isLong(a) && Operand.isLong(b)) {
        longs(left.longs(a, n), right.longs(b, n), out, n);
      } else {
        pairs(left.pairs(a, n), right.pairs(b, n), out, n);
      }
      return;
    }
    Storage storage = type.storage();
    switch (storage) {
      case BOOLEAN -> booleans(left.booleans(a, n), right.booleans(b, n), out, n);
      case INT -> ints(left.ints(a, n), right.ints(b, n), out, n);
      case LONG -> longs(left.longs(a, n), right.longs(b, n), out, n);
      case FLOAT -> floats(left.floats(a, n), right.floats(b, n), out, n);
      case DOUBLE -> doubles(left.doubles(a, n), right.doubles(b, n), out, n);
      case INT128 -> pairs(left.pairs(a, n), right.pairs(b, n), out, n);
      case TEXT -> texts(a, b, out, rows);
    }
  }

  private void booleans(byte[] a, byte[] b, byte[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (byte) ((less ? ~a[i] & b[i] : a[i] ^ b[i] ^ 1) & 1 ^ flip);
    }
  }

  private void ints(int[] a, int[] b, byte[] out, int n) {
    int f = flip;
    if (less) {
      for (int i = 0; i < n; i++) {
        out[i] = (byte) ((a[i] < b[i] ? 1 : 0) ^ f);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ f);
      }
    }
  }

  private void longs(long[] a, long[] b, byte[] out, int n) {
    int f = flip;
    if (less) {
      for (int i = 0; i < n; i++) {
        out[i] = (byte) ((a[i] < b[i] ? 1 : 0) ^ f);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = (byte) ((a[i] == b[i] ? 1 : 0) ^ f);
      }
    }
  }

  private void floats(float[] a, float[] b, byte[] out, int n) {
    for (int i = 0; i < n; i++) {
      float x = a[i];
      float y = b[i];
      boolean holds = less ? x < y | y != y & x == x : x == y | x != x & y != y;
      out[i] = (byte) ((holds ? 1 : 0) ^ flip);
    }
  }

  private void doubles(double[] a, double[] b, byte[] out, int n) {
    int f = flip;
    if (less) {
      for (int i = 0; i < n; i++) {
        double x = a[i];
        double y = b[i];
        out[i] = (byte) ((x < y | y != y & x == x ? 1 : 0) ^ f);
      }
    } else {
      for (int i = 0; i < n; i++) {
        double x = a[i];
        double y = b[i];
        out[i] = (byte) ((x == y | x != x & y != y ? 1 : 0) ^ f);
      }
    }
  }

  private void pairs(long[] a, long[] b, byte[] out, int n) {
    for (int i = 0; i < n; i++) {
      long al = a[2 * i] ^ Long.MIN_VALUE;
      long bl = b[2 * i] ^ Long.MIN_VALUE;
      long ah = a[2 * i + 1];
      long bh = b[2 * i + 1];
      boolean holds = less ? ah < bh | ah == bh & al < bl : ah == bh & al == bl;
      out[i] = (byte) ((holds ? 1 : 0) ^ flip);
    }
  }

  private void texts(Column a, Column b, byte[] out, Rows rows) {
    TextInput x = leftText.reset(a);
    TextInput y = rightText.reset(b);
    long[] validA = a instanceof ConstantColumn ? null : a.validity();
    long[] validB = b instanceof ConstantColumn ? null : b.validity();
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(validA, row) || !Validity.isValid(validB, row)) {
        continue;
      }
      x.at(row);
      y.at(row);
      boolean holds = less ? isLess(x, y) : isEqual(x, y);
      out[row] = (byte) ((holds ? 1 : 0) ^ flip);
    }
  }

  private static boolean isEqual(TextInput a, TextInput b) {
    return a.length == b.length
        && Arrays.equals(
            a.data, a.offset, a.offset + a.length, b.data, b.offset, b.offset + b.length);
  }

  private static boolean isLess(TextInput a, TextInput b) {
    return Arrays.compareUnsigned(
            a.data, a.offset, a.offset + a.length, b.data, b.offset, b.offset + b.length)
        < 0;
  }
}
