package io.sheaf.parquet.write;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts long bounds of text and binary columns so that they remain bounds, and text remains UTF-8.
 */
final class TextBounds {
  private static final int LIMIT = 64;

  private TextBounds() {}

  static Extremes.Bound lower(byte[] value, boolean text) {
    return value.length <= LIMIT
        ? new Extremes.Bound(value, true)
        : new Extremes.Bound(Arrays.copyOf(value, cut(value, text)), false);
  }

  /** The first short string after all that start like {@code value}, or null if there is none. */
  static Extremes.Bound upper(byte[] value, boolean text) {
    if (value.length <= LIMIT) {
      return new Extremes.Bound(value, true);
    }
    byte[] head = Arrays.copyOf(value, cut(value, text));
    byte[] next = text ? nextText(head) : nextBytes(head);
    // Text that is not UTF-8 may have no next one of this kind.
    return next == null || Arrays.compareUnsigned(next, value) <= 0
        ? null
        : new Extremes.Bound(next, false);
  }

  private static int cut(byte[] value, boolean text) {
    int end = LIMIT;
    while (text && end > 0 && (value[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private static byte[] nextBytes(byte[] head) {
    for (int i = head.length - 1; i >= 0; i--) {
      if (head[i] != -1) {
        byte[] next = Arrays.copyOf(head, i + 1);
        next[i]++;
        return next;
      }
    }
    return null;
  }

  private static byte[] nextText(byte[] head) {
    int[] points = new String(head, StandardCharsets.UTF_8).codePoints().toArray();
    for (int i = points.length - 1; i >= 0; i--) {
      int next = points[i] + 1;
      if (next == Character.MIN_SURROGATE) {
        next = Character.MAX_SURROGATE + 1;
      }
      if (next <= Character.MAX_CODE_POINT) {
        points[i] = next;
        return new String(points, 0, i + 1).getBytes(StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
