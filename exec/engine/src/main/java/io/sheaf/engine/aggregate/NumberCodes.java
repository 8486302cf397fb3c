package io.sheaf.engine.aggregate;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.columnar.Validity;

/** Codes of whole numbers: their distance from a base that lies at or below all of them. */
final class NumberCodes extends KeyCodes {
  private static final int MOST_BITS = 61;

  private final DataType type;
  private final long[] values = new long[GroupTable.CHUNK];
  private final boolean[] none = new boolean[GroupTable.CHUNK];
  private boolean anyNone;

  /** Codes 1 to 2^bits - 1 stand for base and what follows; no bits as long as nothing was read. */
  private long base;

  private int bits;
  private long wantedBase;
  private int wantedBits;

  NumberCodes(DataType type) {
    this.type = type;
  }

  /** Announces values that may come besides those that are read. */
  void expect(long least, long most) {
    want(least, most);
  }

  @Override
  Outcome read(Column column, int[] rows, int count) {
    extract(column, rows, count);
    anyNone = column.validity() != null;
    if (anyNone) {
      long some = bits > 0 ? base : 0;
      for (int i = 0; i < count; i++) {
        none[i] = column.isNull(rows[i]);
        if (none[i]) {
          values[i] = some;
        }
      }
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    return want(least, most) ? Outcome.READY : Outcome.UNFIT;
  }

  /** Widens the wanted bounds, with some room to grow; false when they are too far apart. */
  private boolean want(long least, long most) {
    boolean used = wantedBits > 0;
    long last = wantedBase + (1L << wantedBits) - 2;
    if (used && least >= wantedBase && most <= last) {
      return true;
    }
    long low = used ? Math.min(least, wantedBase) : least;
    long high = used ? Math.max(most, last) : most;
    long distance = high - low;
    if (distance < 0 || distance >= 1L << MOST_BITS - 1) {
      return false;
    }
    int needed = 64 - Long.numberOfLeadingZeros(distance + 1);
    long room = (1L << needed) - 2 - distance;
    if (used && least < wantedBase && low >= Long.MIN_VALUE + room) {
      low -= room;
    }
    if (low > Long.MAX_VALUE - (1L << needed)) {
      return false;
    }
    wantedBase = low;
    wantedBits = needed;
    return true;
  }

  private void extract(Column column, int[] rows, int count) {
    long[] out = values;
    switch (column) {
      case IntColumn c -> {
        int[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case LongColumn c -> {
        long[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case BooleanColumn c -> {
        byte[] from = c.values();
        for (int i = 0; i < count; i++) {
          out[i] = from[rows[i]];
        }
      }
      case Int128Column c -> {
        for (int i = 0; i < count; i++) {
          out[i] = c.values()[2 * rows[i]];
        }
      }
      case Column c -> throw SheafException.bug("not a whole number: " + c.type().sql());
    }
  }

  @Override
  int bits() {
    return bits;
  }

  /** What all values lie between. */
  Parting.NumberBounds bounds() {
    return new Parting.NumberBounds(base, base + (1L << bits) - 2);
  }

  @Override
  int wantedBits() {
    return wantedBits;
  }

  @Override
  long move() {
    return base - wantedBase;
  }

  @Override
  void commit() {
    base = wantedBase;
    bits = wantedBits;
  }

  @Override
  void pack(long[] packed, int count, int shift) {
    long offset = base - 1;
    long[] from = values;
    if (anyNone) {
      for (int i = 0; i < count; i++) {
        long code = none[i] ? 0 : from[i] - offset;
        packed[i] = shift == Long.SIZE ? code : packed[i] << shift | code;
      }
    } else if (shift == Long.SIZE) {
      for (int i = 0; i < count; i++) {
        packed[i] = from[i] - offset;
      }
    } else {
      for (int i = 0; i < count; i++) {
        packed[i] = packed[i] << shift | from[i] - offset;
      }
    }
  }

  @Override
  Column column(long[] codes, int count) {
    long[] validity = nonZero(codes, count);
    Storage storage = type.storage();
    if (storage == Storage.LONG || storage == Storage.INT128) {
      for (int i = 0; i < count; i++) {
        codes[i] += base - 1;
      }
      return new LongColumn(type, codes, validity);
    }
    if (storage == Storage.INT) {
      int[] out = new int[count];
      for (int i = 0; i < count; i++) {
        out[i] = (int) (codes[i] - 1 + base);
      }
      return new IntColumn(type, out, validity);
    }
    byte[] out = new byte[count];
    for (int i = 0; i < count; i++) {
      out[i] = (byte) (codes[i] - 1 + base & 1);
    }
    return new BooleanColumn(type, out, validity);
  }

  /** Validity bits of codes, or null when none is 0. */
  static long[] nonZero(long[] codes, int count) {
    long[] validity = null;
    for (int i = 0; i < count; i++) {
      if (codes[i] == 0) {
        if (validity == null) {
          validity = Validity.allValid(count);
        }
        Validity.setNull(validity, i);
      }
    }
    return validity;
  }

  @Override
  void clear() {
    bits = 0;
    wantedBits = 0;
  }
}
