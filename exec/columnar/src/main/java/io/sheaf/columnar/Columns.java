package io.sheaf.columnar;

import java.util.Arrays;

/**
 * Copies, gathers and flattens columns of every kind. Results, where there are any, are dense and
 * freshly allocated.
 */
public final class Columns {
  private Columns() {}

  /** The rows {@code rows[0..count)} in that order; duplicates are fine. */
  public static Column gather(Column column, int[] rows, int count) {
    return switch (column) {
      case BooleanColumn c -> {
        byte[] out = new byte[count];
        for (int i = 0; i < count; i++) {
          out[i] = c.values()[rows[i]];
        }
        yield new BooleanColumn(c.type(), out, Validity.gather(c.validity(), rows, count));
      }
      case IntColumn c ->
          new IntColumn(
              c.type(),
              gather(c.values(), rows, count),
              Validity.gather(c.validity(), rows, count));
      case LongColumn c ->
          new LongColumn(
              c.type(),
              gather(c.values(), rows, count),
              Validity.gather(c.validity(), rows, count),
              c.interval());
      case FloatColumn c -> {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
          out[i] = c.values()[rows[i]];
        }
        yield new FloatColumn(c.type(), out, Validity.gather(c.validity(), rows, count));
      }
      case DoubleColumn c -> {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
          out[i] = c.values()[rows[i]];
        }
        yield new DoubleColumn(c.type(), out, Validity.gather(c.validity(), rows, count));
      }
      case Int128Column c -> {
        long[] out = new long[2 * count];
        for (int i = 0; i < count; i++) {
          out[2 * i] = c.values()[2 * rows[i]];
          out[2 * i + 1] = c.values()[2 * rows[i] + 1];
        }
        yield new Int128Column(c.type(), out, Validity.gather(c.validity(), rows, count));
      }
      case TextColumn c ->
          new TextColumn(
              c.type(),
              c.buffers(),
              c.bufferIds() == null ? null : gather(c.bufferIds(), rows, count),
              gather(c.offsets(), rows, count),
              gather(c.lengths(), rows, count),
              Validity.gather(c.validity(), rows, count));
      case DictionaryColumn c ->
          new DictionaryColumn(
              c.type(),
              c.dictionary(),
              gather(c.codes(), rows, count),
              Validity.gather(c.validity(), rows, count));
      // Whoever computed the one value may reuse its array.
      case ConstantColumn c -> new ConstantColumn(copy(c.value(), 1));
    };
  }

  /**
   * Moves rows to the front of a column's own arrays, whatever was there before.
   *
   * @param rows which ones, ascending
   */
  public static void moveToFront(Column column, int[] rows, int count) {
    switch (column) {
      case BooleanColumn c -> {
        byte[] values = c.values();
        for (int i = 0; i < count; i++) {
          values[i] = values[rows[i]];
        }
      }
      case IntColumn c -> moveToFront(c.values(), rows, count);
      case LongColumn c -> {
        long[] values = c.values();
        for (int i = 0; i < count; i++) {
          values[i] = values[rows[i]];
        }
      }
      case FloatColumn c -> {
        float[] values = c.values();
        for (int i = 0; i < count; i++) {
          values[i] = values[rows[i]];
        }
      }
      case DoubleColumn c -> {
        double[] values = c.values();
        for (int i = 0; i < count; i++) {
          values[i] = values[rows[i]];
        }
      }
      case Int128Column c -> {
        long[] values = c.values();
        for (int i = 0; i < count; i++) {
          values[2 * i] = values[2 * rows[i]];
          values[2 * i + 1] = values[2 * rows[i] + 1];
        }
      }
      case TextColumn c -> {
        if (c.bufferIds() != null) {
          moveToFront(c.bufferIds(), rows, count);
        }
        moveToFront(c.offsets(), rows, count);
        moveToFront(c.lengths(), rows, count);
      }
      case DictionaryColumn c -> moveToFront(c.codes(), rows, count);
      case ConstantColumn c -> {
        return;
      }
    }
    if (column.validity() != null) {
      Validity.moveToFront(column.validity(), rows, count);
    }
  }

  private static void moveToFront(int[] values, int[] rows, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[rows[i]];
    }
  }

  public static int[] gather(int[] values, int[] rows, int count) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  public static long[] gather(long[] values, int[] rows, int count) {
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  /** The first {@code rows} rows in arrays of their own; text buffers stay shared. */
  public static Column copy(Column column, int rows) {
    return switch (column) {
      case BooleanColumn c ->
          new BooleanColumn(
              c.type(), Arrays.copyOf(c.values(), rows), Validity.copy(c.validity(), rows));
      case IntColumn c ->
          new IntColumn(
              c.type(), Arrays.copyOf(c.values(), rows), Validity.copy(c.validity(), rows));
      case LongColumn c ->
          new LongColumn(
              c.type(),
              Arrays.copyOf(c.values(), rows),
              Validity.copy(c.validity(), rows),
              c.interval());
      case FloatColumn c ->
          new FloatColumn(
              c.type(), Arrays.copyOf(c.values(), rows), Validity.copy(c.validity(), rows));
      case DoubleColumn c ->
          new DoubleColumn(
              c.type(), Arrays.copyOf(c.values(), rows), Validity.copy(c.validity(), rows));
      case Int128Column c ->
          new Int128Column(
              c.type(), Arrays.copyOf(c.values(), 2 * rows), Validity.copy(c.validity(), rows));
      case TextColumn c ->
          new TextColumn(
              c.type(),
              c.buffers(),
              c.bufferIds() == null ? null : Arrays.copyOf(c.bufferIds(), rows),
              Arrays.copyOf(c.offsets(), rows),
              Arrays.copyOf(c.lengths(), rows),
              Validity.copy(c.validity(), rows));
      case DictionaryColumn c ->
          new DictionaryColumn(
              c.type(),
              c.dictionary(),
              Arrays.copyOf(c.codes(), rows),
              Validity.copy(c.validity(), rows));
      // Whoever computed the one value may reuse its array.
      case ConstantColumn c -> new ConstantColumn(copy(c.value(), 1));
    };
  }

  /** A constant column spelled out for {@code rows} rows; any other column as it is. */
  public static Column flatten(Column column, int rows) {
    return column instanceof ConstantColumn c ? gather(c.value(), new int[rows], rows) : column;
  }

  /** Text as plain views: dictionary and constant columns are spelled out, sharing their bytes. */
  public static TextColumn text(Column column, int rows) {
    return switch (flatten(column, rows)) {
      case TextColumn c -> c;
      case DictionaryColumn c -> {
        int[] offsets = new int[rows];
        int[] lengths = new int[rows];
        Dictionary dictionary = c.dictionary();
        if (dictionary.size() > 0) {
          for (int i = 0; i < rows; i++) {
            offsets[i] = dictionary.offset(c.codes()[i]);
            lengths[i] = dictionary.length(c.codes()[i]);
          }
        }
        yield new TextColumn(
            c.type(), new byte[][] {dictionary.data()}, null, offsets, lengths, c.validity());
      }
      case Column other -> throw SheafException.bug("not text: " + other.type());
    };
  }

  /** Plain text with all bytes in one buffer of its own; any other column as it is. */
  public static Column ownText(Column column, int rows) {
    if (!(column instanceof TextColumn c)) {
      return column;
    }
    long total = 0;
    for (int i = 0; i < rows; i++) {
      total += c.isNull(i) ? 0 : c.lengths()[i];
    }
    byte[] data = new byte[Math.toIntExact(total)];
    int[] offsets = new int[rows];
    int[] lengths = new int[rows];
    int at = 0;
    for (int i = 0; i < rows; i++) {
      int length = c.isNull(i) ? 0 : c.lengths()[i];
      System.arraycopy(c.buffer(i), c.offsets()[i], data, at, length);
      offsets[i] = at;
      lengths[i] = length;
      at += length;
    }
    return new TextColumn(c.type(), new byte[][] {data}, null, offsets, lengths, c.validity());
  }

  /** A column of {@code rows} NULLs. */
  public static Column nulls(DataType type, int rows) {
    long[] none = Validity.allNull(rows);
    return switch (type.storage()) {
      case BOOLEAN -> new BooleanColumn(type, new byte[rows], none);
      case INT -> new IntColumn(type, new int[rows], none);
      case LONG -> new LongColumn(type, new long[rows], none);
      case FLOAT -> new FloatColumn(type, new float[rows], none);
      case DOUBLE -> new DoubleColumn(type, new double[rows], none);
      case INT128 -> new Int128Column(type, new long[2 * rows], none);
      case TEXT ->
          new TextColumn(
              type, new byte[][] {new byte[0]}, null, new int[rows], new int[rows], none);
    };
  }
}
