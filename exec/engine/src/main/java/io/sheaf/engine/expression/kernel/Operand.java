package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import java.util.Arrays;

/**
 * One argument of a kernel as an array. Constants are spelled out, once for as long as the same
 * constant comes back; for one thread.
 */
public final class Operand {
  private Column filledFrom;
  private int filledRows;
  private Column pairsFrom;
  private long[] pairs = {};
  private byte[] booleans = {};
  private int[] ints = {};
  private long[] longs = {};
  private float[] floats = {};
  private double[] doubles = {};

  private boolean isFilled(Column value, int rows) {
    if (filledFrom == value && filledRows >= rows) {
      return true;
    }
    filledFrom = value;
    filledRows = rows;
    return false;
  }

  public byte[] booleans(Column column, int rows) {
    return switch (column) {
      case BooleanColumn c -> c.values();
      case ConstantColumn c -> {
        if (!isFilled(c.value(), rows)) {
          booleans = new byte[rows];
          Arrays.fill(booleans, ((BooleanColumn) c.value()).values()[0]);
        }
        yield booleans;
      }
      case Column other -> throw unexpected(other);
    };
  }

  public int[] ints(Column column, int rows) {
    return switch (column) {
      case IntColumn c -> c.values();
      case ConstantColumn c -> {
        if (!isFilled(c.value(), rows)) {
          ints = new int[rows];
          Arrays.fill(ints, ((IntColumn) c.value()).values()[0]);
        }
        yield ints;
      }
      case Column other -> throw unexpected(other);
    };
  }

  public long[] longs(Column column, int rows) {
    return switch (column) {
      case LongColumn c -> c.values();
      case ConstantColumn c -> {
        if (!isFilled(c.value(), rows)) {
          longs = new long[rows];
          Arrays.fill(longs, ((LongColumn) c.value()).values()[0]);
        }
        yield longs;
      }
      case Column other -> throw unexpected(other);
    };
  }

  public float[] floats(Column column, int rows) {
    return switch (column) {
      case FloatColumn c -> c.values();
      case ConstantColumn c -> {
        if (!isFilled(c.value(), rows)) {
          floats = new float[rows];
          Arrays.fill(floats, ((FloatColumn) c.value()).values()[0]);
        }
        yield floats;
      }
      case Column other -> throw unexpected(other);
    };
  }

  public double[] doubles(Column column, int rows) {
    return switch (column) {
      case DoubleColumn c -> c.values();
      case ConstantColumn c -> {
        if (!isFilled(c.value(), rows)) {
          doubles = new double[rows];
          Arrays.fill(doubles, ((DoubleColumn) c.value()).values()[0]);
        }
        yield doubles;
      }
      case Column other -> throw unexpected(other);
    };
  }

  /** A decimal of either width as (low, high) pairs. */
  public long[] pairs(Column column, int rows) {
    if (column instanceof Int128Column c) {
      return c.values();
    }
    boolean constant = column instanceof ConstantColumn;
    Column source = column instanceof ConstantColumn c ? c.value() : column;
    if (constant && pairsFrom == source && pairs.length >= 2 * rows) {
      return pairs;
    }
    pairsFrom = constant ? source : null;
    if (pairs.length < 2 * rows) {
      pairs = new long[2 * rows];
    }
    if (constant) {
      long low = low(source, 0);
      long high = high(source, 0);
      for (int i = 0; i < pairs.length; i += 2) {
        pairs[i] = low;
        pairs[i + 1] = high;
      }
    } else if (source instanceof LongColumn c) {
      long[] values = c.values();
      for (int i = 0; i < rows; i++) {
        pairs[2 * i] = values[i];
        pairs[2 * i + 1] = values[i] >> 63;
      }
    } else {
      throw unexpected(source);
    }
    return pairs;
  }

  /** Whether a decimal's values are longs. */
  public static boolean isLong(Column column) {
    return column instanceof LongColumn
        || column instanceof ConstantColumn c && c.value() instanceof LongColumn;
  }

  /** The low word of a decimal of either width. */
  public static long low(Column column, int row) {
    return switch (column) {
      case LongColumn c -> c.values()[row];
      case Int128Column c -> c.values()[2 * row];
      case ConstantColumn c -> low(c.value(), 0);
      case Column other -> throw unexpected(other);
    };
  }

  /** The high word of a decimal of either width. */
  public static long high(Column column, int row) {
    return switch (column) {
      case LongColumn c -> c.values()[row] >> 63;
      case Int128Column c -> c.values()[2 * row + 1];
      case ConstantColumn c -> high(c.value(), 0);
      case Column other -> throw unexpected(other);
    };
  }

  static SheafException unexpected(Column column) {
    return SheafException.bug(
        column.getClass().getSimpleName() + " of " + column.type().sql() + " as an argument");
  }
}
