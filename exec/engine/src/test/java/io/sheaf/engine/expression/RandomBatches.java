package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random values, columns in every form they may take, and batches with selections. */
final class RandomBatches {
  private static final String[] PIECES = {
    "a", "b", "ab", "A", "B", "é", "É", "日", "😀", "%", "_", " ", "x", "12", "-", "special", "green"
  };

  private final Random random;

  RandomBatches(Random random) {
    this.random = random;
  }

  /**
   * Rows as values (see {@link RowReference}) and the batch that holds them.
   *
   * @param values by row, then by column
   */
  record Sample(Batch batch, Object[][] values) {}

  Sample sample(List<DataType> types, int rows) {
    Object[][] values = new Object[rows][types.size()];
    List<Column> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Selection selection = selection(rows);
    for (int c = 0; c < types.size(); c++) {
      Object[] column = new Object[rows];
      double nulls = random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2) * 0.1;
      boolean constant = random.nextInt(8) == 0;
      Object[] few = {value(types.get(c)), value(types.get(c)), value(types.get(c))};
      boolean repeats = random.nextBoolean();
      Object same = random.nextDouble() < nulls ? null : value(types.get(c));
      for (int row = 0; row < rows; row++) {
        column[row] =
            constant
                ? same
                : random.nextDouble() < nulls
                    ? null
                    : repeats ? few[random.nextInt(3)] : value(types.get(c));
        values[row][c] = column[row];
      }
      columns.add(
          constant
              ? new ConstantColumn(column(types.get(c), new Object[] {same}, null))
              : column(types.get(c), column, selection));
      fields.add(new Field("c" + c, types.get(c), true));
    }
    Batch batch = Batch.borrowed(new Schema(fields), columns, rows);
    return new Sample(batch.withSelection(selection), values);
  }

  private Selection selection(int rows) {
    if (random.nextInt(3) == 0) {
      return null;
    }
    double share = random.nextDouble();
    int[] chosen = new int[rows];
    int n = 0;
    for (int row = 0; row < rows; row++) {
      if (random.nextDouble() < share) {
        chosen[n++] = row;
      }
    }
    return new Selection(chosen, n);
  }

  Object value(DataType type) {
    return switch (type) {
      case Simple s ->
          switch (s) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> integer(Byte.MAX_VALUE);
            case SMALLINT -> integer(Short.MAX_VALUE);
            case INTEGER -> integer(Integer.MAX_VALUE);
            case BIGINT -> integer(Long.MAX_VALUE);
            case REAL -> (float) floating();
            case DOUBLE -> floating();
            case DATE -> (long) random.nextInt(-200_000, 200_000);
            case TIME -> random.nextLong(86_400_000_000L);
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
                random.nextLong(-10_000_000_000_000_000L, 10_000_000_000_000_000L)
                    / (random.nextBoolean() ? 1 : 1_000_000)
                    * (random.nextBoolean() ? 1 : 1000);
            case INTERVAL_YEAR_MONTH -> (long) random.nextInt(-500, 500);
            case INTERVAL_DAY_TIME ->
                random.nextLong(-100_000_000_000_000L, 100_000_000_000_000L)
                    / 86_400_000_000L
                    * (random.nextBoolean() ? 86_400_000_000L : 1_234_567L);
            case VARBINARY, NULL -> null;
          };
      case DataType.Decimal d -> decimal(d);
      case DataType.Varchar v -> text(v.length());
      case DataType.Char c -> text(c.length());
    };
  }

  private long integer(long most) {
    return switch (random.nextInt(6)) {
      case 0 -> most - random.nextInt(2);
      case 1 -> -most - random.nextInt(2);
      case 2 -> random.nextLong(-most, most);
      default -> random.nextInt(-12, 13);
    };
  }

  private double floating() {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 2 -> random.nextGaussian() * 1e10;
      case 3 -> random.nextInt(-3, 4) + 0.5;
      case 4 -> random.nextBoolean() ? 0.0 : -0.0;
      default -> random.nextInt(-1000, 1000) / 8.0;
    };
  }

  private BigDecimal decimal(DataType.Decimal type) {
    BigInteger limit = BigInteger.TEN.pow(type.precision());
    BigInteger unscaled =
        switch (random.nextInt(5)) {
          case 0 -> limit.subtract(BigInteger.ONE);
          case 1 -> new BigInteger(limit.bitLength() + 1, random).mod(limit);
          case 2 -> BigInteger.ZERO;
          default -> BigInteger.valueOf(random.nextInt(2000)).mod(limit);
        };
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private String text(int most) {
    int[] points = text().codePoints().limit(most).toArray();
    return new String(points, 0, points.length);
  }

  /** Values as a column; rows that are null or not selected may hold anything that is safe. */
  Column column(DataType type, Object[] values, Selection selection) {
    int rows = values.length;
    long[] validity = validity(values);
    return switch (type.storage()) {
      case BOOLEAN -> {
        byte[] out = new byte[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = (byte) (values[i] == null ? random.nextInt(2) : (Boolean) values[i] ? 1 : 0);
        }
        yield new BooleanColumn(type, out, validity);
      }
      case INT -> {
        int[] out = new int[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? random.nextInt() : Math.toIntExact((Long) values[i]);
        }
        yield new IntColumn(type, out, validity);
      }
      case FLOAT -> {
        float[] out = new float[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? random.nextFloat() : (Float) values[i];
        }
        yield new FloatColumn(type, out, validity);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? random.nextDouble() : (Double) values[i];
        }
        yield new DoubleColumn(type, out, validity);
      }
      case LONG, INT128 ->
          type instanceof DataType.Decimal d
              ? decimals(d, values, validity)
              : longs(type, values, validity);
      case TEXT -> texts(type, values, validity, selection);
    };
  }

  private long[] validity(Object[] values) {
    long[] bits = Validity.allValid(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        Validity.setNull(bits, i);
      }
    }
    return Validity.anyNull(bits, values.length) || random.nextInt(5) == 0 ? bits : null;
  }

  private Column longs(DataType type, Object[] values, long[] validity) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] == null ? random.nextLong() : (Long) values[i];
    }
    return new LongColumn(type, out, validity);
  }

  private Column decimals(DataType.Decimal type, Object[] values, long[] validity) {
    boolean fits = true;
    long[] pairs = new long[2 * values.length];
    long[] longs = new long[values.length];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        longs[i] = random.nextLong();
        pairs[2 * i] = random.nextLong();
        pairs[2 * i + 1] = random.nextLong();
        continue;
      }
      BigInteger unscaled = ((BigDecimal) values[i]).unscaledValue();
      Int128.fromBigInteger(unscaled, pairs, 2 * i);
      fits &= unscaled.bitLength() <= 63;
      longs[i] = unscaled.longValue();
      least = Math.min(least, longs[i]);
      most = Math.max(most, longs[i]);
    }
    if (!fits || type.precision() > 18 && random.nextBoolean()) {
      return new Int128Column(type, pairs, validity);
    }
    LongColumn.Interval interval =
        least <= most && random.nextBoolean() ? new LongColumn.Interval(least, most) : null;
    return new LongColumn(type, longs, validity, interval);
  }

  private Column texts(DataType type, Object[] values, long[] validity, Selection selection) {
    return random.nextBoolean()
        ? dictionary(type, values, validity)
        : views(type, values, validity, selection);
  }

  private Column dictionary(DataType type, Object[] values, long[] validity) {
    List<String> entries = new ArrayList<>();
    int[] codes = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        continue;
      }
      int code = entries.indexOf((String) values[i]);
      if (code < 0) {
        code = entries.size();
        entries.add((String) values[i]);
      }
      codes[i] = code;
    }
    // Entries that no row has must not matter, even if functions fail for them.
    for (int i = random.nextInt(3) * 200 * random.nextInt(2); i > 0; i--) {
      entries.add(text());
    }
    StringBuilder all = new StringBuilder();
    int[] offsets = new int[entries.size() + 1];
    for (int i = 0; i < entries.size(); i++) {
      all.append(entries.get(i));
      offsets[i + 1] = offsets[i] + entries.get(i).getBytes(StandardCharsets.UTF_8).length;
    }
    byte[] data = all.toString().getBytes(StandardCharsets.UTF_8);
    return new DictionaryColumn(
        type, new Dictionary(data, offsets, entries.size()), codes, validity);
  }

  private Column views(DataType type, Object[] values, long[] validity, Selection selection) {
    int buffers = random.nextInt(1, 4);
    StringBuilder[] texts = new StringBuilder[buffers];
    int[] sizes = new int[buffers];
    for (int b = 0; b < buffers; b++) {
      texts[b] = new StringBuilder();
    }
    int[] ids = new int[values.length];
    int[] offsets = new int[values.length];
    int[] lengths = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ids[i] = random.nextInt(buffers);
      offsets[i] = sizes[ids[i]];
      if (values[i] != null) {
        texts[ids[i]].append(values[i]);
        lengths[i] = ((String) values[i]).getBytes(StandardCharsets.UTF_8).length;
        sizes[ids[i]] += lengths[i];
      }
    }
    if (selection != null) {
      poison(selection, ids, offsets, lengths);
    }
    byte[][] bytes = new byte[buffers][];
    for (int b = 0; b < buffers; b++) {
      bytes[b] = texts[b].toString().getBytes(StandardCharsets.UTF_8);
    }
    return new TextColumn(type, bytes, buffers == 1 ? null : ids, offsets, lengths, validity);
  }

  /** Rows that are not selected hold views of nothing. */
  private static void poison(Selection selection, int[] ids, int[] offsets, int[] lengths) {
    boolean[] selected = new boolean[ids.length];
    for (int k = 0; k < selection.count(); k++) {
      selected[selection.rows()[k]] = true;
    }
    for (int i = 0; i < ids.length; i++) {
      if (!selected[i]) {
        ids[i] = 99;
        offsets[i] = -1;
        lengths[i] = Integer.MAX_VALUE;
      }
    }
  }
}
