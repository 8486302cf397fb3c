package io.sheaf.engine.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Dictionary;
import io.sheaf.columnar.DictionaryColumn;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.connector.memory.MemoryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The table that the operators are measured on: {@value #ROWS} rows, always the same. */
final class Facts {
  static final int ROWS = 1 << 20;

  /** Ascending in steps of four, as keys of an order are. */
  static final int CLUSTERED = 0;

  /** Any of {@link #ROWS} numbers. */
  static final int DENSE = 1;

  /** Any of as many numbers, far apart. */
  static final int SPARSE = 2;

  /** A few years of days. */
  static final int DAY = 3;

  /** A price with two digits behind the point. */
  static final int PRICE = 4;

  /** One of 25 words, as codes. */
  static final int WORD = 5;

  /** Six random words each. */
  static final int COMMENT = 6;

  private static final DataType TEXT = new DataType.Varchar(DataType.Varchar.UNBOUNDED);

  static final Schema SCHEMA =
      Schema.of(
          new Field("clustered", Simple.BIGINT, false),
          new Field("dense", Simple.BIGINT, false),
          new Field("sparse", Simple.BIGINT, false),
          new Field("day", Simple.DATE, false),
          new Field("price", new DataType.Decimal(12, 2), false),
          new Field("word", TEXT, false),
          new Field("comment", TEXT, false));

  private static final int WORDS = 25;
  private static final int BATCH = 8192;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Random random = new Random(42);
  private final List<String> words = new ArrayList<>();
  private final Dictionary dictionary;

  private Facts() {
    StringBuilder data = new StringBuilder();
    int[] offsets = new int[WORDS + 1];
    for (int w = 0; w < WORDS; w++) {
      String word = Long.toString(random.nextLong() >>> 1, 36).substring(0, 3 + w % 7);
      words.add(word);
      data.append(word);
      offsets[w + 1] = data.length();
    }
    dictionary = new Dictionary(data.toString().getBytes(US_ASCII), offsets, WORDS);
  }

  static MemoryTable table() {
    Facts facts = new Facts();
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; from += BATCH) {
      batches.add(Batch.frozen(SCHEMA, facts.columns(from), BATCH));
    }
    return MemoryTable.of("facts", SCHEMA, batches);
  }

  private List<Column> columns(int from) {
    long[] clustered = new long[BATCH];
    long[] dense = new long[BATCH];
    long[] sparse = new long[BATCH];
    int[] days = new int[BATCH];
    long[] prices = new long[BATCH];
    int[] codes = new int[BATCH];
    ColumnBuilder comments = new ColumnBuilder(TEXT, BATCH);
    for (int i = 0; i < BATCH; i++) {
      clustered[i] = from + i >> 2;
      dense[i] = random.nextInt(ROWS);
      sparse[i] = random.nextInt(ROWS) * SPREAD;
      days[i] = 8000 + random.nextInt(2500);
      prices[i] = random.nextInt(10_000_000);
      codes[i] = random.nextInt(words.size());
      comments.appendText(comment());
    }
    return List.of(
        new LongColumn(Simple.BIGINT, clustered),
        new LongColumn(Simple.BIGINT, dense),
        new LongColumn(Simple.BIGINT, sparse),
        new IntColumn(Simple.DATE, days),
        new LongColumn(SCHEMA.type(PRICE), prices),
        new DictionaryColumn(SCHEMA.type(WORD), dictionary, codes, null),
        comments.build());
  }

  private String comment() {
    StringBuilder text = new StringBuilder();
    for (int w = 0; w < 6; w++) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString();
  }
}
