package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.SheafException;

/** Any BOOLEAN expression as a condition; of a dictionary column through a table of its entries. */
final class NodeCondition extends Condition {
  private final CompiledExpr.Evaluation node;
  private final double cost;

  NodeCondition(CompiledExpr.Evaluation node, double cost) {
    this.node = node;
    this.cost = cost;
  }

  @Override
  int select(Batch batch, int[] in, int count, int[] out) {
    if (count == 0) {
      return 0;
    }
    Batch rows = restrict(batch, in, count);
    if (node instanceof FunctionNode function) {
      FunctionNode.Lifted lifted = function.lifted(rows);
      if (lifted != null
          && lifted.entries() instanceof BooleanColumn table
          && table.validity() == null
          && lifted.text().dictionary().size() > 0) {
        return byCode(
            table.values(), lifted.text().codes(), lifted.text().validity(), in, count, out);
      }
    }
    Column truth = node.evaluate(rows);
    return switch (truth) {
      case BooleanColumn c -> byValue(c.values(), c.validity(), in, count, out);
      case ConstantColumn c ->
          !c.isNull(0) && ((BooleanColumn) c.value()).values()[0] != 0 ? all(in, count, out) : 0;
      case Column other -> throw SheafException.bug("condition of " + other.type().sql());
    };
  }

  private static int byValue(byte[] values, long[] validity, int[] in, int count, int[] out) {
    int n = 0;
    if (validity == null && in == null) {
      for (int i = 0; i < count; i++) {
        out[n] = i;
        n += values[i];
      }
    } else if (validity == null) {
      for (int k = 0; k < count; k++) {
        int row = in[k];
        out[n] = row;
        n += values[row];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int row = in == null ? k : in[k];
        out[n] = row;
        n += values[row] & (int) (validity[row >> 6] >>> row & 1);
      }
    }
    return n;
  }

  private static int byCode(
      byte[] table, int[] codes, long[] validity, int[] in, int count, int[] out) {
    int n = 0;
    if (validity == null && in == null) {
      for (int i = 0; i < count; i++) {
        out[n] = i;
        n += table[codes[i]];
      }
    } else if (validity == null) {
      for (int k = 0; k < count; k++) {
        int row = in[k];
        out[n] = row;
        n += table[codes[row]];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int row = in == null ? k : in[k];
        out[n] = row;
        n += table[codes[row]] & (int) (validity[row >> 6] >>> row & 1);
      }
    }
    return n;
  }

  @Override
  double cost() {
    return cost;
  }
}
