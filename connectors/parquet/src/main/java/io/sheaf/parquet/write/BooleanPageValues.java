package io.sheaf.parquet.write;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Validity;

/** BOOLEAN: one bit a value. */
final class BooleanPageValues extends PageValues {
  private final byte[] values;
  private int count;

  BooleanPageValues(int pageRows) {
    this.values = new byte[pageRows];
  }

  @Override
  int append(Column column, int from, int to, long[] validity) {
    byte[] all = ((BooleanColumn) column).values();
    for (int row = from; row < to; row++) {
      if (Validity.isValid(validity, row)) {
        values[count++] = all[row];
      }
    }
    return to;
  }

  @Override
  int count() {
    return count;
  }

  @Override
  long bytes() {
    return count / 8;
  }

  @Override
  long heldBytes() {
    return values.length;
  }

  @Override
  boolean dictionaryPays() {
    return false;
  }

  @Override
  void abandonDictionary() {}

  @Override
  int dictionarySize() {
    return 0;
  }

  @Override
  int[] codes() {
    throw new IllegalStateException();
  }

  @Override
  void writeDictionary(ByteSink out) {
    throw new IllegalStateException();
  }

  @Override
  void writePlain(ByteSink out) {
    for (int i = 0; i < count; i += 8) {
      int bits = 0;
      for (int j = i; j < Math.min(count, i + 8); j++) {
        bits |= values[j] << j - i;
      }
      out.write(bits);
    }
  }

  @Override
  Extremes extremes() {
    if (count == 0) {
      return Extremes.NONE;
    }
    boolean min = true;
    boolean max = false;
    for (int i = 0; i < count; i++) {
      min &= values[i] != 0;
      max |= values[i] != 0;
    }
    return new Extremes(min, max);
  }

  @Override
  void clearPage() {
    count = 0;
  }

  @Override
  void clearChunk() {}

  @Override
  void release() {}
}
