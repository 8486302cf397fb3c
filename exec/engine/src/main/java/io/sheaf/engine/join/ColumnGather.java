package io.sheaf.engine.join;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.util.Arrays;

/**
 * Takes chosen rows of one column to chosen places of a column whose arrays it reuses: value {@code
 * from[i]} goes to {@code to[i]}. For one thread; a result is valid until the next call. Places
 * that nothing goes to hold values that are safe to compute with.
 */
final class ColumnGather {
  private int capacity;
  private byte[] bytes;
  private int[] ints;
  private int[] offsets;
  private int[] lengths;
  private long[] longs;
  private float[] floats;
  private double[] doubles;
  private long[] validity;

  /** The last result, which most often is the next one too: its arrays are the same. */
  private Column last;

  /** Where rows come from and go to; a constant source is returned as it is. */
  static final class Rows {
    int[] from;

    /** Null: place i. */
    int[] to;

    int count;

    /** Length of the result. */
    int length;

    /** Whether the places that nothing goes to become NULL; otherwise nobody looks at them. */
    boolean othersNull;
  }

  Column gather(Column source, Rows rows) {
    if (source instanceof ConstantColumn) {
      if (rows.othersNull) {
        throw SheafException.bug("constant column among NULLs");
      }
      return source;
    }
    if (capacity < rows.length) {
      capacity = Math.max(rows.length, Math.min(2 * capacity, 8192));
      bytes = null;
      ints = null;
      offsets = null;
      lengths = null;
      longs = null;
      floats = null;
      doubles = null;
      validity = null;
    }
    long[] valid = validity(source.validity(), rows);
    return switch (source) {
      case IntColumn c -> {
        IntColumn before = last instanceof IntColumn l ? l : c;
        yield last = before.with(ints(c.values(), rows), valid);
      }
      case LongColumn c -> {
        LongColumn before = last instanceof LongColumn l ? l : c;
        yield last = before.with(longs(c.values(), rows), valid, c.interval());
      }
      case DictionaryColumn c -> {
        DictionaryColumn before = last instanceof DictionaryColumn l ? l : c;
        yield last = before.with(c.dictionary(), codes(c, rows), valid);
      }
      case TextColumn c -> text(c, rows, valid);
      case Int128Column c -> new Int128Column(c.type(), wide(c.values(), rows), valid);
      case DoubleColumn c -> new DoubleColumn(c.type(), doubles(c.values(), rows), valid);
      case FloatColumn c -> new FloatColumn(c.type(), floats(c.values(), rows), valid);
      case BooleanColumn c -> new BooleanColumn(c.type(), bytes(c.values(), rows), valid);
      case ConstantColumn c -> throw SheafException.bug("nested constant column");
    };
  }

  private long[] validity(long[] source, Rows rows) {
    if (source == null && !rows.othersNull) {
      return null;
    }
    if (validity == null) {
      validity = new long[Validity.words(capacity)];
    }
    Arrays.fill(validity, 0, Validity.words(rows.length), 0L);
    for (int i = 0; i < rows.count; i++) {
      int from = rows.from[i];
      int to = rows.to == null ? i : rows.to[i];
      long bit = source == null ? 1 : source[from >> 6] >>> from & 1;
      validity[to >> 6] |= bit << to;
    }
    return validity;
  }

  private int[] ints(int[] source, Rows rows) {
    if (ints == null) {
      ints = new int[capacity];
    }
    move(source, ints, rows);
    return ints;
  }

  /** Codes of another dictionary may be left where nothing goes; they must be valid here too. */
  private int[] codes(DictionaryColumn column, Rows rows) {
    if (ints == null) {
      ints = new int[capacity];
    } else if (rows.to != null) {
      Arrays.fill(ints, 0, rows.length, 0);
    }
    move(column.codes(), ints, rows);
    return ints;
  }

  private static void move(int[] source, int[] target, Rows rows) {
    int[] from = rows.from;
    int[] to = rows.to;
    if (to == null) {
      for (int i = 0; i < rows.count; i++) {
        target[i] = source[from[i]];
      }
    } else {
      for (int i = 0; i < rows.count; i++) {
        target[to[i]] = source[from[i]];
      }
    }
  }

  private long[] longs(long[] source, Rows rows) {
    if (longs == null || longs.length < capacity) {
      longs = new long[capacity];
    }
    int[] from = rows.from;
    int[] to = rows.to;
    if (to == null) {
      for (int i = 0; i < rows.count; i++) {
        longs[i] = source[from[i]];
      }
    } else {
      for (int i = 0; i < rows.count; i++) {
        longs[to[i]] = source[from[i]];
      }
    }
    return longs;
  }

  private long[] wide(long[] source, Rows rows) {
    if (longs == null || longs.length < 2 * capacity) {
      longs = new long[2 * capacity];
    }
    for (int i = 0; i < rows.count; i++) {
      int to = rows.to == null ? i : rows.to[i];
      longs[2 * to] = source[2 * rows.from[i]];
      longs[2 * to + 1] = source[2 * rows.from[i] + 1];
    }
    return longs;
  }

  private double[] doubles(double[] source, Rows rows) {
    if (doubles == null) {
      doubles = new double[capacity];
    }
    for (int i = 0; i < rows.count; i++) {
      doubles[rows.to == null ? i : rows.to[i]] = source[rows.from[i]];
    }
    return doubles;
  }

  private float[] floats(float[] source, Rows rows) {
    if (floats == null) {
      floats = new float[capacity];
    }
    for (int i = 0; i < rows.count; i++) {
      floats[rows.to == null ? i : rows.to[i]] = source[rows.from[i]];
    }
    return floats;
  }

  private byte[] bytes(byte[] source, Rows rows) {
    if (bytes == null) {
      bytes = new byte[capacity];
    }
    for (int i = 0; i < rows.count; i++) {
      bytes[rows.to == null ? i : rows.to[i]] = source[rows.from[i]];
    }
    return bytes;
  }

  private Column text(TextColumn column, Rows rows, long[] valid) {
    if (offsets == null) {
      offsets = new int[capacity];
      lengths = new int[capacity];
    } else if (rows.to != null) {
      // Views into other buffers may be left where nothing goes: make them empty.
      Arrays.fill(offsets, 0, rows.length, 0);
      Arrays.fill(lengths, 0, rows.length, 0);
    }
    move(column.offsets(), offsets, rows);
    move(column.lengths(), lengths, rows);
    int[] ids = null;
    if (column.bufferIds() != null) {
      if (ints == null) {
        ints = new int[capacity];
      } else if (rows.to != null) {
        Arrays.fill(ints, 0, rows.length, 0);
      }
      move(column.bufferIds(), ints, rows);
      ids = ints;
    }
    return new TextColumn(column.type(), column.buffers(), ids, offsets, lengths, valid);
  }
}
