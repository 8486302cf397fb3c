package io.sheaf.parquet.read;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.Validity;

/**
 * The codes of some rows of a column, before anybody asked for their values: conditions on the
 * column are answered by a table of its dictionary's entries, and values are only looked up for the
 * rows that are left. For one thread.
 */
final class Codes {
  private ValueReader values;
  private int[] codes = {};
  private int[] chosen = {};
  private long[] validity = {};
  private boolean anyNull;

  /**
   * Decodes the next codes of a page.
   *
   * @param levels where the page's NULLs are, or null if there are none
   */
  void read(int rows, HybridDecoder levels, ValueReader from) {
    values = from;
    if (codes.length < rows) {
      codes = new int[rows];
      chosen = new int[rows];
      validity = new long[Validity.words(rows)];
    }
    int present = levels == null ? rows : levels.readBits(validity, 0, rows);
    from.codes(codes, 0, present);
    anyNull = present < rows;
    if (anyNull) {
      spread(rows, present);
    }
  }

  /** A NULL gets the code behind the last entry's. */
  private void spread(int rows, int present) {
    int none = values.dictionarySize();
    int from = present;
    for (int row = rows - 1; row >= 0; row--) {
      codes[row] = (validity[row >> 6] >>> row & 1) != 0 ? codes[--from] : none;
    }
  }

  /**
   * Selects rows whose value is wanted.
   *
   * @param wanted 1 for each code that is, else 0, and the same for NULL behind the last code
   * @param in the rows to look at, ascending, or null for the first {@code count}
   * @param out receives the rows found; may be {@code in}
   * @return how many were found
   */
  int select(byte[] wanted, int[] in, int count, int[] out) {
    int[] of = codes;
    int n = 0;
    if (in == null) {
      for (int row = 0; row < count; row++) {
        out[n] = row;
        n += wanted[of[row]];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int row = in[k];
        out[n] = row;
        n += wanted[of[row]];
      }
    }
    return n;
  }

  /** The column of all rows. */
  Column column(int rows) {
    return lookUp(codes, rows);
  }

  /** The column of some rows. */
  Column column(int[] rows, int count) {
    for (int k = 0; k < count; k++) {
      chosen[k] = codes[rows[k]];
    }
    return lookUp(chosen, count);
  }

  private Column lookUp(int[] of, int rows) {
    if (!anyNull) {
      return values.ofCodes(of, rows, null);
    }
    int none = values.dictionarySize();
    long[] valid = Validity.allValid(rows);
    for (int row = 0; row < rows; row++) {
      if (of[row] == none) {
        Validity.setNull(valid, row);
        of[row] = 0;
      }
    }
    return values.ofCodes(of, rows, Validity.anyNull(valid, rows) ? valid : null);
  }
}
