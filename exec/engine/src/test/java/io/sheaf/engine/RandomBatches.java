package io.sheaf.engine;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.BooleanColumn;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
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
import io.sheaf.columnar.values.JavaValues;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/**
 * Random batches in every shape that operators must take: nulls, selections, constants,
 * dictionaries, text over several buffers, decimals in both storages. The seed comes from {@code
 * -Dsheaf.seed} or the clock and is part of {@link #toString()}, for assertion messages.
 */
public final class RandomBatches {
  private final long seed;
  private final Random random;
  private final List<Dictionary> dictionaries = new ArrayList<>();
  private int domain = 20;

  public RandomBatches() {
    this(Long.getLong("sheaf.seed", System.nanoTime()));
  }

  public RandomBatches(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    System.out.println("seed " + seed);
  }

  /** How many different values a column has, about. */
  public RandomBatches withDomain(int newDomain) {
    domain = newDomain;
    return this;
  }

  public Random random() {
    return random;
  }

  /** Nullable columns c0, c1, ... of these types. */
  public static Schema schema(DataType... types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field("c" + fields.size(), type, true));
    }
    return new Schema(fields);
  }

  /** A batch of so many rows; with a selection (of at least one row) one time in three. */
  public Batch batch(Schema schema, int rows) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      boolean constant = random.nextInt(12) == 0;
      Column column = column(field.type(), constant ? 1 : rows, field.nullable());
      columns.add(constant ? new ConstantColumn(column) : column);
    }
    Batch batch = Batch.frozen(schema, columns, rows);
    return random.nextInt(3) == 0 ? batch.withSelection(selection(rows)) : batch;
  }

  /** Batches of 1 to {@code batchRows} rows that hold {@code rows} rows before selection. */
  public List<Batch> batches(Schema schema, int rows, int batchRows) {
    List<Batch> batches = new ArrayList<>();
    for (int left = rows; left > 0; ) {
      int count = Math.min(left, 1 + random.nextInt(batchRows));
      batches.add(batch(schema, count));
      left -= count;
    }
    return batches;
  }

  private Selection selection(int rows) {
    int[] chosen = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (random.nextBoolean()) {
        chosen[count++] = i;
      }
    }
    return count == 0
        ? new Selection(new int[] {random.nextInt(rows)}, 1)
        : new Selection(chosen, count);
  }

  /** A dense column; nulls one time in two if allowed. */
  public Column column(DataType type, int rows, boolean nullable) {
    long[] validity = nullable && random.nextBoolean() ? validity(rows) : null;
    int[] picks = new int[rows];
    for (int i = 0; i < rows; i++) {
      picks[i] = random.nextInt(domain) - domain / 4;
    }
    return switch (type.storage()) {
      case BOOLEAN -> {
        byte[] out = new byte[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = (byte) (picks[i] & 1);
        }
        yield new BooleanColumn(type, out, validity);
      }
      case INT -> new IntColumn(type, picks, validity);
      case FLOAT -> {
        float[] out = new float[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = picks[i] / 4f;
        }
        yield new FloatColumn(type, out, validity);
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        for (int i = 0; i < rows; i++) {
          out[i] = picks[i] / 4.0;
        }
        yield new DoubleColumn(type, out, validity);
      }
      case LONG -> {
        long[] out = longs(picks);
        if (type == DataType.Simple.TIME) {
          Arrays.setAll(out, i -> Math.floorMod(out[i], 86_400_000_000L));
        }
        yield new LongColumn(type, out, validity);
      }
      case INT128 ->
          random.nextBoolean()
              ? new LongColumn(type, longs(picks), validity)
              : new Int128Column(type, wides(picks, (Decimal) type), validity);
      case TEXT -> text(type, picks, validity);
    };
  }

  private long[] validity(int rows) {
    long[] bits = Validity.allValid(rows);
    for (int i = 0; i < rows; i++) {
      if (random.nextInt(4) == 0) {
        Validity.setNull(bits, i);
      }
    }
    return bits;
  }

  private long[] longs(int[] picks) {
    return Arrays.stream(picks).mapToLong(pick -> pick).toArray();
  }

  /** Values inside and, where the precision allows it, beyond 64 bits. */
  private static long[] wides(int[] picks, Decimal type) {
    long[] out = new long[2 * picks.length];
    for (int i = 0; i < picks.length; i++) {
      out[2 * i] = picks[i];
      out[2 * i + 1] = picks[i] >> 31;
      if (type.precision() > 25 && picks[i] % 3 == 0) {
        out[2 * i + 1] += picks[i] % 7;
      }
    }
    return out;
  }

  private Column text(DataType type, int[] picks, long[] validity) {
    String[] words = Arrays.stream(picks).mapToObj(RandomBatches::word).toArray(String[]::new);
    if (random.nextBoolean()) {
      return dictionaryColumn(type, picks, validity);
    }
    int buffers = 1 + random.nextInt(2);
    ByteArrayOutputStream[] bytes = {new ByteArrayOutputStream(), new ByteArrayOutputStream()};
    bytes[0].writeBytes("pad".getBytes(StandardCharsets.UTF_8));
    int[] ids = new int[words.length];
    int[] offsets = new int[words.length];
    int[] lengths = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      ids[i] = random.nextInt(buffers);
      byte[] word = words[i].getBytes(StandardCharsets.UTF_8);
      offsets[i] = bytes[ids[i]].size();
      lengths[i] = word.length;
      bytes[ids[i]].writeBytes(word);
    }
    byte[][] data = new byte[buffers][];
    for (int i = 0; i < buffers; i++) {
      data[i] = bytes[i].toByteArray();
    }
    return new TextColumn(type, data, buffers == 1 ? null : ids, offsets, lengths, validity);
  }

  private Column dictionaryColumn(DataType type, int[] picks, long[] validity) {
    if (dictionaries.isEmpty() || random.nextInt(4) == 0) {
      dictionaries.add(dictionary());
    }
    Dictionary dictionary = dictionaries.get(random.nextInt(dictionaries.size()));
    int[] codes = new int[picks.length];
    for (int i = 0; i < picks.length; i++) {
      codes[i] = Math.floorMod(picks[i], dictionary.size());
    }
    return new DictionaryColumn(type, dictionary, codes, validity);
  }

  private Dictionary dictionary() {
    int size = 1 + random.nextInt(domain);
    int first = random.nextInt(3);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int[] offsets = new int[size + 1];
    for (int i = 0; i < size; i++) {
      text.writeBytes(word(first + i).getBytes(StandardCharsets.UTF_8));
      offsets[i + 1] = text.size();
    }
    return new Dictionary(text.toByteArray(), offsets, size);
  }

  private static String word(int pick) {
    return switch (Math.floorMod(pick, 4)) {
      case 0 -> pick == 0 ? "" : "a" + pick;
      case 1 -> "äé" + pick;
      case 2 -> "a longer word that fills more than sixteen bytes " + pick;
      default -> "z" + pick;
    };
  }

  /** The selected rows as Java values. */
  public static List<List<Object>> rows(Batch batch) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < batch.selectedRows(); i++) {
      int row = batch.selection() == null ? i : batch.selection().rows()[i];
      List<Object> values = new ArrayList<>();
      for (Column column : batch.columns()) {
        values.add(JavaValues.get(column, row, ZoneOffset.UTC));
      }
      rows.add(values);
    }
    return rows;
  }

  public static List<List<Object>> rows(List<Batch> batches) {
    return batches.stream().flatMap(batch -> rows(batch).stream()).toList();
  }

  /** Drains and closes a stream. */
  public static List<List<Object>> drain(BatchStream stream) {
    List<List<Object>> rows = new ArrayList<>();
    try (stream) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        rows.addAll(rows(batch));
      }
    }
    return rows;
  }

  /** A stream over batches. */
  public static BatchStream stream(Schema schema, List<Batch> batches) {
    Iterator<Batch> left = batches.iterator();
    return new BatchStream() {
      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Batch next() {
        return left.hasNext() ? left.next() : null;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String toString() {
    return "seed " + seed;
  }
}
