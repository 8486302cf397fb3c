package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import java.util.List;

/**
 * Rows in order: each is a row of a batch. Immutable once its keys are final.
 *
 * @param ids for each position the number of a batch, above {@code rowBits} bits with its row
 * @param keys for each position a number that never contradicts the order
 * @param packing what the keys mean: equal ones belong to equal rows; null if they are prefixes
 */
record SortedRows(List<Batch> batches, int rowBits, int[] ids, long[] keys, KeyPacking packing) {
  /** What a position holds beside the batches' bytes. */
  static final int POSITION_BYTES = Long.BYTES + Integer.BYTES;

  int rows() {
    return ids.length;
  }

  int batch(int position) {
    return ids[position] >>> rowBits;
  }

  int row(int position) {
    return ids[position] & (1 << rowBits) - 1;
  }
}
