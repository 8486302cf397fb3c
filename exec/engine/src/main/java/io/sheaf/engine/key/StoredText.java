package io.sheaf.engine.key;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.Arrays;

/**
 * Stored text: bytes copied into append-only chunks, a place (chunk and offset) and a length per
 * row. A small dictionary's entry is copied once, however many rows have it.
 */
final class StoredText extends StoredColumn {
  private static final int FIRST_CHUNK = 1 << 10;
  private static final int CHUNK = 1 << 18;
  private static final int SHARED_DICTIONARY = 1 << 14;
  private static final int LARGEST_CHUNK = 1 << 30;

  private final MemoryLease lease;
  private final LongSegments places;
  private final IntSegments lengths;
  private byte[][] chunks = new byte[0][];
  private int current = -1;
  private int used;
  private long chunkBytes;

  /** Copies of the entries of the dictionary that came last: place + 1, 0 where there is none. */
  private long[] entries = new long[0];

  private long entriesOf = -1;

  StoredText(DataType type, MemoryLease lease) {
    super(type, lease);
    this.lease = lease;
    places = new LongSegments(lease);
    lengths = new IntSegments(lease);
  }

  @Override
  boolean tryReserve(Column column, int[] rows, int count, int total) {
    shareEntries(column);
    return nulls.tryReserve(column, total)
        && places.tryReserve(total)
        && lengths.tryReserve(total)
        && reserveBytes(bytes(column, rows, count));
  }

  /** Makes the places of a dictionary's entries known; without memory for them rows are copied. */
  private void shareEntries(Column column) {
    if (!(column instanceof DictionaryColumn c)
        || c.dictionary().size() > SHARED_DICTIONARY
        || c.dictionary().id() == entriesOf) {
      return;
    }
    int size = c.dictionary().size();
    if (size > entries.length) {
      if (!lease.tryGrow(8L * size)) {
        return;
      }
      lease.shrink(8L * entries.length);
      entries = new long[size];
    } else {
      Arrays.fill(entries, 0);
    }
    entriesOf = c.dictionary().id();
  }

  private boolean shares(Dictionary dictionary) {
    return dictionary.id() == entriesOf;
  }

  /** An upper bound of the bytes that appending the rows copies. */
  private long bytes(Column column, int[] rows, int count) {
    long bytes = 0;
    switch (column) {
      case TextColumn c -> {
        boolean nullable = c.validity() != null;
        for (int i = 0; i < count; i++) {
          bytes += nullable && c.isNull(rows[i]) ? 0 : c.lengths()[rows[i]];
        }
      }
      case DictionaryColumn c -> {
        Dictionary dictionary = c.dictionary();
        if (dictionary.size() == 0) {
          return 0;
        }
        for (int i = 0; i < count; i++) {
          bytes += dictionary.length(c.codes()[rows[i]]);
        }
        return shares(dictionary) ? Math.min(bytes, notCopied(dictionary, bytes)) : bytes;
      }
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    }
    return bytes;
  }

  /** Bytes of the entries that were not copied yet, or some number above {@code enough}. */
  private long notCopied(Dictionary dictionary, long enough) {
    long bytes = 0;
    for (int code = 0; code < dictionary.size() && bytes <= enough; code++) {
      bytes += entries[code] == 0 ? dictionary.length(code) : 0;
    }
    return bytes;
  }

  /** Keeps a chunk behind the current one that takes all the bytes when the current one cannot. */
  private boolean reserveBytes(long bytes) {
    if (bytes == 0 || current >= 0 && chunks[current].length - used >= bytes) {
      return true;
    }
    int spare = current + 1;
    int old = spare < chunks.length && chunks[spare] != null ? chunks[spare].length : 0;
    if (old >= bytes) {
      return true;
    }
    if (bytes > LARGEST_CHUNK) {
      return false;
    }
    long usual = current < 0 ? FIRST_CHUNK : Math.min(CHUNK, 2L * chunks[current].length);
    int size = (int) Math.max(bytes, usual);
    if (!lease.tryGrow(size)) {
      size = (int) bytes;
      if (!lease.tryGrow(size)) {
        return false;
      }
    }
    if (spare >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(4, 2 * chunks.length));
    }
    chunks[spare] = new byte[size];
    lease.shrink(old);
    chunkBytes += size - old;
    return true;
  }

  @Override
  void append(Column column, int[] rows, int count, int at) {
    nulls.append(column, rows, count, at);
    switch (column) {
      case TextColumn c -> {
        for (int i = 0; i < count; i++) {
          int row = rows[i];
          if (c.isNull(row)) {
            put(at + i, 0, 0);
          } else {
            int length = c.lengths()[row];
            put(at + i, copy(c.buffer(row), c.offsets()[row], length), length);
          }
        }
      }
      case DictionaryColumn c -> {
        for (int i = 0; i < count; i++) {
          int row = rows[i];
          if (c.isNull(row)) {
            put(at + i, 0, 0);
          } else {
            put(
                at + i,
                entry(c.dictionary(), c.codes()[row]),
                c.dictionary().length(c.codes()[row]));
          }
        }
      }
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    }
  }

  private void put(int at, long place, int length) {
    places.set(at, place);
    lengths.set(at, length);
  }

  private long entry(Dictionary dictionary, int code) {
    if (!shares(dictionary)) {
      return copy(dictionary.data(), dictionary.offset(code), dictionary.length(code));
    }
    long known = entries[code];
    if (known == 0) {
      known = copy(dictionary.data(), dictionary.offset(code), dictionary.length(code)) + 1;
      entries[code] = known;
    }
    return known - 1;
  }

  private long copy(byte[] from, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (current < 0 || chunks[current].length - used < length) {
      current++;
      used = 0;
    }
    System.arraycopy(from, offset, chunks[current], used, length);
    long place = (long) current << 32 | used;
    used += length;
    return place;
  }

  @Override
  boolean same(Column column, int row, int stored) {
    int length = lengths.get(stored);
    switch (column) {
      case TextColumn c -> {
        return length == c.lengths()[row]
            && sameBytes(places.get(stored), length, c.buffer(row), c.offsets()[row]);
      }
      case DictionaryColumn c -> {
        int code = c.codes()[row];
        Dictionary dictionary = c.dictionary();
        if (length != dictionary.length(code)) {
          return false;
        }
        long place = places.get(stored);
        return shares(dictionary) && entries[code] == place + 1
            || sameBytes(place, length, dictionary.data(), dictionary.offset(code));
      }
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    }
  }

  private boolean sameBytes(long place, int length, byte[] other, int offset) {
    if (length == 0) {
      return true;
    }
    int from = (int) place;
    return Arrays.equals(
        chunks[(int) (place >>> 32)], from, from + length, other, offset, offset + length);
  }

  @Override
  int retainEqualValues(Column column, Candidates candidates, int count, int missed) {
    int[] positions = candidates.positions();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int k = positions[i];
      if (same(column, candidates.rows()[k], candidates.stored()[k])) {
        positions[kept++] = k;
      } else {
        candidates.mismatches()[missed++] = k;
      }
    }
    return kept;
  }

  @Override
  Column gather(int[] rows, int count, boolean outer) {
    int[] ids = new int[count];
    int[] offsets = new int[count];
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (!outer || row >= 0) {
        long place = places.get(row);
        ids[i] = (int) (place >>> 32);
        offsets[i] = (int) place;
        sizes[i] = lengths.get(row);
      }
    }
    byte[][] published = current < 0 ? new byte[1][0] : Arrays.copyOf(chunks, current + 1);
    return new TextColumn(
        type,
        published,
        current <= 0 ? null : ids,
        offsets,
        sizes,
        nulls.gather(rows, count, outer));
  }

  @Override
  void clear() {
    nulls.clear();
    places.clear();
    lengths.clear();
    lease.shrink(chunkBytes + 8L * entries.length);
    chunkBytes = 0;
    chunks = new byte[0][];
    current = -1;
    used = 0;
    entries = new long[0];
    entriesOf = -1;
  }
}
