package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Scratch;
import java.util.Arrays;

/**
 * Three-valued AND and OR as values: an argument is computed only for the rows that those before it
 * have not decided.
 */
final class LogicNode implements CompiledExpr.Evaluation {
  private final CompiledExpr.Evaluation[] args;
  private final byte decisive;
  private final Scratch scratch = new Scratch();
  private int[] rest = {};

  LogicNode(CompiledExpr.Evaluation[] args, boolean isAnd) {
    this.args = args;
    this.decisive = (byte) (isAnd ? 0 : 1);
  }

  @Override
  public Column evaluate(Batch batch) {
    int length = batch.rows();
    if (rest.length < length) {
      rest = new int[length];
    }
    int left = batch.selectedRows();
    Condition.all(batch.selection() == null ? null : batch.selection().rows(), left, rest);
    byte[] out = scratch.booleans(length);
    long[] validity = scratch.valid(length);
    Arrays.fill(out, 0, length, (byte) (decisive ^ 1));
    boolean nulls = false;
    for (int i = 0; i < args.length && left > 0; i++) {
      Column arg = args[i].evaluate(i == 0 ? batch : Condition.restrict(batch, rest, left));
      if (arg instanceof ConstantColumn c) {
        if (c.isNull(0)) {
          for (int k = 0; k < left; k++) {
            Validity.setNull(validity, rest[k]);
          }
          nulls = true;
        } else if (((BooleanColumn) c.value()).values()[0] == decisive) {
          for (int k = 0; k < left; k++) {
            out[rest[k]] = decisive;
            Validity.setValid(validity, rest[k]);
          }
          left = 0;
        }
        continue;
      }
      BooleanColumn truth = (BooleanColumn) arg;
      nulls |= truth.validity() != null;
      left = combine(truth, out, validity, left);
    }
    return new BooleanColumn(Simple.BOOLEAN, out, nulls ? validity : null);
  }

  /** Takes an argument in; what is left are the rows that are not decided yet. */
  private int combine(BooleanColumn truth, byte[] out, long[] validity, int left) {
    byte[] values = truth.values();
    long[] bits = truth.validity();
    int n = 0;
    for (int k = 0; k < left; k++) {
      int row = rest[k];
      if (!Validity.isValid(bits, row)) {
        Validity.setNull(validity, row);
        rest[n++] = row;
      } else if (values[row] == decisive) {
        out[row] = decisive;
        Validity.setValid(validity, row);
      } else {
        rest[n++] = row;
      }
    }
    return n;
  }
}
