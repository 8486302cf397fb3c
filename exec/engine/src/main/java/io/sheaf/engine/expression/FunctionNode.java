package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;

/**
 * A function whose arguments are all computed first. Constant arguments are computed once a batch,
 * and a function of one dictionary column once a dictionary entry where that pays.
 */
final class FunctionNode implements CompiledExpr.Evaluation {
  private final DataType type;
  private final CompiledExpr.Evaluation[] args;
  private final Kernel kernel;
  private final boolean strict;
  private final DictionaryLift lift;
  private final int lifted;
  private final Column[] columns;
  private Rows rows;

  /**
   * @param strict whether a NULL argument makes the result NULL
   * @param lifted the only argument that is not a literal if that is text, else -1
   */
  FunctionNode(
      DataType type, CompiledExpr.Evaluation[] args, Kernel kernel, boolean strict, int lifted) {
    this.type = type;
    this.args = args;
    this.kernel = kernel;
    this.strict = strict;
    this.lifted = lifted;
    this.lift = lifted < 0 ? null : new DictionaryLift(type, kernel, lifted);
    this.columns = new Column[args.length];
  }

  @Override
  public Column evaluate(Batch batch) {
    if (batch.selectedRows() == 0) {
      return nothing();
    }
    Column decided = evaluateArgs(batch);
    if (decided != null) {
      return decided;
    }
    if (rows == null || !rows.areOf(batch)) {
      rows = Rows.of(batch);
    }
    if (lift != null && columns[lifted] instanceof DictionaryColumn text) {
      Column entries = lift.entries(text.dictionary(), columns, rows.count());
      if (entries != null) {
        return lift.map(entries, text, rows);
      }
    }
    return kernel.apply(columns, rows);
  }

  /** Computes the arguments; the result if it is already decided by constants, else null. */
  private Column evaluateArgs(Batch batch) {
    boolean allConstant = true;
    boolean anyNull = false;
    for (int i = 0; i < args.length; i++) {
      columns[i] = args[i].evaluate(batch);
      if (columns[i] instanceof ConstantColumn c) {
        anyNull |= c.isNull(0);
      } else {
        allConstant = false;
      }
    }
    if (strict && anyNull) {
      return nothing();
    }
    if (!allConstant) {
      return null;
    }
    for (int i = 0; i < args.length; i++) {
      columns[i] = ((ConstantColumn) columns[i]).value();
    }
    return new ConstantColumn(kernel.apply(columns, Rows.all(1)));
  }

  /** The argument of a condition as codes whose entries have been decided, or null. */
  Lifted lifted(Batch batch) {
    if (lift == null || batch.selectedRows() == 0) {
      return null;
    }
    if (evaluateArgs(batch) == null && columns[lifted] instanceof DictionaryColumn text) {
      Column entries = lift.entries(text.dictionary(), columns, batch.selectedRows());
      return entries == null ? null : new Lifted(text, entries);
    }
    return null;
  }

  /**
   * @param text the rows
   * @param entries the function of each dictionary entry
   */
  record Lifted(DictionaryColumn text, Column entries) {}

  private Column nothing() {
    return new ConstantColumn(Columns.nulls(type, 1));
  }
}
