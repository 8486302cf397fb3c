package io.sheaf.engine.key;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.memory.MemoryLease;

/** One column of a {@link RowStore}. Columns that come in are never constant ones. */
abstract sealed class StoredColumn permits StoredFixed, StoredDecimals, StoredText {
  final DataType type;
  final StoredNulls nulls;

  StoredColumn(DataType type, MemoryLease lease) {
    this.type = type;
    this.nulls = new StoredNulls(lease);
  }

  static StoredColumn of(DataType type, MemoryLease lease) {
    return switch (type.storage()) {
      case TEXT -> new StoredText(type, lease);
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, INT128 ->
          type instanceof DataType.Decimal
              ? new StoredDecimals(type, lease)
              : new StoredFixed(type, lease);
    };
  }

  /** Makes room for {@code total} rows of which the last ones are these. */
  abstract boolean tryReserve(Column column, int[] rows, int count, int total);

  /** Writes rows at {@code at}; room was reserved. */
  abstract void append(Column column, int[] rows, int count, int at);

  /** Whether two values that are not NULL are equal. */
  abstract boolean same(Column column, int row, int stored);

  /** {@link #retainEqual} where neither side has NULLs. */
  abstract int retainEqualValues(Column column, Candidates candidates, int count, int missed);

  abstract Column gather(int[] rows, int count, boolean outer);

  abstract void clear();

  /** Keeps the equal candidates, moves the others to the mismatches; returns how many are kept. */
  final int retainEqual(Column column, Candidates candidates, int count, int missed) {
    if (column.validity() == null && nulls.none()) {
      return retainEqualValues(column, candidates, count, missed);
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int k = candidates.positions()[i];
      int stored = candidates.stored()[k];
      int row = candidates.rows()[k];
      boolean none = column.isNull(row);
      if (none || nulls.isNull(stored) ? none == nulls.isNull(stored) : same(column, row, stored)) {
        candidates.positions()[kept++] = k;
      } else {
        candidates.mismatches()[missed++] = k;
      }
    }
    return kept;
  }

  /**
   * Pairs to compare: for each position p, row {@code rows[p]} of a batch with row {@code
   * stored[p]}.
   */
  record Candidates(int[] positions, int[] rows, int[] stored, int[] mismatches) {}
}
