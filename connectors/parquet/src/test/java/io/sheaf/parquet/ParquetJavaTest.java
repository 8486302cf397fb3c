package io.sheaf.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Bytes;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * parquet-java reads what Sheaf writes, and Sheaf reads what parquet-java writes in all its
 * encodings.
 */
class ParquetJavaTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            optional int32 i;
            optional int64 l;
            optional float f;
            optional double d;
            optional boolean b;
            optional binary s (STRING);
            optional binary raw;
            optional int32 d32 (DECIMAL(7,2));
            optional int64 d64 (DECIMAL(17,3));
            optional binary dbin (DECIMAL(25,1));
            optional fixed_len_byte_array(9) dfix (DECIMAL(20,4));
            optional int96 t96;
            optional int64 tm (TIMESTAMP(MILLIS,true));
            optional int32 timems (TIME(MILLIS,false));
            required int32 req;
            required binary reqs (STRING);
          }
          """);

  @TempDir Path folder;
  private final Scans scans = new Scans();

  @ParameterizedTest
  @CsvSource({
    "UNCOMPRESSED, PARQUET_1_0, true, false",
    "SNAPPY, PARQUET_1_0, false, false",
    "ZSTD, PARQUET_2_0, true, false",
    "GZIP, PARQUET_2_0, false, false",
    "LZ4_RAW, PARQUET_2_0, false, true",
    "SNAPPY, PARQUET_2_0, false, true"
  })
  void readsAllEncodings(
      CompressionCodecName codec, WriterVersion version, boolean dictionary, boolean split)
      throws IOException {
    Random random = new Random(Scans.seed());
    for (int rows : new int[] {1, 20_000}) {
      Path path = folder.resolve("java" + rows + codec + version + split + ".parquet");
      List<List<Object>> expected = new ArrayList<>();
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(path))
              .withType(SCHEMA)
              .withCompressionCodec(codec)
              .withWriterVersion(version)
              .withDictionaryEncoding(dictionary)
              .withByteStreamSplitEncoding(split)
              .withDictionaryPageSize(2000)
              .withPageSize(4096)
              .withRowGroupSize(400_000L)
              .withPageWriteChecksumEnabled(random.nextBoolean())
              .build()) {
        int variety = random.nextBoolean() ? 50 : 1_000_000;
        double nulls = random.nextInt(3) * 0.2;
        for (int i = 0; i < rows; i++) {
          writer.write(group(random, i, variety, nulls, expected));
        }
      }
      List<List<Object>> actual = scans.read(path, 1000, 0);
      assertEquals(expected.size(), actual.size());
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), actual.get(i), "row " + i);
      }
      assertEquals(expected, scans.read(path, 8192, 7));
      RandomFilter.check(random, scans, path, expected);
    }
  }

  private static Group group(
      Random random, int row, int variety, double nulls, List<List<Object>> expected) {
    Group group = new SimpleGroup(SCHEMA);
    List<Object> values = new ArrayList<>();
    for (int c = 0; c < SCHEMA.getFieldCount(); c++) {
      boolean required = c >= 14;
      if (!required && random.nextDouble() < nulls) {
        values.add(null);
        continue;
      }
      int v = random.nextInt(variety) - variety / 3;
      values.add(add(group, c, v, row));
    }
    expected.add(values);
    return group;
  }

  private static Object add(Group group, int c, int v, int row) {
    switch (c) {
      case 0, 14 -> {
        group.add(c, v);
        return (long) v;
      }
      case 1 -> {
        group.add(c, v * 1_000_000_007L);
        return v * 1_000_000_007L;
      }
      case 2 -> {
        group.add(c, v / 3f);
        return v / 3f;
      }
      case 3 -> {
        group.add(c, v / 3d);
        return v / 3d;
      }
      case 4 -> {
        group.add(c, v % 2 == 0);
        return v % 2 == 0;
      }
      case 5, 15 -> {
        String text = "prefix " + v + "x".repeat(Math.abs(v % 7));
        group.add(c, text);
        return Bytes.of(text);
      }
      case 6 -> {
        byte[] bytes = BigInteger.valueOf(v).toByteArray();
        group.add(c, Binary.fromConstantByteArray(bytes));
        return new Bytes(bytes);
      }
      case 7 -> {
        group.add(c, v);
        return BigInteger.valueOf(v);
      }
      case 8 -> {
        group.add(c, (long) v * v);
        return BigInteger.valueOf((long) v * v);
      }
      case 9 -> {
        BigInteger value = BigInteger.valueOf(v).multiply(BigInteger.valueOf(Long.MAX_VALUE));
        group.add(c, Binary.fromConstantByteArray(value.toByteArray()));
        return value;
      }
      case 10 -> {
        BigInteger value = BigInteger.valueOf(v).shiftLeft(40);
        byte[] bytes = new byte[9];
        java.util.Arrays.fill(bytes, (byte) (v < 0 ? -1 : 0));
        byte[] some = value.toByteArray();
        System.arraycopy(some, 0, bytes, 9 - some.length, some.length);
        group.add(c, Binary.fromConstantByteArray(bytes));
        return value;
      }
      case 11 -> {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(1000L * Math.abs(v)).putInt(2_440_588 + v % 50_000);
        group.add(c, Binary.fromConstantByteArray(bytes.array()));
        return (v % 50_000) * 86_400_000_000L + Math.abs(v);
      }
      case 12 -> {
        group.add(c, v * 1000L + row);
        return (v * 1000L + row) * 1000;
      }
      case 13 -> {
        group.add(c, Math.abs(v));
        return Math.abs(v) * 1000L;
      }
      default -> throw new IllegalArgumentException();
    }
  }

  @Test
  void parquetJavaReadsOurs() throws IOException {
    Random random = new Random(Scans.seed());
    for (String codec : List.of("snappy", "zstd", "gzip", "lz4_raw", "uncompressed")) {
      List<DataType> types = new ArrayList<>(TestData.TYPES);
      Schema schema = TestData.schema(types);
      List<Object[]> values = TestData.random(random, schema, 25_000);
      Path path = folder.resolve(codec + ".parquet");
      scans.write(
          random, path, schema, values, Map.of("compression", codec, "row_group_rows", "22000"));
      org.apache.hadoop.conf.Configuration configuration =
          new org.apache.hadoop.conf.Configuration();
      configuration.setBoolean("parquet.page.verify-checksum.enabled", true);
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(path.toUri()))
              .withConf(configuration)
              .build()) {
        for (int i = 0; i < 25_000; i++) {
          Group group = reader.read();
          for (int c = 0; c < schema.size(); c++) {
            Object expected = values.get(c)[i];
            if (expected == null) {
              assertEquals(0, group.getFieldRepetitionCount(c));
            } else {
              check(schema.type(c), expected, group, c);
            }
          }
        }
        assertEquals(null, reader.read());
      }
    }
  }

  private static void check(DataType type, Object expected, Group group, int c) {
    switch (type.storage()) {
      case BOOLEAN -> assertEquals(expected, group.getBoolean(c, 0));
      case INT -> assertEquals(expected, (long) group.getInteger(c, 0));
      case FLOAT -> assertEquals(expected, group.getFloat(c, 0));
      case DOUBLE -> assertEquals(expected, group.getDouble(c, 0));
      case TEXT -> assertEquals(expected, new Bytes(group.getBinary(c, 0).getBytes()));
      case INT128 -> assertEquals(expected, new BigInteger(group.getBinary(c, 0).getBytes()));
      case LONG -> {
        boolean small = type instanceof DataType.Decimal d && d.precision() <= 9;
        long actual = small ? group.getInteger(c, 0) : group.getLong(c, 0);
        assertEquals(((Number) expected).longValue(), actual);
      }
    }
  }

  @Test
  void bloomFiltersExcludeRowGroups() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { required int64 l; required binary s (STRING); required int32 i; }");
    Path path = folder.resolve("bloom.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withType(type)
            .withDictionaryEncoding(false)
            .withBloomFilterEnabled(true)
            .build()) {
      for (int i = 0; i < 2000; i++) {
        writer.write(
            new SimpleGroup(type)
                .append("l", i * 1000L)
                .append("s", "t" + i * 10)
                .append("i", i * 7));
      }
    }
    Schema schema = scans.schema(path);
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
      assertEquals(2000, matching(path, schema, 0, i * 1000L));
      assertEquals(2000, matching(path, schema, 1, Bytes.of("t" + i * 10)));
      assertEquals(2000, matching(path, schema, 2, i * 7L));
      wrong += matching(path, schema, 0, i * 1000L + 1) == 0 ? 0 : 1;
      wrong += matching(path, schema, 1, Bytes.of("t" + i + "x")) == 0 ? 0 : 1;
    }
    assertTrue(wrong < 400, wrong + " of 4000 absent values were not excluded");
  }

  private int matching(Path path, Schema schema, int column, Comparable<?> value) {
    return scans
        .read(
            path,
            schema,
            new ScanRequest(
                List.of(),
                new ScanPredicate(List.of(new ScanPredicate.InSet(column, List.of(value)))),
                null,
                Long.MAX_VALUE,
                8192),
            0)
        .size();
  }

  @Test
  void columnsThatCannotBeRead() throws IOException {
    MessageType nested =
        MessageTypeParser.parseMessageType(
            """
            message m {
              optional int32 a;
              optional group g { optional int32 x; optional int32 y; }
              repeated int32 r;
              optional fixed_len_byte_array(2) h (FLOAT16);
              optional binary b (STRING);
            }
            """);
    Path path = folder.resolve("nested.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path)).withType(nested).build()) {
      Group group = new SimpleGroup(nested);
      group.add("a", 1);
      group.addGroup("g").append("x", 2);
      group.add("r", 3);
      group.add("r", 4);
      group.add("b", "five");
      writer.write(group);
    }
    SheafException error = assertThrows(SheafException.class, () -> scans.schema(path));
    assertEquals(SheafException.Blame.USER, error.blame());
    assertTrue(error.getMessage().contains("'g'"), error.getMessage());
    assertTrue(error.getMessage().contains(path.toString()), error.getMessage());
    Schema schema =
        scans
            .format
            .summarise(
                scans.store,
                scans.store.info(path.toString()),
                Map.of("unsupported_columns", "skip"))
            .schema();
    assertEquals(2, schema.size());
    assertEquals(
        List.of(List.of(1L, Bytes.of("five"))),
        scans.read(path, schema, ScanRequest.of(List.of(0, 1), 10), 0));
    Schema wrong = schema.concat(Schema.of(new io.sheaf.columnar.Field("r", Simple.INTEGER, true)));
    error =
        assertThrows(
            SheafException.class, () -> scans.read(path, wrong, ScanRequest.of(List.of(2), 10), 0));
    assertTrue(error.getMessage().contains("'r'"), error.getMessage());
  }

  @Test
  void nanosecondsAreExactOrRefused() throws IOException {
    MessageType type =
        MessageTypeParser.parseMessageType(
            "message m { required int64 t (TIMESTAMP(NANOS,false)); }");
    for (long nanos : new long[] {1_000_000L, -5000L, 1_000_001L}) {
      Path path = folder.resolve("nanos" + nanos + ".parquet");
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(new LocalOutputFile(path)).withType(type).build()) {
        writer.write(new SimpleGroup(type).append("t", nanos));
      }
      if (nanos % 1000 == 0) {
        assertEquals(List.of(List.of(nanos / 1000)), scans.read(path, 10, 0));
      } else {
        SheafException error = assertThrows(SheafException.class, () -> scans.read(path, 10, 0));
        assertEquals(SheafException.Blame.USER, error.blame());
        assertTrue(error.getMessage().contains("column 't'"), error.getMessage());
      }
    }
  }
}
