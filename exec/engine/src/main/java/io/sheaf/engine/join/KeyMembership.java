package io.sheaf.engine.join;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;

/**
 * Whether a build side has an integer key, by its dense table: lets a scan drop left rows before their
 * other columns are decoded. Immutable while the table lives.
 */
public final class KeyMembership {
  private final long min;
  private final int[] heads;

  private KeyMembership(long min, int[] heads) {
    this.min = min;
    this.heads = heads;
  }

  /** Null when the table is not dense or has several keys. */
  static KeyMembership of(JoinTable table) {
    return table instanceof DirectTable direct && direct.packing().isRaw()
        ? new KeyMembership(direct.packing().packedMin(), direct.heads())
        : null;
  }

  /**
   * Keeps of {@code rows[0..count)} those whose key may be there, in place; NULL is not.
   *
   * @return how many; {@code count} with nothing changed when the column is stored in another way
   */
  public int select(Column column, int[] rows, int count) {
    return switch (column) {
      case IntColumn c when c.validity() == null -> ints(c.values(), rows, count);
      case LongColumn c when c.validity() == null -> longs(c.values(), rows, count);
      case IntColumn c -> ints(c.values(), rows, valid(c, rows, count));
      case LongColumn c -> longs(c.values(), rows, valid(c, rows, count));
      default -> count;
    };
  }

  private static int valid(Column column, int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      rows[kept] = rows[i];
      kept += column.isNull(rows[i]) ? 0 : 1;
    }
    return kept;
  }

  private int ints(int[] keys, int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[kept] = row;
      kept += has(keys[row]);
    }
    return kept;
  }

  private int longs(long[] keys, int[] rows, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      rows[kept] = row;
      kept += has(keys[row]);
    }
    return kept;
  }

  private int has(long key) {
    long position = key - min;
    return position >= 0 && position < heads.length && heads[(int) position] != 0 ? 1 : 0;
  }
}
