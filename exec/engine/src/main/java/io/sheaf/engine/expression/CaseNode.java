package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import java.util.List;

/** CASE: each condition and each value is computed only for the rows that reach it. */
final class CaseNode implements CompiledExpr.Evaluation {
  private final DataType type;
  private final Condition[] conditions;
  private final CompiledExpr.Evaluation[] values;
  private final CompiledExpr.Evaluation otherwise;
  private final Blend blend;
  private int[] rest = {};
  private int[] hits = {};

  CaseNode(
      DataType type,
      List<Condition> conditions,
      List<CompiledExpr.Evaluation> values,
      CompiledExpr.Evaluation otherwise) {
    this.type = type;
    this.conditions = conditions.toArray(Condition[]::new);
    this.values = values.toArray(CompiledExpr.Evaluation[]::new);
    this.otherwise = otherwise;
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
    boolean untouched = batch.selection() == null;
    Condition.all(untouched ? null : batch.selection().rows(), left, rest);
    blend.start(batch.rows());
    boolean alone = true;
    for (int i = 0; i < conditions.length && left > 0; i++) {
      int hit = conditions[i].select(batch, untouched ? null : rest, left, hits);
      if (hit == 0) {
        continue;
      }
      int[] at = hit == left ? rest : hits;
      Column value =
          values[i].evaluate(Condition.restrict(batch, untouched && hit == left ? null : at, hit));
      if (hit == left && alone) {
        return value;
      }
      alone = false;
      blend.put(value, at, hit);
      left = without(rest, left, hits, hit);
      untouched = false;
    }
    if (left > 0) {
      Column value = otherwise.evaluate(Condition.restrict(batch, untouched ? null : rest, left));
      if (alone) {
        return value;
      }
      blend.put(value, rest, left);
    }
    return blend.finish();
  }

  /** Removes rows from a list of rows that holds them all; both ascending. */
  static int without(int[] rows, int count, int[] removed, int removedCount) {
    int n = 0;
    int next = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      if (next < removedCount && removed[next] == row) {
        next++;
      } else {
        rows[n++] = row;
      }
    }
    return n;
  }
}
