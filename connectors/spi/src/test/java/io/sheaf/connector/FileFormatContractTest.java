package io.sheaf.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.SqlText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileFormat} does: rows of every type come back as they were written, and a
 * scan's columns, filter and limit are obeyed.
 */
public abstract class FileFormatContractTest {
  private final long seed = Long.getLong("sheaf.seed", System.nanoTime());
  private final MemoryPool pool = new MemoryPool(256 << 20);

  protected abstract FileFormat format();

  protected abstract FileStore store();

  /** An empty folder, without a slash at its end. */
  protected abstract String root();

  /** The types that the format can hold. */
  protected List<DataType> types() {
    return List.of(
        Simple.BOOLEAN,
        Simple.TINYINT,
        Simple.SMALLINT,
        Simple.INTEGER,
        Simple.BIGINT,
        Simple.REAL,
        Simple.DOUBLE,
        new DataType.Decimal(9, 2),
        new DataType.Decimal(18, 0),
        new DataType.Decimal(38, 10),
        DataType.VARCHAR,
        new DataType.Char(3),
        Simple.VARBINARY,
        Simple.DATE,
        Simple.TIME,
        Simple.TIMESTAMP,
        Simple.TIMESTAMP_WITH_TIME_ZONE);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertEquals(List.of(), pool.openLeases(), "seed " + seed);
  }

  private String path() {
    return root() + "/file." + format().extensions().getFirst();
  }

  private Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types()) {
      fields.add(new Field("c" + fields.size(), type, true));
    }
    return new Schema(fields);
  }

  private static void append(ColumnBuilder column, Random random, int row) {
    if (random.nextInt(5) == 0) {
      column.appendNull();
      return;
    }
    long second = random.nextLong(-2_000_000_000L, 4_000_000_000L);
    switch (column.type()) {
      case Simple s -> {
        switch (s) {
          case BOOLEAN -> column.appendBoolean(random.nextBoolean());
          case TINYINT -> column.appendInt((byte) random.nextInt());
          case SMALLINT -> column.appendInt((short) random.nextInt());
          case INTEGER -> column.appendInt(random.nextInt());
          case BIGINT -> column.appendLong(random.nextInt(4) == 0 ? row : random.nextLong());
          case REAL -> column.appendFloat(random.nextFloat() * 1000 - 500);
          case DOUBLE -> column.appendDouble(random.nextGaussian() * 1e6);
          case VARBINARY -> column.appendBytes(bytes(random));
          case DATE -> column.appendInt((int) Math.floorDiv(second, 86400));
          case TIME -> column.appendLong(random.nextLong(86_400_000_000L));
          case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE ->
              column.appendLong(second * 1_000_000 + random.nextInt(1_000_000));
          case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME, NULL ->
              throw new IllegalArgumentException(s.sql());
        }
      }
      case DataType.Decimal d ->
          column.appendDecimal(
              new BigDecimal(
                  new BigInteger((int) (d.precision() * 3.3) - 1, random)
                      .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)),
                  d.scale()));
      case DataType.Varchar v -> column.appendText(text(random));
      case DataType.Char c -> column.appendText("ab".substring(random.nextInt(2)));
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String text(Random random) {
    String[] pieces = {"", "a", "Straße", "\"quoted\"", ",", ";", "\n", " x ", "数", "NULL", "😀"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private Batch batch(Schema schema, int rows, Random random) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      ColumnBuilder builder = new ColumnBuilder(field.type(), rows);
      for (int row = 0; row < rows; row++) {
        append(builder, random, row);
      }
      columns.add(builder.build());
    }
    return Batch.frozen(schema, columns, rows);
  }

  private List<String> write(Schema schema, int... batchRows) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    try (MemoryLease lease = pool.lease("writer", true);
        WritableFile file = store().create(path());
        FileFormat.FileWriter writer = format().writer(file, schema, Map.of(), lease)) {
      for (int count : batchRows) {
        Batch batch = batch(schema, count, random);
        rows.addAll(texts(batch));
        writer.write(batch);
      }
      writer.finish();
      assertEquals(rows.size(), writer.rows());
      file.commit();
    }
    return rows;
  }

  private static List<String> texts(Batch batch) {
    Batch dense = batch.compact();
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < dense.rows(); row++) {
      List<String> values = new ArrayList<>();
      for (Column column : dense.columns()) {
        values.add(SqlText.of(JavaValues.get(column, row, ZoneOffset.UTC)));
      }
      rows.add(values.toString());
    }
    return rows;
  }

  private List<String> read(Schema schema, ScanRequest scan, int minimumSplits) {
    FileFormat.FileRequest request = new FileFormat.FileRequest(schema, scan, Map.of());
    FileInfo info = store().info(path());
    ScanContext context = ScanContext.of(pool);
    List<String> rows = new ArrayList<>();
    for (Split split : format().splits(store(), info, request, minimumSplits)) {
      try (BatchStream stream = format().open(store(), split, request, context)) {
        assertEquals(schema.select(scan.columns()), stream.schema());
        for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
          assertTrue(batch.rows() <= scan.batchRows(), "seed " + seed);
          assertTrue(batch.selectedRows() > 0, "seed " + seed);
          rows.addAll(texts(batch));
        }
        assertEquals(null, stream.next());
      }
    }
    return rows;
  }

  private static List<Integer> all(Schema schema) {
    return IntStream.range(0, schema.size()).boxed().toList();
  }

  @Test
  void rowsComeBackAsTheyWereWritten() {
    Schema schema = schema();
    List<String> written = write(schema, 1, 1000, 3000, 7);
    assertEquals(written, read(schema, ScanRequest.of(all(schema), 1024), 0), "seed " + seed);
    assertEquals(written, read(schema, ScanRequest.of(all(schema), 3), 0), "seed " + seed);
  }

  @Test
  void splitsHoldEveryRowOnce() {
    Schema schema = schema();
    List<String> written = write(schema, 500, 1500);
    List<String> read = read(schema, ScanRequest.of(all(schema), 100), 7);
    written.sort(Comparator.naturalOrder());
    read.sort(Comparator.naturalOrder());
    assertEquals(written, read, "seed " + seed);
  }

  @Test
  void columnsComeInTheOrderThatWasAsked() {
    Schema schema = schema();
    write(schema, 100);
    List<Integer> reversed = new ArrayList<>(all(schema)).reversed();
    List<String> forward = read(schema, ScanRequest.of(all(schema).subList(0, 2), 50), 0);
    List<String> backward =
        read(schema, ScanRequest.of(reversed.subList(schema.size() - 2, schema.size()), 50), 0);
    assertEquals(
        forward,
        backward.stream()
            .map(row -> row.substring(1, row.length() - 1).split(", ", 2))
            .map(pair -> "[" + pair[1] + ", " + pair[0] + "]")
            .toList(),
        "seed " + seed);
  }

  @Test
  void rowsAreCountedWithoutColumns() {
    Schema schema = schema();
    write(schema, 1000);
    assertEquals(1000, read(schema, ScanRequest.of(List.of(), 64), 0).size());
  }

  @Test
  void aColumnThatTheFileLacksIsNull() {
    write(new Schema(List.of(new Field("a", Simple.BIGINT, true))), 10);
    Schema table =
        Schema.of(new Field("new", DataType.VARCHAR, true), new Field("A", Simple.BIGINT, true));
    List<String> rows = read(table, ScanRequest.of(List.of(0, 1), 8), 0);
    assertEquals(10, rows.size());
    assertTrue(rows.stream().allMatch(row -> row.startsWith("[null, ")), rows.toString());
  }

  @Test
  void aFilterIsAppliedExactly() {
    Schema schema =
        Schema.of(
            new Field("t", DataType.VARCHAR, true),
            new Field("n", Simple.BIGINT, true),
            new Field("d", Simple.DATE, true));
    List<String> written = write(schema, 3000);
    ScanRequest scan =
        ScanRequest.of(List.of(0, 2, 1), 128)
            .withFilter(new ColumnFilter(List.of(new EvenNumbers(2))));
    List<String> read = read(schema, scan, 0);
    assertEquals(
        written.stream().filter(row -> EvenNumbers.accepts(row)).count(),
        read.size(),
        "seed " + seed);
  }

  /** Keeps the rows whose BIGINT is there and even. */
  private record EvenNumbers(int column) implements ColumnFilter.Part {
    static boolean accepts(String row) {
      String text = row.substring(0, row.lastIndexOf(", "));
      String number = text.substring(text.lastIndexOf(", ") + 2);
      return !number.equals("null") && Long.parseLong(number) % 2 == 0;
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }

    @Override
    public boolean canFail() {
      return false;
    }

    @Override
    public ColumnFilter.Evaluation open() {
      return (batch, selected) -> {
        LongColumn numbers = (LongColumn) batch.column(0);
        int count = 0;
        for (int row = 0; row < batch.rows(); row++) {
          if (!numbers.isNull(row) && numbers.values()[row] % 2 == 0) {
            selected[count++] = row;
          }
        }
        return count;
      };
    }
  }

  @Test
  void aLimitEndsTheScan() {
    Schema schema = schema();
    List<String> written = write(schema, 2000);
    ScanRequest scan = new ScanRequest(all(schema), ScanPredicate.ALL, null, 150, 100);
    List<String> read = read(schema, scan, 0);
    assertTrue(read.size() >= 150 && read.size() <= 200, read.size() + " rows");
    assertEquals(written.subList(0, read.size()), read, "seed " + seed);
  }

  @Test
  void anEmptyFileHasColumnsAndNoRows() {
    Schema schema = schema();
    write(schema);
    assertEquals(List.of(), read(schema, ScanRequest.of(all(schema), 10), 4));
    FileFormat.FileSummary summary = format().summarise(store(), store().info(path()), Map.of());
    assertEquals(
        schema.fields().stream().map(Field::name).toList(),
        summary.schema().fields().stream().map(Field::name).toList());
    assertEquals(0, summary.statistics().rows());
  }

  @Test
  void aSummaryKnowsColumnsAndRows() {
    Schema schema = schema();
    write(schema, 1000);
    FileFormat.FileSummary summary = format().summarise(store(), store().info(path()), Map.of());
    assertEquals(
        schema.fields().stream().map(Field::name).toList(),
        summary.schema().fields().stream().map(Field::name).toList());
    assertEquals(1000, summary.statistics().rows());
    assertEquals(schema.size(), summary.statistics().columns().size());
  }

  @Test
  void aStreamCanBeLeftAnyTime() {
    Schema schema = schema();
    write(schema, 2000);
    FileFormat.FileRequest request =
        new FileFormat.FileRequest(schema, ScanRequest.of(all(schema), 10), Map.of());
    for (Split split : format().splits(store(), store().info(path()), request, 0)) {
      BatchStream stream = format().open(store(), split, request, ScanContext.of(pool));
      stream.next();
      stream.close();
      stream.close();
    }
  }

  @Test
  void anUnknownOptionIsTheUsersMistake() {
    Schema schema = schema();
    write(schema, 1);
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> format().summarise(store(), store().info(path()), Map.of("nonsense", "1")));
    assertEquals(SheafException.Blame.USER, e.blame());
    assertTrue(e.getMessage().contains("nonsense"), e.getMessage());
  }
}
