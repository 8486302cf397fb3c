package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files: those of Sheaf give the right answer or an error that names the file; those
 * without checksums at least never anything but rows or such an error.
 */
class CorruptionTest {
  private static final int COUNT = Boolean.getBoolean("sheaf.soak") ? 200 : 40;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Scans scans = new Scans();

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd"})
  void flipsInFilesWithChecksums(String codec) throws IOException {
    long seed = Scans.seed();
    Random random = new Random(seed);
    Schema schema = TestData.schema(TestData.TYPES);
    List<Object[]> values = TestData.random(random, schema, 3000);
    Path good = folder.resolve("good.parquet");
    scans.write(
        random, good, schema, values, Map.of("row_group_rows", "2000", "compression", codec));
    byte[] bytes = Files.readAllBytes(good);
    List<List<Object>> expected = Scans.rows(values);
    int errors = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] damaged = bytes.clone();
      String what = flip(random, damaged);
      Path path = folder.resolve("flip" + i + ".parquet");
      Files.write(path, damaged);
      int batchRows = random.nextBoolean() ? 8192 : 300;
      int splits = random.nextInt(4);
      try {
        List<List<Object>> rows =
            assertTimeoutPreemptively(PATIENCE, () -> scans.read(path, batchRows, splits));
        assertEquals(expected, rows, what + ", seed " + seed);
        assertEquals(schema, scans.schema(path), what + ", seed " + seed);
      } catch (SheafException e) {
        check(e, path, what + ", seed " + seed);
        errors++;
      }
      scans.checkClean();
      Files.delete(path);
    }
    assertTrue(errors > COUNT / 2, errors + " errors");
  }

  /** What predicates make the reader look at has checksums: every single flip is noticed. */
  @Test
  void flipsInWhatPruningReads() throws IOException {
    long seed = Scans.seed();
    Random random = new Random(seed);
    Schema schema = TestData.schema(List.of(Simple.BIGINT, DataType.VARCHAR));
    Object[] keys = new Object[60_000];
    Object[] texts = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) i;
      texts[i] = io.sheaf.connector.Bytes.of("text " + i % 50);
    }
    Path good = folder.resolve("good.parquet");
    scans.write(random, good, schema, List.of(keys, texts), Map.of());
    byte[] bytes = Files.readAllBytes(good);
    ScanRequest request =
        new ScanRequest(
            List.of(0, 1),
            new ScanPredicate(List.of(new ScanPredicate.Range(0, 25_000L, true, 25_010L, true))),
            null,
            Long.MAX_VALUE,
            8192);
    assertEquals(20_000, scans.read(good, schema, request, 0).size());
    List<Span> spans = readByPruning(bytes);
    for (int i = 0; i < COUNT; i++) {
      byte[] damaged = bytes.clone();
      Span span = spans.get(i % spans.size());
      int at = span.from + random.nextInt(span.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      String what = "byte " + at + ", in " + span + ", seed " + seed;
      Path path = folder.resolve("flip" + i + ".parquet");
      Files.write(path, damaged);
      check(
          assertThrows(
              SheafException.class, () -> scans.read(path, schema, request, 0), () -> what),
          path,
          what);
      scans.checkClean();
      Files.delete(path);
    }
  }

  /** A part of a file, in bytes. */
  private record Span(String name, int from, int length) {}

  /** The footer and the page indexes of the first column. */
  private static List<Span> readByPruning(byte[] file) throws IOException {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    int from = file.length - 8 - length;
    ColumnChunk key =
        Util.readFileMetaData(new ByteArrayInputStream(file, from, length))
            .getRow_groups()
            .getFirst()
            .getColumns()
            .getFirst();
    return List.of(
        new Span("footer", from, length + 8),
        new Span("column index", (int) key.getColumn_index_offset(), key.getColumn_index_length()),
        new Span("offset index", (int) key.getOffset_index_offset(), key.getOffset_index_length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snappy, PARQUET_VERSION V1",
        "zstd, PARQUET_VERSION V2",
        "uncompressed",
        "lz4_raw",
        "gzip"
      })
  void flipsInFilesWithoutChecksums(String options) throws Exception {
    long seed = Scans.seed();
    Random random = new Random(seed);
    List<DataType> types = new ArrayList<>(TestData.TYPES);
    types.remove(Simple.NULL);
    Schema schema = TestData.schema(types);
    List<Object[]> values = TestData.random(random, schema, 5000);
    Path ours = folder.resolve("ours.parquet");
    Path good = folder.resolve("good.parquet");
    scans.write(random, ours, schema, values, Map.of());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM '"
              + ours
              + "') TO '"
              + good
              + "' (FORMAT PARQUET, ROW_GROUP_SIZE 3000, CODEC "
              + options
              + ")");
    }
    byte[] bytes = Files.readAllBytes(good);
    int errors = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] damaged = bytes.clone();
      String what = flip(random, damaged);
      Path path = folder.resolve("flip" + i + ".parquet");
      Files.write(path, damaged);
      int batchRows = random.nextBoolean() ? 8192 : 300;
      try {
        assertTimeoutPreemptively(
            PATIENCE,
            () -> {
              if (random.nextBoolean()) {
                RandomFilter.read(random, scans, path);
              }
              return scans.read(path, batchRows, 0);
            });
      } catch (SheafException e) {
        check(e, path, what + ", seed " + seed);
        errors++;
      }
      scans.checkClean();
      Files.delete(path);
    }
    assertTrue(errors > 0, "no flip was noticed");
  }

  @Test
  void truncatedFiles() throws IOException {
    Random random = new Random(Scans.seed());
    Schema schema = TestData.schema(List.of(Simple.BIGINT, DataType.VARCHAR));
    Path good = folder.resolve("good.parquet");
    scans.write(random, good, schema, TestData.random(random, schema, 1000), Map.of());
    byte[] bytes = Files.readAllBytes(good);
    for (int length : new int[] {0, 3, 4, 8, 11, 12, 13, bytes.length / 2, bytes.length - 1}) {
      Path path = folder.resolve("cut" + length + ".parquet");
      Files.write(path, java.util.Arrays.copyOf(bytes, length));
      try {
        scans.read(path, 8192, 0);
        throw new AssertionError("a file cut to " + length + " bytes was read");
      } catch (SheafException e) {
        assertEquals("CORRUPT_FILE", e.code());
        check(e, path, length + " bytes");
      }
    }
  }

  /** Changes one byte; pages, headers and the footer all get their share. */
  private static String flip(Random random, byte[] bytes) {
    int footer = Math.min(bytes.length, 12_000);
    int at =
        switch (random.nextInt(3)) {
          case 0 -> bytes.length - 1 - random.nextInt(footer);
          default -> random.nextInt(bytes.length);
        };
    int change = random.nextBoolean() ? 1 << random.nextInt(8) : 1 + random.nextInt(255);
    bytes[at] ^= (byte) change;
    return "byte " + at + " of " + bytes.length + " changed by " + change;
  }

  private static void check(SheafException e, Path path, String what) {
    boolean blame =
        e.blame() == SheafException.Blame.EXTERNAL || e.blame() == SheafException.Blame.USER;
    if (!blame || !e.getMessage().contains(path.toString())) {
      throw new AssertionError(what, e);
    }
  }
}
