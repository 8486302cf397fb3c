package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.engine.expression.kernel.Comparison;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.plan.ScalarFunction;

/** GREATEST and LEAST, which skip NULLs. */
final class ExtremeNode implements CompiledExpr.Evaluation {
  private final DataType type;
  private final CompiledExpr.Evaluation[] args;
  private final Comparison better;
  private final Blend[] blends;
  private int[] taken = {};
  private int[] kept = {};

  ExtremeNode(DataType type, CompiledExpr.Evaluation[] args, boolean greatest) {
    this.type = type;
    this.args = args;
    this.better = new Comparison(greatest ? ScalarFunction.GREATER : ScalarFunction.LESS, type);
    this.blends = new Blend[args.length];
    for (int i = 0; i < args.length; i++) {
      blends[i] = new Blend(type);
    }
  }

  @Override
  public Column evaluate(Batch batch) {
    if (batch.selectedRows() == 0) {
      return new ConstantColumn(Columns.nulls(type, 1));
    }
    if (taken.length < batch.rows()) {
      taken = new int[batch.rows()];
      kept = new int[batch.rows()];
    }
    Rows rows = Rows.of(batch);
    Column best = args[0].evaluate(batch);
    for (int i = 1; i < args.length; i++) {
      best = better(best, args[i].evaluate(batch), blends[i], rows);
    }
    return best;
  }

  /** Row by row the better of two. */
  private Column better(Column best, Column next, Blend blend, Rows rows) {
    Column[] both = {Columns.flatten(next, rows.length()), Columns.flatten(best, rows.length())};
    BooleanColumn isBetter = (BooleanColumn) better.apply(both, rows);
    int take = 0;
    int keep = 0;
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      boolean takes = !next.isNull(row) && (best.isNull(row) || isBetter.values()[row] != 0);
      taken[take] = row;
      kept[keep] = row;
      take += takes ? 1 : 0;
      keep += takes ? 0 : 1;
    }
    blend.start(rows.length());
    blend.put(next, taken, take);
    blend.put(best, kept, keep);
    return blend.finish();
  }
}
