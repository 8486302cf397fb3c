package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.memory.MemoryLease;

/**
 * Maps one key column's values to small numbers: 0 is NULL, others need {@link #bits()} bits. When
 * new values do not fit, wider bounds are proposed by {@link #read} and hold after {@link #commit};
 * codes given out before then move by {@link #move()}.
 */
abstract sealed class KeyCodes permits NumberCodes, TextCodes {
  /** What came of reading a chunk. */
  enum Outcome {
    /** The chunk's codes are known. */
    READY,
    /** No memory. */
    REFUSED,
    /** The values cannot be packed. */
    UNFIT
  }

  static boolean supports(DataType type) {
    return switch (type.storage()) {
      case BOOLEAN, INT, LONG -> true;
      case TEXT -> true;
      case FLOAT, DOUBLE -> false;
      case INT128 -> type instanceof Decimal d && d.precision() <= 18;
    };
  }

  static KeyCodes of(DataType type, long hashMask, MemoryLease lease) {
    return switch (type.storage()) {
      case TEXT -> new TextCodes(type, hashMask, lease);
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE, INT128 -> new NumberCodes(type);
    };
  }

  /** Looks at a chunk's values. */
  abstract Outcome read(Column column, int[] rows, int count);

  /** Bits of the codes in use. */
  abstract int bits();

  /** Bits of the codes that the chunk read last asks for. */
  abstract int wantedBits();

  /** What is added to codes (but 0) of before when the wanted bounds are taken. */
  abstract long move();

  /** Takes the wanted bounds. */
  abstract void commit();

  /**
   * Appends the codes of the chunk that was read.
   *
   * @param shift bits by which what is packed so far moves up; 64 starts anew
   */
  abstract void pack(long[] packed, int count, int shift);

  /**
   * The values behind codes.
   *
   * @param codes become the column's array, where that fits
   */
  abstract Column column(long[] codes, int count);

  abstract void clear();
}
