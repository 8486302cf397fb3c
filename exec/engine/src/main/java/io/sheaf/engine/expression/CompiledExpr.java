package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;

/** An expression made ready to run; immutable and shared, with an {@link Evaluation} a thread. */
public interface CompiledExpr {
  DataType type();

  Evaluation open();

  /** For one thread; may reuse its arrays from call to call. */
  interface Evaluation {
    /**
     * Computes the expression for the selected rows of a batch. The result has {@code batch.rows()}
     * rows; those that are not selected hold arbitrary values. It is valid until the next call (an
     * input column may be returned as it is). Errors (overflow, division by zero, bad cast) are
     * raised for selected rows only.
     */
    Column evaluate(Batch batch);
  }
}
