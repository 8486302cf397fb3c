package io.sheaf.engine.join;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.join.KeySet.Form;
import java.util.HashMap;
import java.util.Map;

/**
 * Gathers the values of a column as batches pass: each of them where they lie near one another, by
 * two bits each of a Bloom filter where they do not, and bounds alone where memory is short. Takes
 * about a mebibyte at most. For one thread.
 */
public final class KeyCollector {
  /** So many values in a row are kept a bit each. */
  private static final long WIDEST = 1L << 23;

  private static final int PAGE_WORDS = 1024;
  private static final int PAGE_SHIFT = 16;

  /** With more values most bits of a Bloom filter would be set. */
  private static final long MOST_HASHED = 1L << 20;

  private final MemoryLease lease;
  private Map<Long, long[]> pages = new HashMap<>();
  private long[] hashed;
  private long hashedValues;
  private boolean unknown;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  /** The page that was needed last. */
  private long page = Long.MIN_VALUE;

  private long[] words;

  /**
   * @param lease of whoever collects; grows with what is kept
   */
  public KeyCollector(MemoryLease lease) {
    this.lease = lease;
  }

  /** Takes the selected rows' values; NULLs are left out. */
  public void add(Batch batch, int column) {
    Column values = batch.column(column);
    if (!(values instanceof IntColumn || values instanceof LongColumn)) {
      unknown = true;
    }
    int rows = unknown ? 0 : batch.selectedRows();
    int[] selected = batch.selection() == null ? null : batch.selection().rows();
    for (int i = 0; i < rows; i++) {
      int row = selected == null ? i : selected[i];
      if (values.validity() == null || !values.isNull(row)) {
        add(values instanceof IntColumn c ? c.values()[row] : ((LongColumn) values).values()[row]);
      }
    }
  }

  /** Takes all that another one has gathered. */
  public void add(KeySet other) {
    unknown |= other.isAny();
    if (unknown || other.min() > other.max()) {
      return;
    }
    long[] bits = other.words();
    switch (other.form()) {
      case BOUNDS -> {
        bound(other.min(), other.max());
        forget();
      }
      case HASHED -> {
        bound(other.min(), other.max());
        hash();
        for (int i = 0; hashed != null && i < bits.length; i++) {
          hashed[i] |= bits[i];
        }
      }
      case EXACT -> {
        for (int i = 0; i < bits.length; i++) {
          for (long rest = bits[i]; rest != 0; rest &= rest - 1) {
            add(other.min() + 64L * i + Long.numberOfTrailingZeros(rest));
          }
        }
      }
    }
  }

  private void bound(long low, long high) {
    min = Math.min(min, low);
    max = Math.max(max, high);
  }

  private void add(long value) {
    bound(value, value);
    if (pages != null) {
      long of = value >> PAGE_SHIFT;
      if (of != page) {
        words = page(of);
      }
      if (words != null) {
        words[(int) (value >>> 6) & PAGE_WORDS - 1] |= 1L << value;
        return;
      }
    }
    if (hashed != null) {
      addHashed(hashed, value);
      if (++hashedValues > MOST_HASHED) {
        forget();
      }
    }
  }

  private static void addHashed(long[] bits, long value) {
    long hash = Hashing.mix(value);
    for (int which = 0; which < 2; which++) {
      int bit = KeySet.bit(hash, which);
      bits[bit >>> 6] |= 1L << bit;
    }
  }

  /** The page of a value; null when the values are not kept in pages any more. */
  private long[] page(long of) {
    long range = max - min;
    if (range < 0 || range >= WIDEST) {
      hash();
      return null;
    }
    page = of;
    long[] known = pages.get(of);
    if (known == null) {
      if (!lease.tryGrow(8L * PAGE_WORDS)) {
        forget();
        return null;
      }
      known = new long[PAGE_WORDS];
      pages.put(of, known);
    }
    return known;
  }

  /** From now on values are hashed, those that are there first. */
  private void hash() {
    if (pages == null) {
      return;
    }
    Map<Long, long[]> before = pages;
    forget();
    if (!lease.tryGrow(8L * KeySet.HASHED_WORDS)) {
      return;
    }
    hashed = new long[KeySet.HASHED_WORDS];
    before.forEach(
        (of, bits) -> {
          for (int i = 0; i < bits.length; i++) {
            for (long rest = bits[i]; rest != 0; rest &= rest - 1) {
              addHashed(hashed, (of << PAGE_SHIFT) + 64L * i + Long.numberOfTrailingZeros(rest));
              hashedValues++;
            }
          }
        });
    lease.shrink(8L * PAGE_WORDS * before.size());
  }

  /** From now on there are bounds alone. */
  private void forget() {
    pages = null;
    words = null;
    hashed = null;
  }

  /** What was gathered by now. */
  public KeySet keys() {
    if (unknown) {
      return KeySet.ANY;
    }
    if (min > max) {
      return KeySet.NONE;
    }
    if (hashed != null) {
      return KeySet.of(min, max, Form.HASHED, hashed);
    }
    return pages == null
        ? new KeySet(min, max, Form.BOUNDS, new byte[0])
        : KeySet.of(min & -64, max, Form.EXACT, inARow());
  }

  private long[] inARow() {
    long first = min >> 6;
    long[] all = new long[(int) ((max >> 6) - first) + 1];
    pages.forEach(
        (of, bits) -> {
          for (int i = 0; i < bits.length; i++) {
            if (bits[i] != 0) {
              all[(int) ((of << PAGE_SHIFT - 6) + i - first)] = bits[i];
            }
          }
        });
    return all;
  }
}
