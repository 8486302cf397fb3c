package io.sheaf.engine.join;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.IntColumn;
import io.sheaf.engine.expression.CompiledFilter;

/** First left column less than the first right one. */
record Less(int leftColumns) implements CompiledFilter {
  @Override
  public Evaluation open() {
    return (batch, selected) -> {
      Column left = Columns.flatten(batch.column(0), batch.rows());
      Column right = Columns.flatten(batch.column(leftColumns), batch.rows());
      int count = 0;
      for (int i = 0; i < batch.selectedRows(); i++) {
        int row = batch.selection() == null ? i : batch.selection().rows()[i];
        if (!left.isNull(row)
            && !right.isNull(row)
            && ((IntColumn) left).values()[row] < ((IntColumn) right).values()[row]) {
          selected[count++] = row;
        }
      }
      return count;
    };
  }
}
