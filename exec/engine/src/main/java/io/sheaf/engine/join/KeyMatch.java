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
 * Compares values of two columns of one type, however each is stored, as join keys do: NULL equals
 * NULL (where it must not, such rows never come here), zeros of both signs are equal, and so are
 * NaNs.
 */
final class KeyMatch {
  private KeyMatch() {}

  /** Clears {@code equal[i]} where row {@code aRows[i]} of a differs from {@code bRows[i]} of b. */
  static void compare(Column a, int[] aRows, Column b, int[] bRows, int count, boolean[] equal) {
    if (a.validity() != null || b.validity() != null) {
      for (int i = 0; i < count; i++) {
        equal[i] = equal[i] && equal(a, aRows[i], b, bRows[i]);
      }
    } else if (a instanceof LongColumn x && b instanceof LongColumn y) {
      long[] left = x.values();
      long[] right = y.values();
      for (int i = 0; i < count; i++) {
        equal[i] &= left[aRows[i]] == right[bRows[i]];
      }
    } else if (a instanceof IntColumn x && b instanceof IntColumn y) {
      int[] left = x.values();
      int[] right = y.values();
      for (int i = 0; i < count; i++) {
        equal[i] &= left[aRows[i]] == right[bRows[i]];
      }
    } else if (a instanceof TextColumn x && b instanceof TextColumn y) {
      for (int i = 0; i < count; i++) {
        equal[i] = equal[i] && text(x, aRows[i], y, bRows[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        equal[i] = equal[i] && equal(a, aRows[i], b, bRows[i]);
      }
    }
  }

  /** Compares two values. */
  static boolean equal(Column a, int i, Column b, int j) {
    boolean aValid = Validity.isValid(a.validity(), i);
    boolean bValid = Validity.isValid(b.validity(), j);
    if (!aValid || !bValid) {
      return aValid == bValid;
    }
    return switch (a) {
      case IntColumn x -> x.values()[i] == ((IntColumn) b).values()[j];
      case BooleanColumn x -> x.values()[i] == ((BooleanColumn) b).values()[j];
      case FloatColumn x -> same(x.values()[i], ((FloatColumn) b).values()[j]);
      case DoubleColumn x -> same(x.values()[i], ((DoubleColumn) b).values()[j]);
      case LongColumn x -> x.values()[i] == low(b, j) && x.values()[i] >> 63 == high(b, j);
      case Int128Column x -> low(x, i) == low(b, j) && high(x, i) == high(b, j);
      case TextColumn x ->
          b instanceof TextColumn y ? text(x, i, y, j) : entry(x, i, (DictionaryColumn) b, j);
      case DictionaryColumn x ->
          b instanceof DictionaryColumn y ? entries(x, i, y, j) : entry((TextColumn) b, j, x, i);
      case ConstantColumn x -> throw SheafException.bug("constant key column");
    };
  }

  private static boolean same(double a, double b) {
    return a == b || a != a && b != b;
  }

  private static long low(Column column, int row) {
    return column instanceof Int128Column wide
        ? wide.values()[2 * row]
        : ((LongColumn) column).values()[row];
  }

  private static long high(Column column, int row) {
    return column instanceof Int128Column wide
        ? wide.values()[2 * row + 1]
        : ((LongColumn) column).values()[row] >> 63;
  }

  private static boolean text(TextColumn a, int i, TextColumn b, int j) {
    int length = a.lengths()[i];
    int from = a.offsets()[i];
    int other = b.offsets()[j];
    return length == b.lengths()[j]
        && Arrays.equals(a.buffer(i), from, from + length, b.buffer(j), other, other + length);
  }

  private static boolean entry(TextColumn a, int i, DictionaryColumn b, int j) {
    int code = b.codes()[j];
    int length = a.lengths()[i];
    int from = a.offsets()[i];
    int other = b.dictionary().offset(code);
    return length == b.dictionary().length(code)
        && Arrays.equals(
            a.buffer(i), from, from + length, b.dictionary().data(), other, other + length);
  }

  private static boolean entries(DictionaryColumn a, int i, DictionaryColumn b, int j) {
    int code = a.codes()[i];
    int other = b.codes()[j];
    if (a.dictionary() == b.dictionary() && code == other) {
      return true;
    }
    int length = a.dictionary().length(code);
    int from = a.dictionary().offset(code);
    int otherFrom = b.dictionary().offset(other);
    return length == b.dictionary().length(other)
        && Arrays.equals(
            a.dictionary().data(),
            from,
            from + length,
            b.dictionary().data(),
            otherFrom,
            otherFrom + length);
  }
}
