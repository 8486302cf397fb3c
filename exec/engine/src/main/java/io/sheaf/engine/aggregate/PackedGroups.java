package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.key.KeyHasher;
import java.util.List;

/**
 * Keys whose columns' codes fit one {@code long} together: whole numbers in a moderate range and
 * texts of which there are few. Bounds widen as values come; then all keys are packed anew.
 */
final class PackedGroups implements GroupIndex {
  private static final int MOST_BITS = 62;

  /** Codes are read from values, or values are too many or too far apart: see {@link #isUnfit}. */
  private final KeyCodes[] codes;

  private final PackedTable table;
  private final long hashMask;
  private final long[] packed = new long[GroupTable.CHUNK];
  private Column[] packedKeys;
  private int[] packedRows;
  private int packedCount;
  private boolean unfit;

  PackedGroups(Schema keys, long hashMask, MemoryLease lease) {
    codes = new KeyCodes[keys.size()];
    for (int c = 0; c < codes.length; c++) {
      codes[c] = KeyCodes.of(keys.type(c), hashMask, lease);
    }
    table = new PackedTable(hashMask, lease);
    this.hashMask = hashMask;
  }

  @Override
  public PackedGroups packed() {
    return this;
  }

  KeyCodes codes(int column) {
    return codes[column];
  }

  /**
   * The array of group + 1 by packed key, or null where there is none or bounds that were read are
   * not taken yet.
   */
  int[] settledArray() {
    int bits = 0;
    for (KeyCodes column : codes) {
      if (column.wantedBits() != column.bits() || column.move() != 0) {
        return null;
      }
      bits += column.bits();
    }
    int[] array = table.array();
    return array == null || array.length != 1L << bits ? null : array;
  }

  static boolean supports(Schema keys) {
    List<DataType> types = keys.fields().stream().map(Field::type).toList();
    return types.stream().allMatch(KeyCodes::supports);
  }

  /** Whether the last {@link #tryReserve} met keys that cannot be packed. */
  boolean isUnfit() {
    return unfit;
  }

  @Override
  public void expect(int column, long least, long most) {
    table.indexAlways();
    if (codes[column] instanceof NumberCodes numbers) {
      numbers.expect(least, most);
    }
  }

  /** Announces so many groups at most, whose numbers are within the bounds of these others'. */
  void expect(PackedGroups others, long most) {
    table.expect(most);
    for (int c = 0; c < codes.length; c++) {
      if (codes[c] instanceof NumberCodes ours
          && others.codes[c] instanceof NumberCodes theirs
          && theirs.bits() > 0) {
        ours.expect(theirs.bounds().least(), theirs.bounds().most());
      }
    }
  }

  /** The codes of a group's key, those of the last column lowest. */
  long packedKey(int group) {
    return table.key(group);
  }

  @Override
  public int groups() {
    return table.groups();
  }

  @Override
  public int tryReserve(Column[] keys, int[] rows, int count) {
    packedKeys = null;
    for (int c = 0; c < codes.length; c++) {
      KeyCodes.Outcome outcome = codes[c].read(keys[c], rows, count);
      if (outcome != KeyCodes.Outcome.READY) {
        unfit = outcome == KeyCodes.Outcome.UNFIT;
        return -1;
      }
    }
    if (!widen()) {
      unfit = true;
      return -1;
    }
    int total = 0;
    for (KeyCodes column : codes) {
      total += column.bits();
    }
    pack(count);
    if (!table.tryReserve(packed, count, total)) {
      return -1;
    }
    packedKeys = keys;
    packedRows = rows;
    packedCount = count;
    return table.groups() + count;
  }

  private void pack(int count) {
    for (int c = 0; c < codes.length; c++) {
      int shift = codes[c].bits();
      codes[c].pack(packed, count, c == 0 ? Long.SIZE : shift);
    }
  }

  /** Takes wider bounds where the chunk asks for them; false when keys would be too long. */
  private boolean widen() {
    int wanted = 0;
    boolean changes = false;
    for (KeyCodes column : codes) {
      wanted += column.wantedBits();
      changes |= column.wantedBits() != column.bits() || column.move() != 0;
    }
    if (wanted > MOST_BITS) {
      return false;
    }
    if (changes) {
      if (table.groups() > 0) {
        long[] keys = table.repack();
        for (int group = 0; group < table.groups(); group++) {
          keys[group] = repacked(keys[group]);
        }
      }
      for (KeyCodes column : codes) {
        column.commit();
      }
    }
    return true;
  }

  private long repacked(long key) {
    long out = 0;
    int shift = 0;
    int wantedShift = 0;
    for (int c = codes.length - 1; c >= 0; c--) {
      KeyCodes column = codes[c];
      long code = key >>> shift & (1L << column.bits()) - 1;
      if (code != 0) {
        code += column.move();
      }
      out |= code << wantedShift;
      shift += column.bits();
      wantedShift += column.wantedBits();
    }
    return out;
  }

  @Override
  public void find(Column[] keys, int[] rows, int count, int[] groups) {
    if (keys != packedKeys || rows != packedRows || count > packedCount) {
      for (int c = 0; c < codes.length; c++) {
        codes[c].read(keys[c], rows, count);
      }
      pack(count);
    }
    packedKeys = null;
    table.find(packed, count, groups);
  }

  @Override
  public int freshCount() {
    return table.freshCount();
  }

  @Override
  public int[] fresh() {
    return table.fresh();
  }

  @Override
  public Column key(int column, int[] groups, int count) {
    int shift = 0;
    for (int c = codes.length - 1; c > column; c--) {
      shift += codes[c].bits();
    }
    long mask = (1L << codes[column].bits()) - 1;
    long[] wanted = new long[count];
    for (int i = 0; i < count; i++) {
      wanted[i] = table.key(groups[i]) >>> shift & mask;
    }
    return codes[column].column(wanted, count);
  }

  @Override
  public void hashes(int[] groups, int count, long[] out) {
    Column[] columns = new Column[codes.length];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = key(c, groups, count);
    }
    // Several threads may ask at once.
    new KeyHasher(new int[codes.length], hashMask).hash(columns, null, count, out);
  }

  @Override
  public Parting.NumberBounds numberBounds() {
    return codes.length == 1 && codes[0] instanceof NumberCodes numbers ? numbers.bounds() : null;
  }

  /** Whether the groups are in the order of the one whole number that is their key, never NULL. */
  boolean isOrdered() {
    return numberBounds() != null
        && table.isAscending()
        && (table.groups() == 0 || table.key(0) != 0);
  }

  /** The key of a group where there {@link #isOrdered} order. */
  long number(int group) {
    return table.key(group) - 1 + numberBounds().least();
  }

  @Override
  public void numbers(int[] groups, int count, long ofNull, long[] out) {
    long base = numberBounds().least();
    for (int i = 0; i < count; i++) {
      long code = table.key(groups[i]);
      out[i] = code == 0 ? ofNull : code - 1 + base;
    }
  }

  @Override
  public void clear() {
    for (KeyCodes column : codes) {
      column.clear();
    }
    table.clear();
    packedKeys = null;
    unfit = false;
  }
}
