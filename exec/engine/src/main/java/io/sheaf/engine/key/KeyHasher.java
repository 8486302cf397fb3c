package io.sheaf.engine.key;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.TextColumn;
import java.util.Arrays;

/**
 * Hashes the key columns of batches. For one thread: it keeps scratch memory. Equal keys hash alike
 * however a batch stores them (dictionary or plain text, 64-bit or 128-bit decimals); NULL hashes
 * to {@link Hashing#NULL}.
 */
public final class KeyHasher {
  private final int[] columns;
  private final long mask;
  private long[] scratch = new long[0];

  /**
   * @param columns key columns of the batches; none hashes every row to 0
   * @param mask ANDed to every hash, see {@code EngineSettings.hashMask()}
   */
  public KeyHasher(int[] columns, long mask) {
    this.columns = columns.clone();
    this.mask = mask;
  }

  /** Hashes the selected rows: {@code hashes[i]} is that of the i-th selected row. */
  public void hash(Batch batch, long[] hashes) {
    Selection selection = batch.selection();
    hash(batch, selection == null ? null : selection.rows(), batch.selectedRows(), hashes);
  }

  /**
   * Hashes {@code count} rows.
   *
   * @param rows the row numbers, or null for rows 0 to {@code count - 1}
   */
  public void hash(Batch batch, int[] rows, int count, long[] hashes) {
    Column[] keys = new Column[columns.length];
    for (int c = 0; c < keys.length; c++) {
      keys[c] = batch.column(columns[c]);
    }
    hash(keys, rows, count, hashes);
  }

  /** The same over key columns already picked from their batch. */
  public void hash(Column[] keys, int[] rows, int count, long[] hashes) {
    if (keys.length == 0 || mask == 0) {
      Arrays.fill(hashes, 0, count, 0L);
      return;
    }
    column(keys[0], rows, count, hashes);
    for (int c = 1; c < keys.length; c++) {
      if (scratch.length < count) {
        scratch = new long[count];
      }
      column(keys[c], rows, count, scratch);
      combine(hashes, scratch, count);
    }
    if (mask != -1L) {
      for (int i = 0; i < count; i++) {
        hashes[i] &= mask;
      }
    }
  }

  private static void combine(long[] hashes, long[] next, int count) {
    for (int i = 0; i < count; i++) {
      hashes[i] = Hashing.combine(hashes[i], next[i]);
    }
  }

  /** Hashes one column without mask; the first step of every key's hash. */
  static void column(Column column, int[] rows, int count, long[] out) {
    switch (column) {
      case IntColumn c -> ints(c.values(), rows, count, out);
      case LongColumn c -> longs(c.values(), rows, count, out);
      case DictionaryColumn c -> codes(c.dictionary().hashes(), c.codes(), rows, count, out);
      case TextColumn c -> text(c, rows, count, out);
      case Int128Column c -> wide(c.values(), rows, count, out);
      case DoubleColumn c -> {
        for (int i = 0; i < count; i++) {
          out[i] = Hashing.of(c.values()[rows == null ? i : rows[i]]);
        }
      }
      case FloatColumn c -> {
        for (int i = 0; i < count; i++) {
          out[i] = Hashing.of((double) c.values()[rows == null ? i : rows[i]]);
        }
      }
      case BooleanColumn c -> {
        for (int i = 0; i < count; i++) {
          out[i] = Hashing.mix(c.values()[rows == null ? i : rows[i]]);
        }
      }
      case ConstantColumn c -> {
        long[] one = new long[1];
        column(c.value(), null, 1, one);
        Arrays.fill(out, 0, count, one[0]);
        return;
      }
    }
    long[] validity = column.validity();
    if (validity != null) {
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        if ((validity[row >> 6] >>> row & 1) == 0) {
          out[i] = Hashing.NULL;
        }
      }
    }
  }

  private static void ints(int[] values, int[] rows, int count, long[] out) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        out[i] = Hashing.mix(values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[i] = Hashing.mix(values[rows[i]]);
      }
    }
  }

  private static void longs(long[] values, int[] rows, int count, long[] out) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        out[i] = Hashing.mix(values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        out[i] = Hashing.mix(values[rows[i]]);
      }
    }
  }

  private static void codes(long[] entries, int[] codes, int[] rows, int count, long[] out) {
    if (entries.length == 0) {
      return; // every row is null
    }
    for (int i = 0; i < count; i++) {
      out[i] = entries[codes[rows == null ? i : rows[i]]];
    }
  }

  private static void text(TextColumn c, int[] rows, int count, long[] out) {
    byte[][] buffers = c.buffers();
    int[] ids = c.bufferIds();
    int[] offsets = c.offsets();
    int[] lengths = c.lengths();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      // Views under a null may point anywhere.
      out[i] =
          c.isNull(row)
              ? Hashing.NULL
              : Hashing.bytes(buffers[ids == null ? 0 : ids[row]], offsets[row], lengths[row]);
    }
  }

  private static void wide(long[] values, int[] rows, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      out[i] = Hashing.of(values[2 * row], values[2 * row + 1]);
    }
  }
}
