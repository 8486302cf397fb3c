package io.sheaf.engine.expression;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.engine.expression.kernel.Scratch;
import io.sheaf.engine.expression.kernel.TextInput;
import java.util.Arrays;

/**
 * Computes a function once a dictionary entry and maps the results through the codes; for one
 * thread. A dictionary that is large for the rows that refer to it is left alone until as many rows
 * have come as make up for computing its entries.
 */
final class DictionaryLift {
  private static final int KEPT = 8;
  private static final int SMALL = 256;

  private final DataType type;
  private final Kernel kernel;
  private final int lifted;
  private final Known[] known = new Known[KEPT];
  private final Scratch scratch = new Scratch();
  private int next;

  DictionaryLift(DataType type, Kernel kernel, int lifted) {
    this.type = type;
    this.kernel = kernel;
    this.lifted = lifted;
  }

  private static final class Known {
    final long id;
    long rows;
    boolean failed;
    Column entries;

    Known(long id) {
      this.id = id;
    }
  }

  /** The function of each entry, or null where rows had better be computed one by one. */
  Column entries(Dictionary dictionary, Column[] args, int rows) {
    Known entry = find(dictionary.id());
    if (entry.entries == null && !entry.failed) {
      entry.rows += rows;
      if (dictionary.size() <= SMALL || entry.rows >= dictionary.size() / 2) {
        compute(entry, dictionary, args);
      }
    }
    return entry.entries;
  }

  private Known find(long id) {
    for (Known candidate : known) {
      if (candidate != null && candidate.id == id) {
        return candidate;
      }
    }
    Known fresh = new Known(id);
    known[next] = fresh;
    next = (next + 1) % KEPT;
    return fresh;
  }

  private void compute(Known entry, Dictionary dictionary, Column[] args) {
    int size = dictionary.size();
    if (size == 0) {
      entry.entries = Columns.nulls(type, 1);
      return;
    }
    Column[] entryArgs = args.clone();
    int[] offsets = dictionary.offsets();
    int[] lengths = new int[size];
    for (int code = 0; code < size; code++) {
      lengths[code] = offsets[code + 1] - offsets[code];
    }
    entryArgs[lifted] =
        new TextColumn(
            args[lifted].type(), new byte[][] {dictionary.data()}, null, offsets, lengths, null);
    try {
      Column result = kernel.apply(entryArgs, Rows.all(size));
      entry.entries =
          type.storage() == Storage.TEXT ? dictionary(result, size) : Columns.copy(result, size);
    } catch (SheafException e) {
      // The entry at fault may not occur in any row that counts.
      entry.failed = true;
    }
  }

  /** Texts as a dictionary column whose code i is i. */
  private DictionaryColumn dictionary(Column texts, int size) {
    int[] codes = new int[size];
    for (int i = 0; i < size; i++) {
      codes[i] = i;
    }
    if (texts instanceof DictionaryColumn d) {
      return new DictionaryColumn(
          type, d.dictionary(), Arrays.copyOf(d.codes(), size), Validity.copy(d.validity(), size));
    }
    TextInput input = new TextInput().reset(texts);
    int[] offsets = new int[size + 1];
    for (int i = 0; i < size; i++) {
      input.at(i);
      offsets[i + 1] = Math.addExact(offsets[i], texts.isNull(i) ? 0 : input.length);
    }
    byte[] data = new byte[offsets[size]];
    for (int i = 0; i < size; i++) {
      input.at(i);
      System.arraycopy(input.data, input.offset, data, offsets[i], offsets[i + 1] - offsets[i]);
    }
    return new DictionaryColumn(
        type, new Dictionary(data, offsets, size), codes, Validity.copy(texts.validity(), size));
  }

  /** The function of each row, by its code. */
  Column map(Column entries, DictionaryColumn text, Rows rows) {
    if (text.dictionary().size() == 0) {
      return new ConstantColumn(entries);
    }
    long[] validity = validity(entries.validity(), text, rows);
    int[] codes = text.codes();
    int n = rows.length();
    return switch (entries) {
      case BooleanColumn e -> {
        byte[] out = scratch.booleans(n);
        byte[] values = e.values();
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = values[codes[row]];
        }
        yield new BooleanColumn(type, out, validity);
      }
      case IntColumn e -> new IntColumn(type, mapInts(e.values(), codes, rows), validity);
      case LongColumn e -> {
        long[] out = scratch.longs(n);
        long[] values = e.values();
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = values[codes[row]];
        }
        yield new LongColumn(type, out, validity, e.interval());
      }
      case FloatColumn e -> {
        float[] out = scratch.floats(n);
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = e.values()[codes[row]];
        }
        yield new FloatColumn(type, out, validity);
      }
      case DoubleColumn e -> {
        double[] out = scratch.doubles(n);
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[row] = e.values()[codes[row]];
        }
        yield new DoubleColumn(type, out, validity);
      }
      case Int128Column e -> {
        long[] out = scratch.longs(2 * n);
        for (int k = 0; k < rows.count(); k++) {
          int row = rows.row(k);
          out[2 * row] = e.values()[2 * codes[row]];
          out[2 * row + 1] = e.values()[2 * codes[row] + 1];
        }
        yield new Int128Column(type, out, validity);
      }
      case DictionaryColumn e ->
          new DictionaryColumn(type, e.dictionary(), mapInts(e.codes(), codes, rows), validity);
      case TextColumn e -> throw SheafException.bug("entries of a dictionary as views");
      case ConstantColumn e -> e;
    };
  }

  private int[] mapInts(int[] values, int[] codes, Rows rows) {
    int[] out = scratch.ints(rows.length());
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      out[row] = values[codes[row]];
    }
    return out;
  }

  private long[] validity(long[] ofEntries, DictionaryColumn text, Rows rows) {
    if (ofEntries == null) {
      return text.validity();
    }
    long[] bits = scratch.copyOf(text.validity(), rows.length());
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (!Validity.isValid(ofEntries, text.codes()[row])) {
        Validity.setNull(bits, row);
      }
    }
    return bits;
  }
}
