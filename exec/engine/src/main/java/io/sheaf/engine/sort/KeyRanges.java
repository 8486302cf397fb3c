package io.sheaf.engine.sort;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.plan.SortKey;
import java.util.Arrays;
import java.util.List;

/**
 * The least and greatest value of each sort key, as far as they are integers, or texts in whose
 * place are numbers. For one thread.
 */
final class KeyRanges {
  private final List<SortKey> keys;
  private final long[] min;
  private final long[] max;
  private final boolean[] nulls;

  /** Whether keys are texts. */
  private final boolean[] text;

  /** Those in whose place are numbers, or null, by key. */
  private final OrderedTexts[] texts;

  private boolean integers = true;

  KeyRanges(List<SortKey> keys) {
    this.keys = keys;
    this.min = new long[keys.size()];
    this.max = new long[keys.size()];
    this.nulls = new boolean[keys.size()];
    this.text = new boolean[keys.size()];
    this.texts = new OrderedTexts[keys.size()];
    clear();
  }

  void clear() {
    Arrays.fill(min, Long.MAX_VALUE);
    Arrays.fill(max, Long.MIN_VALUE);
    Arrays.fill(nulls, false);
    Arrays.fill(text, false);
    Arrays.fill(texts, null);
    integers = true;
  }

  /** Whether all values of all keys are integers of at most 64 bits, but for texts. */
  boolean integers() {
    return integers;
  }

  boolean isText(int key) {
    return text[key];
  }

  /** The texts in whose place are numbers, or null. */
  OrderedTexts texts(int key) {
    return texts[key];
  }

  long min(int key) {
    return min[key];
  }

  /** Less than {@link #min} when there is no value. */
  long max(int key) {
    return max[key];
  }

  boolean nulls(int key) {
    return nulls[key];
  }

  /** Takes a batch without selection. */
  void add(Batch batch) {
    for (int i = 0; integers && i < min.length; i++) {
      Column column = batch.column(keys.get(i).column());
      if (column instanceof ConstantColumn c) {
        add(i, c.value(), 1);
      } else {
        add(i, column, batch.rows());
      }
    }
  }

  /** Takes the range of one key. */
  void add(int key, long least, long greatest, boolean anyNull) {
    min[key] = Math.min(min[key], least);
    max[key] = Math.max(max[key], greatest);
    nulls[key] |= anyNull;
  }

  /** Takes texts in whose place are numbers. */
  void add(int key, OrderedTexts more) {
    text[key] = true;
    texts[key] = texts[key] == null ? more : texts[key].with(more);
    min[key] = 0;
    max[key] = texts[key].size() - 1;
  }

  private void add(int key, Column column, int rows) {
    // What lies under a NULL counts, too: at worst the range is wider than it need be.
    nulls[key] |= Validity.anyNull(column.validity(), rows);
    long low = min[key];
    long high = max[key];
    switch (column) {
      case BooleanColumn c -> {
        low = Math.min(low, 0);
        high = Math.max(high, 1);
      }
      case IntColumn c -> {
        int least = Integer.MAX_VALUE;
        int greatest = Integer.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
          least = Math.min(least, c.values()[i]);
          greatest = Math.max(greatest, c.values()[i]);
        }
        low = Math.min(low, least);
        high = Math.max(high, greatest);
      }
      case LongColumn c -> {
        for (int i = 0; i < rows; i++) {
          low = Math.min(low, c.values()[i]);
          high = Math.max(high, c.values()[i]);
        }
      }
      case FloatColumn c -> integers = false;
      case DoubleColumn c -> integers = false;
      case Int128Column c -> integers = false;
      case TextColumn c -> text[key] = true;
      case DictionaryColumn c -> text[key] = true;
      case ConstantColumn c -> integers = false;
    }
    min[key] = low;
    max[key] = high;
  }
}
