package io.sheaf.parquet;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.DoubleColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.FloatColumn;
import io.sheaf.columnar.Int128Column;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.TextColumn;
import io.sheaf.columnar.Validity;
import io.sheaf.connector.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random columns of every type, as values and as batches in all the forms that batches have. */
final class TestData {
  static final List<DataType> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          new Decimal(7, 2),
          new Decimal(15, 3),
          new Decimal(18, 0),
          new Decimal(25, 4),
          new Decimal(38, 10),
          DataType.VARCHAR,
          new DataType.Varchar(20),
          new DataType.Char(5),
          Simple.VARBINARY,
          Simple.DATE,
          Simple.TIME,
          Simple.TIMESTAMP,
          Simple.TIMESTAMP_WITH_TIME_ZONE,
          Simple.INTERVAL_YEAR_MONTH,
          Simple.INTERVAL_DAY_TIME,
          Simple.NULL);

  private TestData() {}

  static Schema schema(List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new Field("c" + i, types.get(i), true));
    }
    return new Schema(fields);
  }

  /** Rows of values in the form of {@link #value}, null for NULL, column by column. */
  static List<Object[]> random(Random random, Schema schema, int rows) {
    List<Object[]> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      double nullShare = field.nullable() ? new double[] {0, 0, 0.1, 0.9, 1}[random.nextInt(5)] : 0;
      int distinct = new int[] {1, 2, 7, 100, 5000, Integer.MAX_VALUE}[random.nextInt(6)];
      boolean runs = random.nextInt(3) == 0;
      Object[] pool = new Object[Math.min(distinct, 5000)];
      for (int i = 0; i < pool.length; i++) {
        pool[i] = one(random, field.type());
      }
      Object[] values = new Object[rows];
      for (int i = 0; i < rows; i++) {
        boolean repeat = runs && i > 0 && random.nextInt(20) != 0;
        if (repeat) {
          values[i] = values[i - 1];
        } else if (field.type() != Simple.NULL && random.nextDouble() >= nullShare) {
          values[i] =
              distinct == Integer.MAX_VALUE
                  ? one(random, field.type())
                  : pool[random.nextInt(pool.length)];
        }
      }
      columns.add(values);
    }
    return columns;
  }

  private static Object one(Random random, DataType type) {
    return switch (type) {
      case Simple s ->
          switch (s) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (long) (byte) random.nextInt();
            case SMALLINT -> (long) (short) random.nextInt();
            case INTEGER -> (long) random.nextInt();
            case DATE -> (long) random.nextInt(-700_000, 2_900_000);
            case INTERVAL_YEAR_MONTH -> (long) random.nextInt();
            case BIGINT, INTERVAL_DAY_TIME -> random.nextLong() >> random.nextInt(64);
            case TIME -> random.nextLong(86_400_000_000L);
            case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
                random.nextLong(-60_000_000_000_000_000L, 200_000_000_000_000_000L);
            case REAL -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE ->
                random.nextInt(20) == 0 ? -0.0 : Double.longBitsToDouble(random.nextLong());
            case VARBINARY -> {
              byte[] bytes = new byte[random.nextInt(40)];
              random.nextBytes(bytes);
              yield new Bytes(bytes);
            }
            case NULL -> null;
          };
      case Decimal d -> {
        BigInteger limit = BigInteger.TEN.pow(d.precision());
        BigInteger value =
            random.nextInt(3) == 0
                ? BigInteger.valueOf(random.nextInt(2000) - 1000)
                : new BigInteger(130, random);
        yield value.remainder(limit).multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
      }
      case DataType.Varchar v -> text(random, v.length() == DataType.Varchar.UNBOUNDED ? 200 : 20);
      case DataType.Char c -> text(random, 5);
    };
  }

  private static Bytes text(Random random, int most) {
    int length =
        random.nextInt(10) == 0 ? random.nextInt(most + 1) : random.nextInt(Math.min(most, 12) + 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextInt(8) == 0
              ? new int[] {0xE9, 0x20AC, 0x1F600, 0}[random.nextInt(4)]
              : 'a' + random.nextInt(26));
    }
    return new Bytes(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A batch of rows {@code from} to {@code to}, in a form chosen at random. */
  static Batch batch(Random random, Schema schema, List<Object[]> values, int from, int to) {
    int rows = to - from;
    boolean select = random.nextInt(3) == 0;
    int[] rowNumbers = new int[rows];
    int total = 0;
    for (int i = 0; i < rows; i++) {
      total += select ? random.nextInt(3) : 0;
      rowNumbers[i] = total++;
    }
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < schema.size(); c++) {
      Object[] spread = new Object[Math.max(1, total)];
      boolean same = true;
      for (int i = 0; i < rows; i++) {
        spread[rowNumbers[i]] = values.get(c)[from + i];
        same &= java.util.Objects.equals(values.get(c)[from + i], values.get(c)[from]);
      }
      Column column = column(random, schema.type(c), spread, total);
      columns.add(
          same && rows > 0 && random.nextBoolean()
              ? new ConstantColumn(Columns.gather(column, new int[] {rowNumbers[0]}, 1))
              : column);
    }
    Batch batch = Batch.borrowed(schema, columns, total);
    return select ? batch.withSelection(new Selection(rowNumbers, rows)) : batch;
  }

  static Column column(Random random, DataType type, Object[] values, int rows) {
    long[] validity = Validity.allValid(rows);
    for (int i = 0; i < rows; i++) {
      if (values[i] == null) {
        Validity.setNull(validity, i);
      }
    }
    long[] bits = Validity.anyNull(validity, rows) || random.nextInt(4) == 0 ? validity : null;
    return switch (type.storage()) {
      case BOOLEAN -> {
        byte[] out = new byte[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = (byte) (Boolean.TRUE.equals(values[i]) ? 1 : 0);
        }
        yield new BooleanColumn(type, out, bits);
      }
      case INT -> {
        int[] out = new int[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? 0 : (int) (long) (Long) values[i];
        }
        yield new IntColumn(type, out, bits);
      }
      case FLOAT -> {
        float[] out = new float[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? 0 : (Float) values[i];
        }
        yield new FloatColumn(type, out, bits);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = values[i] == null ? 0 : (Double) values[i];
        }
        yield new DoubleColumn(type, out, bits);
      }
      case LONG, INT128 -> numbers(random, type, values, rows, bits);
      case TEXT -> text(random, type, values, rows, bits);
    };
  }

  private static Column numbers(
      Random random, DataType type, Object[] values, int rows, long[] bits) {
    long[] low = new long[rows];
    long[] pairs = new long[2 * rows];
    boolean fits = true;
    for (int i = 0; i < rows; i++) {
      BigInteger value =
          values[i] instanceof BigInteger big
              ? big
              : BigInteger.valueOf(values[i] == null ? 0 : (Long) values[i]);
      low[i] = value.longValue();
      pairs[2 * i] = value.longValue();
      pairs[2 * i + 1] = value.shiftRight(64).longValue();
      fits &= value.bitLength() < 64;
    }
    boolean decimal = type instanceof Decimal;
    return !fits || decimal && random.nextBoolean()
        ? new Int128Column(type, pairs, bits)
        : new LongColumn(type, low, bits);
  }

  private static Column text(Random random, DataType type, Object[] values, int rows, long[] bits) {
    if (random.nextBoolean()) {
      List<byte[]> entries = new ArrayList<>();
      entries.add(new byte[0]);
      int[] codes = new int[rows];
      java.util.Map<Object, Integer> known = new java.util.HashMap<>();
      for (int i = 0; i < rows; i++) {
        if (values[i] != null) {
          codes[i] =
              known.computeIfAbsent(
                  values[i],
                  v -> {
                    entries.add(((Bytes) v).value());
                    return entries.size() - 1;
                  });
        }
      }
      int[] offsets = new int[entries.size() + 1];
      for (int i = 0; i < entries.size(); i++) {
        offsets[i + 1] = offsets[i] + entries.get(i).length;
      }
      byte[] data = new byte[offsets[entries.size()]];
      for (int i = 0; i < entries.size(); i++) {
        System.arraycopy(entries.get(i), 0, data, offsets[i], entries.get(i).length);
      }
      return new DictionaryColumn(type, new Dictionary(data, offsets, entries.size()), codes, bits);
    }
    byte[][] buffers = new byte[rows + 1][];
    int[] ids = new int[rows];
    int[] offsets = new int[rows];
    int[] lengths = new int[rows];
    buffers[0] = new byte[0];
    for (int i = 0; i < rows; i++) {
      buffers[i + 1] = values[i] == null ? new byte[0] : ((Bytes) values[i]).value();
      ids[i] = i + 1;
      lengths[i] = buffers[i + 1].length;
    }
    return new TextColumn(type, buffers, ids, offsets, lengths, bits);
  }

  /**
   * A value as an object: Boolean, Long, Float, Double, BigInteger for decimals, Bytes; null for
   * NULL.
   */
  static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return null;
    }
    return switch (column) {
      case BooleanColumn c -> c.values()[row] != 0;
      case IntColumn c -> (long) c.values()[row];
      case LongColumn c ->
          c.type() instanceof Decimal
              ? (Object) BigInteger.valueOf(c.values()[row])
              : (Object) c.values()[row];
      case FloatColumn c -> c.values()[row];
      case DoubleColumn c -> c.values()[row];
      case Int128Column c ->
          BigInteger.valueOf(c.values()[2 * row + 1])
              .shiftLeft(64)
              .add(new BigInteger(Long.toUnsignedString(c.values()[2 * row])));
      case TextColumn c -> new Bytes(c.bytes(row));
      case DictionaryColumn c -> new Bytes(c.dictionary().bytes(c.codes()[row]));
      case ConstantColumn c -> value(c.value(), 0);
    };
  }
}
