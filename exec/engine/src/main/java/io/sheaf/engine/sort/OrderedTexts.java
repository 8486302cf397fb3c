package io.sheaf.engine.sort;

import java.util.Arrays;

/** Different texts in ascending order: the place of each stands for it. Immutable. */
record OrderedTexts(byte[][] texts) {
  static final OrderedTexts NONE = new OrderedTexts(new byte[0][]);

  int size() {
    return texts.length;
  }

  /** All texts that are here or there. */
  OrderedTexts with(OrderedTexts other) {
    byte[][] all = new byte[texts.length + other.texts.length][];
    int count = 0;
    int left = 0;
    int right = 0;
    while (left < texts.length || right < other.texts.length) {
      int order =
          left == texts.length
              ? 1
              : right == other.texts.length
                  ? -1
                  : Arrays.compareUnsigned(texts[left], other.texts[right]);
      all[count++] = order <= 0 ? texts[left] : other.texts[right];
      left += order <= 0 ? 1 : 0;
      right += order >= 0 ? 1 : 0;
    }
    return count == texts.length ? this : new OrderedTexts(Arrays.copyOf(all, count));
  }

  /** The place of each of these texts among others that include them all. */
  int[] placesIn(OrderedTexts all) {
    int[] places = new int[texts.length];
    int at = 0;
    for (int i = 0; i < places.length; i++) {
      while (!Arrays.equals(texts[i], all.texts[at])) {
        at++;
      }
      places[i] = at++;
    }
    return places;
  }
}
