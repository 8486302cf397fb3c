package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType.Simple;

/** NOT and the tests for NULL and truth. */
public final class TruthKernels {
  private TruthKernels() {}

  /** Three-valued negation. */
  public static Kernel not() {
    Scratch scratch = new Scratch();
    return (args, rows) -> {
      BooleanColumn arg = (BooleanColumn) args[0];
      int n = rows.length();
      byte[] in = arg.values();
      byte[] out = scratch.booleans(n);
      for (int i = 0; i < n; i++) {
        out[i] = (byte) (in[i] ^ 1);
      }
      return new BooleanColumn(Simple.BOOLEAN, out, arg.validity());
    };
  }

  /** IS NULL, or IS NOT NULL when negated. */
  public static Kernel isNull(boolean negated) {
    Scratch scratch = new Scratch();
    return (args, rows) -> {
      int n = rows.length();
      byte[] out = scratch.booleans(n);
      validity(args[0], out, n, negated ? 1 : 0);
      return new BooleanColumn(Simple.BOOLEAN, out);
    };
  }

  /** Writes {@code valid} where the row is not null, else its opposite. */
  private static void validity(Column arg, byte[] out, int n, int valid) {
    long[] bits = arg.validity();
    for (int i = 0; i < n; i++) {
      long isValid = bits == null ? 1 : bits[i >> 6] >>> i & 1;
      out[i] = (byte) (isValid ^ valid ^ 1);
    }
  }

  /** IS [NOT] TRUE, IS [NOT] FALSE: never NULL. */
  public static Kernel is(boolean truth, boolean negated) {
    Scratch scratch = new Scratch();
    return (args, rows) -> {
      BooleanColumn arg = (BooleanColumn) args[0];
      int n = rows.length();
      byte[] in = arg.values();
      long[] bits = arg.validity();
      byte[] out = scratch.booleans(n);
      int flip = truth ? 0 : 1;
      int last = negated ? 1 : 0;
      for (int i = 0; i < n; i++) {
        long valid = bits == null ? 1 : bits[i >> 6] >>> i & 1;
        out[i] = (byte) ((in[i] ^ flip) & valid ^ last);
      }
      return new BooleanColumn(Simple.BOOLEAN, out);
    };
  }
}
