package io.sheaf.engine.expression.text;

/** Code points in UTF-8 bytes. Malformed bytes count as one code point each where they lead. */
public final class Utf8 {
  private Utf8() {}

  /** Bytes of the code point that begins with this byte. */
  public static int width(byte first) {
    if (first >= 0) {
      return 1;
    }
    int b = first & 0xFF;
    return b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
  }

  public static boolean isStart(byte b) {
    return (b & 0xC0) != 0x80;
  }

  /** Code points in a range. */
  public static int count(byte[] data, int offset, int length) {
    int points = 0;
    for (int i = offset; i < offset + length; i++) {
      // Continuation bytes are those below -64.
      points += data[i] > -65 ? 1 : 0;
    }
    return points;
  }

  /** The position after so many code points from {@code at}, at most {@code end}. */
  public static int skip(byte[] data, int at, int end, long points) {
    int position = at;
    while (points > 0 && position < end) {
      position++;
      while (position < end && !isStart(data[position])) {
        position++;
      }
      points--;
    }
    return position;
  }

  public static boolean isAscii(byte[] data, int offset, int length) {
    int bits = 0;
    for (int i = offset; i < offset + length; i++) {
      bits |= data[i];
    }
    return bits >= 0;
  }

  /** The code point at a position. */
  public static int codePoint(byte[] data, int at) {
    int b = data[at] & 0xFF;
    return switch (width(data[at])) {
      case 1 -> b;
      case 2 -> (b & 0x1F) << 6 | data[at + 1] & 0x3F;
      case 3 -> (b & 0x0F) << 12 | (data[at + 1] & 0x3F) << 6 | data[at + 2] & 0x3F;
      default ->
          (b & 0x07) << 18
              | (data[at + 1] & 0x3F) << 12
              | (data[at + 2] & 0x3F) << 6
              | data[at + 3] & 0x3F;
    };
  }
}
