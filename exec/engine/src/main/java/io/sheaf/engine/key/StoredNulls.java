package io.sheaf.engine.key;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Validity;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/** Which stored values are NULL; costs nothing until the first NULL comes. */
final class StoredNulls {
  private final MemoryLease lease;
  private long[] validity;

  StoredNulls(MemoryLease lease) {
    this.lease = lease;
  }

  boolean none() {
    return validity == null;
  }

  boolean isNull(int row) {
    return validity != null && (validity[row >> 6] >>> row & 1) == 0;
  }

  /** Makes room for the validity of {@code total} rows, some of them coming from this column. */
  boolean tryReserve(Column column, int total) {
    if (validity == null && column.validity() == null) {
      return true;
    }
    int words = Validity.words(total);
    int old = validity == null ? 0 : validity.length;
    if (words <= old) {
      return true;
    }
    int grown = Math.max(words, Math.max(8, 2 * old));
    if (!lease.tryGrow(8L * grown)) {
      return false;
    }
    long[] bits = validity == null ? new long[grown] : Arrays.copyOf(validity, grown);
    Arrays.fill(bits, old, grown, -1L);
    lease.shrink(8L * old);
    validity = bits;
    return true;
  }

  void append(Column column, int[] rows, int count, int at) {
    if (column.validity() == null) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (column.isNull(rows[i])) {
        Validity.setNull(validity, at + i);
      }
    }
  }

  /** Validity of gathered rows; a negative row is a NULL. */
  long[] gather(int[] rows, int count, boolean outer) {
    if (validity == null && !outer) {
      return null;
    }
    long[] out = Validity.allValid(count);
    for (int i = 0; i < count; i++) {
      if (rows[i] < 0 || isNull(rows[i])) {
        Validity.setNull(out, i);
      }
    }
    return Validity.anyNull(out, count) ? out : null;
  }

  void clear() {
    if (validity != null) {
      lease.shrink(8L * validity.length);
      validity = null;
    }
  }
}
