package io.sheaf.connector;

import io.sheaf.columnar.Batch;
import java.util.List;

/**
 * A compiled filter that a reader calls after it decoded the filter's columns and before it decodes
 * the rest (late materialisation). One instance serves many threads: state lives in {@link
 * #open()}.
 */
public interface ColumnFilter {
  /** Positions in {@link ScanRequest#columns()} that the filter reads, ascending. */
  List<Integer> columns();

  /** A filter for one thread. */
  Evaluation open();

  /** The filter of one thread. */
  interface Evaluation {
    /**
     * Selects rows of a dense batch that holds the filter's columns, in the order of {@link
     * ColumnFilter#columns()}.
     *
     * @param selected receives the row numbers, ascending; at least as long as the batch has rows
     * @return how many rows were selected
     */
    int select(Batch batch, int[] selected);
  }
}
