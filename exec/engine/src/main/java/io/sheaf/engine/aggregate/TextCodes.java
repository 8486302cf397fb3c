package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Codes of texts of which there are few: their numbers in the order of arrival. The entries of a
 * dictionary are looked up once, when it is first met.
 */
final class TextCodes extends KeyCodes {
  /** More different texts than this are not worth a lookup of their own. */
  private static final int MOST = 1 << 12;

  private static final int REMEMBERED = 8;

  private final DataType type;
  private final HashedGroups texts;
  private final Map<Long, int[]> remaps = new LinkedHashMap<>();
  private final long[] codes = new long[GroupTable.CHUNK];
  private final int[] found = new int[GroupTable.CHUNK];
  private int bits;

  TextCodes(DataType type, long hashMask, MemoryLease lease) {
    this.type = type;
    this.texts = new HashedGroups(Schema.of(new Field("text", type, false)), hashMask, lease);
  }

  @Override
  Outcome read(Column column, int[] rows, int count) {
    switch (column) {
      case DictionaryColumn c -> {
        Dictionary dictionary = c.dictionary();
        int[] remap = remaps.get(dictionary.id());
        if (remap == null) {
          if (dictionary.size() > MOST) {
            return Outcome.UNFIT;
          }
          remap = remap(dictionary);
          if (remap == null) {
            return Outcome.REFUSED;
          }
        }
        int[] from = c.codes();
        if (c.validity() == null) {
          for (int i = 0; i < count; i++) {
            codes[i] = remap[from[rows[i]]];
          }
        } else {
          for (int i = 0; i < count; i++) {
            codes[i] = c.isNull(rows[i]) ? 0 : remap[from[rows[i]]];
          }
        }
      }
      case TextColumn c -> {
        if (!readText(c, rows, count)) {
          return Outcome.REFUSED;
        }
      }
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    }
    return texts.groups() > MOST ? Outcome.UNFIT : Outcome.READY;
  }

  /** Code of each entry of a dictionary that has been met, or null. */
  int[] known(Dictionary dictionary) {
    return remaps.get(dictionary.id());
  }

  private boolean readText(TextColumn column, int[] rows, int count) {
    Column[] keys = {column};
    int[] valid = rows;
    int validCount = count;
    if (column.validity() != null) {
      valid = new int[count];
      validCount = 0;
      for (int i = 0; i < count; i++) {
        if (!column.isNull(rows[i])) {
          valid[validCount++] = rows[i];
        }
      }
    }
    if (texts.tryReserve(keys, valid, validCount) < 0) {
      return false;
    }
    texts.find(keys, valid, validCount, found);
    for (int i = 0, at = 0; i < count; i++) {
      codes[i] = valid != rows && column.isNull(rows[i]) ? 0 : found[at++] + 1;
    }
    return true;
  }

  /** Code of each entry, or null when the memory is refused. */
  private int[] remap(Dictionary dictionary) {
    int size = dictionary.size();
    int[] lengths = new int[size];
    for (int entry = 0; entry < size; entry++) {
      lengths[entry] = dictionary.length(entry);
    }
    Column[] keys = {
      new TextColumn(
          type, new byte[][] {dictionary.data()}, null, dictionary.offsets(), lengths, null)
    };
    int[] remap = new int[size];
    int[] rows = new int[Math.min(size, GroupTable.CHUNK)];
    for (int from = 0; from < size; from += rows.length) {
      int count = Math.min(rows.length, size - from);
      for (int i = 0; i < count; i++) {
        rows[i] = from + i;
      }
      if (texts.tryReserve(keys, rows, count) < 0) {
        return null;
      }
      texts.find(keys, rows, count, found);
      for (int i = 0; i < count; i++) {
        remap[from + i] = found[i] + 1;
      }
    }
    if (remaps.size() >= REMEMBERED) {
      remaps.remove(remaps.keySet().iterator().next());
    }
    remaps.put(dictionary.id(), remap);
    return remap;
  }

  @Override
  int bits() {
    return bits;
  }

  @Override
  int wantedBits() {
    return Math.max(bits, 32 - Integer.numberOfLeadingZeros(texts.groups() + 1));
  }

  @Override
  long move() {
    return 0;
  }

  @Override
  void commit() {
    bits = wantedBits();
  }

  @Override
  void pack(long[] packed, int count, int shift) {
    if (shift == Long.SIZE) {
      System.arraycopy(codes, 0, packed, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      packed[i] = packed[i] << shift | codes[i];
    }
  }

  @Override
  Column column(long[] wanted, int count) {
    int[] entries = new int[count];
    for (int i = 0; i < count; i++) {
      // A negative row is a NULL.
      entries[i] = (int) wanted[i] - 1;
    }
    return texts.key(0, entries, count);
  }

  @Override
  void clear() {
    texts.clear();
    remaps.clear();
    bits = 0;
  }
}
