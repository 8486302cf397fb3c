package io.sheaf.columnar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows that are moved within a column's arrays are those that are gathered into new ones. */
class MoveToFrontTest {
  private static final int MOST_ROWS = 300;
  private static final byte[] TEXT = "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);

  @Test
  void movedRowsAreTheGatheredOnes() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(MOST_ROWS);
      int[] chosen = chosen(random, rows);
      for (Column column : columns(random, rows)) {
        Column gathered = Columns.gather(column, chosen, chosen.length);
        Columns.moveToFront(column, chosen, chosen.length);
        for (int row = 0; row < chosen.length; row++) {
          assertEquals(
              value(gathered, row),
              value(column, row),
              column.getClass().getSimpleName() + ", row " + row + ", seed " + seed);
        }
      }
    }
  }

  private static int[] chosen(Random random, int rows) {
    int percent = random.nextInt(101);
    return IntStream.range(0, rows).filter(row -> random.nextInt(100) < percent).toArray();
  }

  /** One of each kind. */
  private static List<Column> columns(Random random, int rows) {
    int[] ints = random.ints(rows).toArray();
    int[] places = random.ints(rows, 0, TEXT.length / 2).toArray();
    byte[][] buffers = {TEXT, "0123456789abcdefghijklmnop".getBytes(StandardCharsets.UTF_8)};
    byte[] booleans = new byte[rows];
    float[] floats = new float[rows];
    for (int row = 0; row < rows; row++) {
      booleans[row] = (byte) (ints[row] & 1);
      floats[row] = random.nextFloat();
    }
    Dictionary dictionary = new Dictionary(TEXT, IntStream.range(0, 20).toArray(), 19);
    return List.of(
        new BooleanColumn(Simple.BOOLEAN, booleans, validity(random, rows)),
        new IntColumn(Simple.INTEGER, ints, validity(random, rows)),
        new LongColumn(Simple.BIGINT, random.longs(rows).toArray(), validity(random, rows)),
        new FloatColumn(Simple.REAL, floats, validity(random, rows)),
        new DoubleColumn(Simple.DOUBLE, random.doubles(rows).toArray(), validity(random, rows)),
        new Int128Column(
            new DataType.Decimal(38, 0), random.longs(2 * rows).toArray(), validity(random, rows)),
        new TextColumn(
            Simple.VARCHAR,
            buffers,
            random.ints(rows, 0, 2).toArray(),
            places,
            places.clone(),
            validity(random, rows)),
        new TextColumn(
            Simple.VARCHAR,
            new byte[][] {TEXT},
            null,
            places.clone(),
            places.clone(),
            validity(random, rows)),
        new DictionaryColumn(
            Simple.VARCHAR, dictionary, random.ints(rows, 0, 19).toArray(), validity(random, rows)),
        new ConstantColumn(new IntColumn(Simple.INTEGER, new int[] {7})));
  }

  /** Bits for the rows, or none at all. */
  private static long[] validity(Random random, int rows) {
    return random.nextInt(4) == 0 ? null : random.longs(Validity.words(rows)).toArray();
  }

  private static Object value(Column column, int row) {
    if (column.isNull(row)) {
      return "NULL";
    }
    return switch (column) {
      case BooleanColumn c -> c.values()[row];
      case IntColumn c -> c.values()[row];
      case LongColumn c -> c.values()[row];
      case FloatColumn c -> c.values()[row];
      case DoubleColumn c -> c.values()[row];
      case Int128Column c -> List.of(c.values()[2 * row], c.values()[2 * row + 1]);
      case TextColumn c -> c.string(row);
      case DictionaryColumn c ->
          new String(c.dictionary().bytes(c.codes()[row]), StandardCharsets.UTF_8);
      case ConstantColumn c -> value(c.value(), 0);
    };
  }
}
