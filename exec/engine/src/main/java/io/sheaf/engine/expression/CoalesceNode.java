package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;

/** COALESCE: a later argument is computed only for the rows where all before it are NULL. */
final class CoalesceNode implements CompiledExpr.Evaluation {
  private final DataType type;
  private final CompiledExpr.Evaluation[] args;
  private final Blend blend;
  private int[] rest = {};
  private int[] hits = {};

  CoalesceNode(DataType type, CompiledExpr.Evaluation[] args) {
    this.type = type;
    this.args = args;
    this.blend = new Blend(type);
  }

  @Override
  public Column evaluate(Batch batch) {
    int left = batch.selectedRows();
    if (left == 0) {
      return new ConstantColumn(Columns.nulls(type, 1));
    }
    if (rest.length < batch.rows()) {
      rest = new int[batch.rows()];
      hits = new int[batch.rows()];
    }
    Condition.all(batch.selection() == null ? null : batch.selection().rows(), left, rest);
    boolean started = false;
    for (int i = 0; i < args.length && left > 0; i++) {
      Column column = args[i].evaluate(i == 0 ? batch : Condition.restrict(batch, rest, left));
      int hit = 0;
      int nulls = 0;
      for (int k = 0; k < left; k++) {
        int row = rest[k];
        int isNull = column.isNull(row) ? 1 : 0;
        hits[hit] = row;
        rest[nulls] = row;
        hit += 1 - isNull;
        nulls += isNull;
      }
      if (!started && (nulls == 0 || i == args.length - 1)) {
        return column;
      }
      if (hit > 0) {
        if (!started) {
          blend.start(batch.rows());
          started = true;
        }
        blend.put(column, hits, hit);
      }
      left = nulls;
    }
    if (left > 0) {
      blend.put(new ConstantColumn(Columns.nulls(type, 1)), rest, left);
    }
    return blend.finish();
  }
}
