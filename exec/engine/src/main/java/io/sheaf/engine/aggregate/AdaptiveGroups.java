package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;

/**
 * Keys are packed as long as they let themselves; then they move to a table for keys of any kind.
 */
final class AdaptiveGroups implements GroupIndex {
  private final Schema keys;
  private final HashedGroups hashed;
  private PackedGroups packed;

  AdaptiveGroups(Schema keys, long hashMask, MemoryLease lease) {
    this.keys = keys;
    this.packed = new PackedGroups(keys, hashMask, lease);
    this.hashed = new HashedGroups(keys, hashMask, lease);
  }

  /** The best index for these keys. */
  static GroupIndex of(Schema keys, long hashMask, MemoryLease lease) {
    if (keys.size() == 0) {
      return new NoGroups();
    }
    return PackedGroups.supports(keys)
        ? new AdaptiveGroups(keys, hashMask, lease)
        : new HashedGroups(keys, hashMask, lease);
  }

  @Override
  public PackedGroups packed() {
    return packed;
  }

  private GroupIndex current() {
    return packed == null ? hashed : packed;
  }

  @Override
  public int groups() {
    return current().groups();
  }

  @Override
  public void expect(int column, long least, long most) {
    current().expect(column, least, most);
  }

  @Override
  public int tryReserve(Column[] columns, int[] rows, int count) {
    int bound = current().tryReserve(columns, rows, count);
    if (bound < 0 && packed != null && packed.isUnfit()) {
      return move() ? hashed.tryReserve(columns, rows, count) : -1;
    }
    return bound;
  }

  /** Moves all groups, numbers kept; false when the memory is refused. */
  private boolean move() {
    int[] slice = new int[GroupTable.CHUNK];
    int[] rows = new int[GroupTable.CHUNK];
    for (int from = 0; from < packed.groups(); from += slice.length) {
      int count = Math.min(slice.length, packed.groups() - from);
      for (int i = 0; i < count; i++) {
        slice[i] = from + i;
        rows[i] = i;
      }
      Column[] columns = new Column[keys.size()];
      for (int c = 0; c < columns.length; c++) {
        columns[c] = packed.key(c, slice, count);
      }
      if (hashed.tryReserve(columns, rows, count) < 0) {
        hashed.clear();
        return false;
      }
      hashed.adopt(columns, rows, count);
    }
    packed.clear();
    packed = null;
    return true;
  }

  @Override
  public void find(Column[] columns, int[] rows, int count, int[] groups) {
    current().find(columns, rows, count, groups);
  }

  @Override
  public int freshCount() {
    return current().freshCount();
  }

  @Override
  public int[] fresh() {
    return current().fresh();
  }

  @Override
  public Column key(int column, int[] groups, int count) {
    return current().key(column, groups, count);
  }

  @Override
  public void hashes(int[] groups, int count, long[] out) {
    current().hashes(groups, count, out);
  }

  @Override
  public Parting.NumberBounds numberBounds() {
    return current().numberBounds();
  }

  @Override
  public void numbers(int[] groups, int count, long ofNull, long[] out) {
    current().numbers(groups, count, ofNull, out);
  }

  /**
   * Packing may need much before the first group: codes of a whole dictionary, or an array over the
   * range of the keys.
   */
  @Override
  public void spareMemory() {
    if (packed != null) {
      packed.clear();
      packed = null;
    }
  }

  @Override
  public void clear() {
    hashed.clear();
    if (packed != null) {
      boolean unfit = packed.isUnfit();
      packed.clear();
      packed = unfit ? null : packed;
    }
  }
}
