package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.ScanRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer writes the reader reads: every type, codec, batch form and split. */
class RoundTripTest {
  @TempDir Path folder;
  private final Scans scans = new Scans();

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "uncompressed"})
  void everyType(String codec) {
    Random random = new Random(Scans.seed());
    for (int i = 0; i < 6; i++) {
      Schema schema = TestData.schema(TestData.TYPES);
      int rows = new int[] {0, 1, 100, 5000, 30_000, 45_000}[i];
      List<Object[]> values = TestData.random(random, schema, rows);
      int groupRows = rows == 5000 ? 1000 : 100_000;
      Path path = folder.resolve(codec + i + ".parquet");
      scans.write(
          random,
          path,
          schema,
          values,
          Map.of("compression", codec, "row_group_rows", String.valueOf(groupRows)));
      assertEquals(schema, scans.schema(path));
      List<List<Object>> expected = Scans.rows(values);
      int batchRows = i % 2 == 0 ? 8192 : 3;
      assertRows(expected, scans.read(path, batchRows, 0));
      assertRows(expected, scans.read(path, 1000, 7));
      RandomFilter.check(random, scans, path, expected);
    }
  }

  private static void assertRows(List<List<Object>> expected, List<List<Object>> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), "row " + i);
    }
  }

  @Test
  void splitsAreAsManyAsAskedFor() {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(DataType.Simple.INTEGER));
    for (int rows : new int[] {1, 3, 7, 1000}) {
      List<Object[]> values = TestData.random(random, schema, rows);
      Path path = folder.resolve("splits" + rows + ".parquet");
      scans.write(random, path, schema, values, Map.of("row_group_rows", "400"));
      int splits = scans.splits(path, ScanRequest.of(List.of(0), 10), 7).size();
      assertTrue(splits >= Math.min(7, rows), splits + " splits of " + rows + " rows");
      assertRows(Scans.rows(values), scans.read(path, 10, 7));
    }
  }

  @Test
  void notNullColumnsHaveNoLevels() {
    Random random = new Random(Scans.seed());
    Schema schema =
        Schema.of(
            new Field("a", DataType.Simple.BIGINT, false), new Field("b", DataType.VARCHAR, false));
    List<Object[]> values = TestData.random(random, schema, 50_000);
    Path path = folder.resolve("required.parquet");
    scans.write(random, path, schema, values, Map.of());
    assertEquals(schema, scans.schema(path));
    assertRows(Scans.rows(values), scans.read(path, 8192, 0));
  }

  @Test
  void dictionariesThatOverflowFallBackToPlain() {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(DataType.VARCHAR, DataType.Simple.BIGINT));
    // The first pages repeat a few values, the following do not.
    int rows = 150_000;
    Object[] texts = new Object[rows];
    Object[] longs = new Object[rows];
    for (int i = 0; i < rows; i++) {
      long value = i < 40_000 ? random.nextInt(100) : random.nextLong();
      texts[i] = random.nextInt(10) == 0 ? null : io.sheaf.connector.Bytes.of("text " + value);
      longs[i] = random.nextInt(10) == 0 ? null : value;
    }
    List<Object[]> values = List.of(texts, longs);
    Path path = folder.resolve("fallback.parquet");
    scans.write(random, path, schema, values, Map.of());
    assertRows(Scans.rows(values), scans.read(path, 8192, 0));
    assertRows(Scans.rows(values), scans.read(path, 777, 3));
    RandomFilter.check(random, scans, path, Scans.rows(values));
  }

  @Test
  void rowGroupsAreCutWhereMemoryIsShort() {
    Random random = new Random(Scans.seed());
    Schema schema =
        TestData.schema(List.of(DataType.Simple.BIGINT, DataType.VARCHAR, DataType.Simple.DOUBLE));
    int rows = 100_000;
    Object[] longs = new Object[rows];
    Object[] texts = new Object[rows];
    Object[] doubles = new Object[rows];
    for (int i = 0; i < rows; i++) {
      longs[i] = random.nextLong();
      texts[i] = io.sheaf.connector.Bytes.of("text " + random.nextLong());
      doubles[i] = random.nextDouble();
    }
    List<Object[]> values = List.of(longs, texts, doubles);
    Path path = folder.resolve("groups.parquet");
    long everything = 1L << 30;
    for (long limit : new long[] {100_000, 1 << 20, 3 << 20, everything}) {
      MemoryPool pool = new MemoryPool(limit);
      scans.write(pool, random, path, schema, values, Map.of());
      int groups = scans.splits(path, ScanRequest.of(List.of(0), 10), 1).size();
      assertEquals(limit == everything, groups == 1, groups + " row groups in " + limit);
      assertRows(Scans.rows(values), scans.read(path, 8192, 0));
      // All of it would be 4 MB, and the dictionaries that are tried as much again.
      assertTrue(pool.peakBytes() > 500_000, pool.peakBytes() + " of " + limit);
      assertTrue(pool.peakBytes() <= limit + (2 << 20), pool.peakBytes() + " of " + limit);
      assertEquals(0, pool.usedBytes());
    }
  }

  @Test
  void missingColumnsAreNull() {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(DataType.Simple.INTEGER));
    List<Object[]> values = TestData.random(random, schema, 100);
    Path path = folder.resolve("missing.parquet");
    scans.write(random, path, schema, values, Map.of());
    Schema wider = schema.concat(Schema.of(new Field("other", new DataType.Decimal(30, 2), true)));
    List<List<Object>> rows = scans.read(path, wider, ScanRequest.of(List.of(1, 0), 8192), 0);
    List<List<Object>> expected = new ArrayList<>();
    for (Object value : values.getFirst()) {
      List<Object> row = new ArrayList<>();
      row.add(null);
      row.add(value);
      expected.add(row);
    }
    assertRows(expected, rows);
  }

  @Test
  void narrowColumnsAreReadAsWiderOnes() {
    Random random = new Random(Scans.seed());
    Schema schema =
        TestData.schema(
            List.of(DataType.Simple.TINYINT, DataType.Simple.INTEGER, new DataType.Char(5)));
    List<Object[]> values = TestData.random(random, schema, 3000);
    Path path = folder.resolve("narrow.parquet");
    scans.write(random, path, schema, values, Map.of());
    Schema wider =
        TestData.schema(List.of(DataType.Simple.INTEGER, DataType.Simple.BIGINT, DataType.VARCHAR));
    assertRows(
        Scans.rows(values), scans.read(path, wider, ScanRequest.of(List.of(0, 1, 2), 1000), 0));
    Schema other = TestData.schema(List.of(DataType.VARCHAR));
    SheafException error =
        assertThrows(
            SheafException.class,
            () -> scans.read(path, other, ScanRequest.of(List.of(0), 1000), 0));
    assertTrue(error.getMessage().contains("'c0'"), error.getMessage());
    assertTrue(error.getMessage().contains(path.toString()), error.getMessage());
  }

  @Test
  void limitStopsEarly() {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(DataType.Simple.INTEGER, DataType.VARCHAR));
    List<Object[]> values = TestData.random(random, schema, 1000);
    Path path = folder.resolve("limit.parquet");
    scans.write(random, path, schema, values, Map.of());
    ScanRequest all = ScanRequest.of(List.of(0, 1), 100);
    ScanRequest some = new ScanRequest(all.columns(), all.predicate(), null, 250, 100);
    assertRows(Scans.rows(values).subList(0, 250), scans.read(path, schema, some, 0));
  }
}
