package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;

/** A condition made ready to run; immutable and shared, with an {@link Evaluation} a thread. */
public interface CompiledFilter {
  Evaluation open();

  /** For one thread. */
  interface Evaluation {
    /**
     * Finds the selected rows for which the condition is true.
     *
     * @param selected receives row numbers, ascending; at least {@code batch.rows()} long
     * @return how many
     */
    int select(Batch batch, int[] selected);
  }
}
