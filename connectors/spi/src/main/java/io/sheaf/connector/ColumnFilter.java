package io.sheaf.connector;

import io.sheaf.columnar.Batch;
import java.util.List;

/**
 * A compiled filter that a reader applies after it decoded the filter's columns and before it
 * decodes the rest (late materialisation). One instance serves many threads: state lives in {@link
 * Part#open()}.
 *
 * @param parts conditions that a row must all meet, in the order in which they had better run
 */
public record ColumnFilter(List<Part> parts) {
  public ColumnFilter {
    parts = List.copyOf(parts);
  }

  /** A condition on some columns. */
  public interface Part {
    /** Positions in {@link ScanRequest#columns()} that the condition reads, ascending. */
    List<Integer> columns();

    /**
     * Whether the condition may raise an error, so that it must only see rows that all parts in
     * front of it left.
     */
    boolean canFail();

    /** The condition for one thread. */
    Evaluation open();
  }

  /** The condition of one thread. */
  public interface Evaluation {
    /**
     * Selects among the rows of a batch that count.
     *
     * @param batch the condition's columns, in the order of {@link Part#columns()}; its selection
     *     may lie in {@code selected}
     * @param selected receives the row numbers, ascending; at least as long as the batch has rows
     * @return how many rows were selected
     */
    int select(Batch batch, int[] selected);
  }
}
