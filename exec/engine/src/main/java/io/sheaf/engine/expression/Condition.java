package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Selection;

/** A condition that shrinks selections; for one thread. */
abstract class Condition implements CompiledFilter.Evaluation {
  @Override
  public final int select(Batch batch, int[] selected) {
    Selection selection = batch.selection();
    return selection == null
        ? select(batch, null, batch.rows(), selected)
        : select(batch, selection.rows(), selection.count(), selected);
  }

  /**
   * Finds the rows for which the condition is true.
   *
   * @param batch columns; its own selection is not looked at
   * @param in the rows to look at, ascending, or null for all
   * @param count how many those are
   * @param out receives the rows found, ascending; may be {@code in}
   * @return how many were found
   */
  abstract int select(Batch batch, int[] in, int count, int[] out);

  /**
   * Sets the sign bit of {@code misses[row]} for each row of the batch where the condition is not
   * true, for conditions that do so in a vectorised loop.
   *
   * @return false, having done nothing, if this condition or this batch is not of that kind
   */
  boolean markMisses(Batch batch, int[] misses) {
    return false;
  }

  /** The same for generated code, or null. */
  MaskPart part() {
    return null;
  }

  /** What a row costs, roughly, in nanoseconds. */
  abstract double cost();

  static Batch restrict(Batch batch, int[] in, int count) {
    return batch.withSelection(in == null ? null : new Selection(in, count));
  }

  /** Copies the rows looked at when all of them are found. */
  static int all(int[] in, int count, int[] out) {
    if (in == null) {
      for (int i = 0; i < count; i++) {
        out[i] = i;
      }
    } else if (in != out) {
      System.arraycopy(in, 0, out, 0, count);
    }
    return count;
  }
}
