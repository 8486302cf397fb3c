package io.sheaf.columnar;

import java.util.Arrays;

/** One column of several batches, ready to have rows picked from it. Thread-safe. */
abstract sealed class ColumnPicks {
  private final DataType type;
  private final long[][] validity;

  private ColumnPicks(DataType type, Column[] parts) {
    this.type = type;
    long[][] bits = new long[parts.length][];
    boolean nulls = false;
    for (int p = 0; p < parts.length; p++) {
      bits[p] = parts[p].validity();
      nulls |= bits[p] != null;
    }
    this.validity = nulls ? bits : null;
  }

  /**
   * Prepares a column.
   *
   * @param parts the column of each batch, none constant
   * @param unite whether to unite dictionaries
   */
  static ColumnPicks of(DataType type, Storage storage, Column[] parts, boolean unite) {
    return switch (storage) {
      case BOOLEAN -> new Booleans(type, parts);
      case INT -> new Ints(type, parts);
      case LONG -> new Longs(type, parts);
      case FLOAT -> new Floats(type, parts);
      case DOUBLE -> new Doubles(type, parts);
      case INT128 -> new Wide(type, parts);
      case TEXT -> text(type, parts, unite);
    };
  }

  private static ColumnPicks text(DataType type, Column[] parts, boolean unite) {
    Dictionary[] dictionaries = new Dictionary[parts.length];
    for (int p = 0; p < parts.length; p++) {
      if (!(parts[p] instanceof DictionaryColumn d)) {
        return new Texts(type, parts);
      }
      dictionaries[p] = d.dictionary();
    }
    if (Arrays.stream(dictionaries).allMatch(d -> d == dictionaries[0])) {
      return parts.length == 0
          ? new Texts(type, parts)
          : new Codes(type, parts, dictionaries[0], null);
    }
    DictionaryUnion union =
        unite ? DictionaryUnion.of(dictionaries, DictionaryUnion.MOST_ENTRIES) : null;
    return union == null
        ? new Texts(type, parts)
        : new Codes(type, parts, union.dictionary(), union.remaps());
  }

  final Column pick(int[] sources, int[] rows, int count) {
    return pick(type, sources, rows, count, validity(sources, rows, count));
  }

  abstract Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid);

  private long[] validity(int[] sources, int[] rows, int count) {
    if (validity == null) {
      return null;
    }
    long[] out = Validity.allValid(count);
    for (int i = 0; i < count; i++) {
      if (!Validity.isValid(validity[sources[i]], rows[i])) {
        Validity.setNull(out, i);
      }
    }
    return out;
  }

  private static final class Booleans extends ColumnPicks {
    private final byte[][] from;

    Booleans(DataType type, Column[] parts) {
      super(type, parts);
      from = new byte[parts.length][];
      Arrays.setAll(from, p -> ((BooleanColumn) parts[p]).values());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      byte[] out = new byte[count];
      for (int i = 0; i < count; i++) {
        out[i] = from[sources[i]][rows[i]];
      }
      return new BooleanColumn(of, out, valid);
    }
  }

  private static final class Ints extends ColumnPicks {
    private final int[][] from;

    Ints(DataType type, Column[] parts) {
      super(type, parts);
      from = new int[parts.length][];
      Arrays.setAll(from, p -> ((IntColumn) parts[p]).values());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      return new IntColumn(of, ints(from, sources, rows, count), valid);
    }
  }

  private static int[] ints(int[][] from, int[] sources, int[] rows, int count) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = from[sources[i]][rows[i]];
    }
    return out;
  }

  private static final class Longs extends ColumnPicks {
    private final long[][] from;

    Longs(DataType type, Column[] parts) {
      super(type, parts);
      from = new long[parts.length][];
      Arrays.setAll(from, p -> ((LongColumn) parts[p]).values());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      long[] out = new long[count];
      for (int i = 0; i < count; i++) {
        out[i] = from[sources[i]][rows[i]];
      }
      return new LongColumn(of, out, valid);
    }
  }

  private static final class Floats extends ColumnPicks {
    private final float[][] from;

    Floats(DataType type, Column[] parts) {
      super(type, parts);
      from = new float[parts.length][];
      Arrays.setAll(from, p -> ((FloatColumn) parts[p]).values());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      float[] out = new float[count];
      for (int i = 0; i < count; i++) {
        out[i] = from[sources[i]][rows[i]];
      }
      return new FloatColumn(of, out, valid);
    }
  }

  private static final class Doubles extends ColumnPicks {
    private final double[][] from;

    Doubles(DataType type, Column[] parts) {
      super(type, parts);
      from = new double[parts.length][];
      Arrays.setAll(from, p -> ((DoubleColumn) parts[p]).values());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      double[] out = new double[count];
      for (int i = 0; i < count; i++) {
        out[i] = from[sources[i]][rows[i]];
      }
      return new DoubleColumn(of, out, valid);
    }
  }

  /** Decimals, some batches of which may be narrow. */
  private static final class Wide extends ColumnPicks {
    private final Column[] parts;

    Wide(DataType type, Column[] parts) {
      super(type, parts);
      this.parts = parts;
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      long[] out = new long[2 * count];
      for (int i = 0; i < count; i++) {
        if (parts[sources[i]] instanceof LongColumn narrow) {
          out[2 * i] = narrow.values()[rows[i]];
          out[2 * i + 1] = out[2 * i] >> 63;
        } else {
          long[] words = ((Int128Column) parts[sources[i]]).values();
          out[2 * i] = words[2 * rows[i]];
          out[2 * i + 1] = words[2 * rows[i] + 1];
        }
      }
      return new Int128Column(of, out, valid);
    }
  }

  /** Text in codes of one dictionary, into which each part's codes are translated. */
  private static final class Codes extends ColumnPicks {
    private final int[][] codes;
    private final Dictionary dictionary;
    private final int[][] remaps;

    /**
     * @param remaps of each part, or null where all have the dictionary
     */
    Codes(DataType type, Column[] parts, Dictionary dictionary, int[][] remaps) {
      super(type, parts);
      this.dictionary = dictionary;
      this.remaps = remaps;
      codes = new int[parts.length][];
      Arrays.setAll(codes, p -> ((DictionaryColumn) parts[p]).codes());
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      int[] out = ints(codes, sources, rows, count);
      if (remaps != null) {
        for (int i = 0; i < count; i++) {
          out[i] = remaps[sources[i]][out[i]];
        }
      }
      return new DictionaryColumn(of, dictionary, out, valid);
    }
  }

  /** Views of the bytes of all parts. */
  private static final class Texts extends ColumnPicks {
    private final Column[] parts;
    private final byte[][] buffers;
    private final int[] first;

    Texts(DataType type, Column[] parts) {
      super(type, parts);
      this.parts = parts;
      first = new int[parts.length];
      int count = 0;
      for (int p = 0; p < parts.length; p++) {
        first[p] = count;
        count += parts[p] instanceof TextColumn t ? t.buffers().length : 1;
      }
      buffers = new byte[count][];
      for (int p = 0; p < parts.length; p++) {
        if (parts[p] instanceof TextColumn t) {
          System.arraycopy(t.buffers(), 0, buffers, first[p], t.buffers().length);
        } else {
          buffers[first[p]] = ((DictionaryColumn) parts[p]).dictionary().data();
        }
      }
    }

    @Override
    Column pick(DataType of, int[] sources, int[] rows, int count, long[] valid) {
      int[] ids = new int[count];
      int[] offsets = new int[count];
      int[] lengths = new int[count];
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        ids[i] = first[sources[i]];
        if (parts[sources[i]] instanceof TextColumn t) {
          ids[i] += t.bufferIds() == null ? 0 : t.bufferIds()[row];
          offsets[i] = t.offsets()[row];
          lengths[i] = t.lengths()[row];
        } else {
          DictionaryColumn d = (DictionaryColumn) parts[sources[i]];
          if (d.dictionary().size() > 0) {
            offsets[i] = d.dictionary().offset(d.codes()[row]);
            lengths[i] = d.dictionary().length(d.codes()[row]);
          }
        }
      }
      return new TextColumn(of, buffers, buffers.length == 1 ? null : ids, offsets, lengths, valid);
    }
  }
}
