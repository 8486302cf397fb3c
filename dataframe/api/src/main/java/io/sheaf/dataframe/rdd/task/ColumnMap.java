package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Validity;
import io.sheaf.dataframe.rdd.lambda.RddDoubleOperator;
import io.sheaf.dataframe.rdd.lambda.RddLongOperator;
import io.sheaf.engine.usercode.UserFunction;
import io.sheaf.engine.usercode.UserTask;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that a lambda makes of the numbers of another, which it is given as they lie there.
 *
 * @param column of whole numbers for {@code longs}, of any but decimals for {@code doubles}
 * @param name of the column that is made, which takes the place of one that has it
 * @param longs null where there is the other one
 */
public record ColumnMap(
    CallSite site, int column, String name, RddLongOperator longs, RddDoubleOperator doubles)
    implements UserFunction {

  /** The columns that come out. */
  public Schema schema(Schema input) {
    List<Field> fields = new ArrayList<>(input.fields());
    boolean nullable = input.field(column).nullable();
    Field made = new Field(name, longs == null ? Simple.DOUBLE : Simple.BIGINT, nullable);
    int target = input.indexOf(name);
    if (target < 0) {
      fields.add(made);
    } else {
      fields.set(target, made);
    }
    return new Schema(fields);
  }

  @Override
  public BatchStream open(UserTask task, List<BatchStream> inputs) {
    return new Mapped(new TaskScope(task), inputs.getFirst());
  }

  private final class Mapped implements BatchStream {
    private final TaskScope scope;
    private final BatchStream input;
    private final Schema schema;
    private final int target;

    Mapped(TaskScope scope, BatchStream input) {
      this.scope = scope;
      this.input = input;
      this.schema = ColumnMap.this.schema(input.schema());
      this.target = schema.indexOf(name);
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      Batch batch = input.next();
      if (batch == null) {
        return null;
      }
      scope.query().checkCancelled();
      List<Column> columns = new ArrayList<>(batch.columns());
      Column made = made(batch);
      if (target == columns.size()) {
        columns.add(made);
      } else {
        columns.set(target, made);
      }
      return batch.withColumns(schema, columns);
    }

    private Column made(Batch batch) {
      Column values = Columns.flatten(batch.column(column), batch.rows());
      int[] rows = batch.selection() == null ? null : batch.selection().rows();
      long[] validity = Validity.allNull(batch.rows());
      long[] whole = longs == null ? null : new long[batch.rows()];
      double[] parts = longs == null ? new double[batch.rows()] : null;
      TaskScope.Around around = TaskScope.enter(scope);
      try {
        for (int i = 0; i < batch.selectedRows(); i++) {
          int row = rows == null ? i : rows[i];
          if (values.isNull(row)) {
            continue;
          }
          Validity.setValid(validity, row);
          if (longs != null) {
            whole[row] = longs.apply(integer(values, row));
          } else {
            parts[row] = doubles.apply(floating(values, row));
          }
        }
      } catch (Throwable t) {
        throw UserFailure.of(site, scope, t);
      } finally {
        around.leave();
      }
      return longs == null
          ? new DoubleColumn(Simple.DOUBLE, parts, validity)
          : new LongColumn(Simple.BIGINT, whole, validity);
    }

    private static long integer(Column values, int row) {
      return switch (values) {
        case LongColumn c -> c.values()[row];
        case IntColumn c -> c.values()[row];
        case Column c -> throw SheafException.bug(c.type() + " in a column of whole numbers");
      };
    }

    private static double floating(Column values, int row) {
      return switch (values) {
        case DoubleColumn c -> c.values()[row];
        case FloatColumn c -> c.values()[row];
        case Column c -> integer(c, row);
      };
    }

    @Override
    public void close() {
      scope.close();
    }
  }
}
