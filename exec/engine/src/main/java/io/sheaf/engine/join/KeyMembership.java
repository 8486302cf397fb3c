package io.sheaf.engine.join;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;

/**
 * Whether a build side has an integer key, by its table over a dense range: lets a scan drop left rows before their
 * other columns are decoded. Immutable while the table lives.
 */
public final class KeyMembership {
  private final long min;
  private final long range;

  /** One of the two: an array that is not 0, or bits that are set, where there is a key. */
  private final int[] heads;

  private final long[] bits;

  private KeyMembership(PackedKeys packing, int[] heads, long[] bits) {
    this.min = packing.packedMin();
    this.range = packing.packedMax() - min + 1;
    this.heads = heads;
    this.bits = bits;
  }

  /** Null when the table is not dense or has several keys. */
  static KeyMembership of(JoinTable table) {
    return switch (table) {
      case DirectTable t ->
          t.packing().isRaw() ? new KeyMembership(t.packing(), t.heads(), null) : null;
      case RankTable t ->
          t.packing().isRaw() ? new KeyMembership(t.packing(), null, t.bits()) : null;
      case SlotTable t -> null;
      case GeneralTable t -> null;
      case JoinTable.Empty t -> null;
    };
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
    if (position < 0 || position >= range) {
      return 0;
    }
    return bits == null
        ? heads[(int) position] == 0 ? 0 : 1
        : (int) (bits[(int) (position >> 6)] >>> position & 1);
  }
}
