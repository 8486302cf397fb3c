package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.lambda.RddDoublePredicate;
import io.sheaf.dataframe.rdd.lambda.RddLongPredicate;
import io.sheaf.engine.usercode.UserFunction;
import io.sheaf.engine.usercode.UserTask;
import java.util.List;

/**
 * The rows of which a lambda wants the number in a column, which it is given as it lies there.
 *
 * @param column of integers for {@code longs}, of floating point numbers for {@code doubles}
 * @param longs null where there is the other one
 */
public record ColumnFilter(
    CallSite site, int column, RddLongPredicate longs, RddDoublePredicate doubles)
    implements UserFunction {
  @Override
  public BatchStream open(UserTask task, List<BatchStream> inputs) {
    return new Filtered(new TaskScope(task), inputs.getFirst());
  }

  private final class Filtered implements BatchStream {
    private final TaskScope scope;
    private final BatchStream input;

    Filtered(TaskScope scope, BatchStream input) {
      this.scope = scope;
      this.input = input;
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public Batch next() {
      for (Batch batch = input.next(); batch != null; batch = input.next()) {
        scope.query().checkCancelled();
        int[] chosen = new int[batch.selectedRows()];
        int count = choose(batch, chosen);
        if (count > 0) {
          return batch.withSelection(new Selection(chosen, count));
        }
      }
      return null;
    }

    private int choose(Batch batch, int[] chosen) {
      Column values = Columns.flatten(batch.column(column), batch.rows());
      int[] rows = batch.selection() == null ? null : batch.selection().rows();
      int count = 0;
      TaskScope.Around around = TaskScope.enter(scope);
      try {
        for (int i = 0; i < chosen.length; i++) {
          int row = rows == null ? i : rows[i];
          if (!values.isNull(row) && test(values, row)) {
            chosen[count++] = row;
          }
        }
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      } finally {
        around.leave();
      }
      return count;
    }

    private boolean test(Column values, int row) throws Exception {
      return switch (values) {
        case LongColumn c -> longs.test(c.values()[row]);
        case IntColumn c -> longs.test(c.values()[row]);
        case DoubleColumn c -> doubles.test(c.values()[row]);
        case FloatColumn c -> doubles.test(c.values()[row]);
        case Column c -> throw SheafException.bug(c.type() + " in a column of numbers");
      };
    }

    @Override
    public void close() {
      scope.close();
    }
  }
}
