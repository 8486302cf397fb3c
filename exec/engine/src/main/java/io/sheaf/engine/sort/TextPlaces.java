package io.sheaf.engine.sort;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.TextColumn;
import io.sheaf.engine.key.KeyHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts numbers in the place of a key's texts where few of them are different: those are sorted
 * once, then every row has the place of its text among them. For one thread and one use.
 */
final class TextPlaces {
  /** More different texts than this are no longer quick to look up. */
  private static final int MOST = 1 << 14;

  /** So many are few whatever the number of rows; of more rows no more than a quarter. */
  private static final int FEW = 256;

  private final KeyHasher hasher = new KeyHasher(new int[1], -1L);
  private final List<byte[]> texts = new ArrayList<>();
  private final List<int[]> numbers = new ArrayList<>();
  private long[] hashes = new long[0];
  private long[] hashOf = new long[2 * FEW];

  /** Number + 1 of a text by its hash, at most half of them taken. */
  private int[] slots = new int[4 * FEW];

  /** Numbers + 1 by code of the dictionary met last. */
  private int[] known = new int[0];

  private Dictionary knownOf;

  private TextPlaces() {}

  /** The texts of a key, and by batch the place of each row's. */
  record Found(OrderedTexts texts, List<Column> places) {}

  /**
   * Looks at a key's column in each batch.
   *
   * @param rows of each batch
   * @return null if too many texts are different
   */
  static Found of(List<Column> columns, int[] rows) {
    TextPlaces places = new TextPlaces();
    long seen = 0;
    for (int b = 0; b < rows.length; b++) {
      seen += rows[b];
      places.number(columns.get(b), rows[b]);
      if (places.texts.size() > Math.min(MOST, Math.max(FEW, seen / 4))) {
        return null;
      }
    }
    return places.found(columns);
  }

  private void number(Column column, int rows) {
    if (hashes.length < rows) {
      hashes = new long[rows];
    }
    hasher.hash(new Column[] {column}, null, rows, hashes);
    int[] out = new int[rows];
    switch (column) {
      case TextColumn c -> {
        for (int i = 0; i < rows && texts.size() <= MOST; i++) {
          if (!c.isNull(i)) {
            out[i] = number(hashes[i], c.buffer(i), c.offsets()[i], c.lengths()[i]);
          }
        }
      }
      case DictionaryColumn c -> codes(c, rows, out);
      case Column c -> throw SheafException.bug("not text: " + c.type().sql());
    }
    numbers.add(out);
  }

  private void codes(DictionaryColumn column, int rows, int[] out) {
    Dictionary dictionary = column.dictionary();
    if (dictionary != knownOf) {
      known = new int[dictionary.size()];
      knownOf = dictionary;
    }
    for (int i = 0; i < rows && texts.size() <= MOST; i++) {
      if (!column.isNull(i)) {
        int code = column.codes()[i];
        if (known[code] == 0) {
          int offset = dictionary.offset(code);
          int length = dictionary.length(code);
          known[code] = 1 + number(hashes[i], dictionary.data(), offset, length);
        }
        out[i] = known[code] - 1;
      }
    }
  }

  private int number(long hash, byte[] data, int offset, int length) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      byte[] text = texts.get(number);
      if (hashOf[number] == hash
          && Arrays.equals(text, 0, text.length, data, offset, offset + length)) {
        return number;
      }
      slot = slot + 1 & mask;
    }
    int number = texts.size();
    slots[slot] = number + 1;
    hashOf[number] = hash;
    texts.add(Arrays.copyOfRange(data, offset, offset + length));
    if (texts.size() == hashOf.length) {
      grow();
    }
    return number;
  }

  private void grow() {
    hashOf = Arrays.copyOf(hashOf, 2 * hashOf.length);
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int number = 0; number < texts.size(); number++) {
      int slot = (int) hashOf[number] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = number + 1;
    }
  }

  private Found found(List<Column> columns) {
    int[] ordered =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparing(texts::get, Arrays::compareUnsigned))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] placeOf = new int[ordered.length];
    byte[][] inOrder = new byte[ordered.length][];
    for (int place = 0; place < ordered.length; place++) {
      placeOf[ordered[place]] = place;
      inOrder[place] = texts.get(ordered[place]);
    }
    List<Column> places = new ArrayList<>();
    for (int b = 0; b < columns.size(); b++) {
      int[] of = numbers.get(b);
      if (placeOf.length > 0) {
        for (int i = 0; i < of.length; i++) {
          of[i] = placeOf[of[i]];
        }
      }
      places.add(new IntColumn(DataType.Simple.INTEGER, of, columns.get(b).validity()));
    }
    return new Found(new OrderedTexts(inOrder), places);
  }
}
