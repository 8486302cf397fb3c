package io.sheaf.dataframe.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
  private record Numbers(
      boolean flag,
      byte tiny,
      short small,
      int number,
      long big,
      float real,
      double exact,
      char c) {}

  private record Boxes(
      Boolean flag,
      Byte tiny,
      Short small,
      Integer number,
      Long big,
      Float real,
      Double exact,
      Character c) {}

  private record Values(
      String text,
      DayOfWeek day,
      BigDecimal decimal,
      BigInteger integer,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      Instant instant,
      OffsetDateTime moment,
      Period period,
      Duration duration,
      Optional<Long> maybe,
      Optional<DayOfWeek> maybeDay) {}

  private record Total(long total) {}

  private record Some(Long total) {}

  private record Bytes(byte[] bytes) {}

  private record Price(BigDecimal price) {}

  private record Nested(List<String> names) {}

  private record Generic<V>(V value) {}

  private static <T> List<T> again(Class<T> type, List<T> records) {
    RecordSchema<T> schema = RecordSchema.of(type);
    return schema.reader(schema.schema(), ZoneOffset.UTC).read(schema.batch(records));
  }

  private static <T> void comesBack(Class<T> type, List<T> records) {
    assertEquals(records, again(type, records));
  }

  private static SheafException refused(Runnable call) {
    return assertThrows(SheafException.class, call::run);
  }

  @Test
  void numbersComeBack() {
    comesBack(
        Numbers.class,
        List.of(
            new Numbers(true, (byte) -1, (short) -2, -3, -4, 1.5f, 2.5, 'x'),
            new Numbers(
                false,
                Byte.MAX_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.NaN,
                Double.NEGATIVE_INFINITY,
                'ä')));
    comesBack(
        Boxes.class,
        List.of(
            new Boxes(null, null, null, null, null, null, null, null),
            new Boxes(true, (byte) 1, (short) 2, 3, 4L, 5f, 6., '7')));
  }

  @Test
  void valuesComeBack() {
    Values empty =
        new Values(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Optional.empty(),
            Optional.empty());
    Values full =
        new Values(
            "täxt\u0000",
            DayOfWeek.FRIDAY,
            new BigDecimal("-1.500000000000000000"),
            new BigInteger("12345678901234567890123456789"),
            LocalDate.of(1582, 10, 4),
            LocalTime.of(23, 59, 59, 999_999_000),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1000),
            Instant.parse("1901-02-03T04:05:06.789Z"),
            OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC),
            Period.of(1, 2, 0),
            Duration.ofSeconds(-5, 1000),
            Optional.of(7L),
            Optional.of(DayOfWeek.MONDAY));
    comesBack(Values.class, List.of(empty, full, empty));
    assertTrue(
        again(Bytes.class, List.of(new Bytes(new byte[] {1, 0}))).getFirst().bytes()[0] == 1);
  }

  @Test
  void columnsHaveTheTypesAndNamesOfTheComponents() {
    assertEquals(
        Schema.of(
            new Field("flag", DataType.Simple.BOOLEAN, false),
            new Field("tiny", DataType.Simple.TINYINT, false),
            new Field("small", DataType.Simple.SMALLINT, false),
            new Field("number", DataType.Simple.INTEGER, false),
            new Field("big", DataType.Simple.BIGINT, false),
            new Field("real", DataType.Simple.REAL, false),
            new Field("exact", DataType.Simple.DOUBLE, false),
            new Field("c", DataType.VARCHAR, false)),
        RecordSchema.of(Numbers.class).schema());
    assertTrue(RecordSchema.of(Boxes.class).schema().fields().stream().allMatch(Field::nullable));
  }

  @Test
  void widerComponentsReadNarrowColumnsOfSelectedRows() {
    Schema schema =
        Schema.of(
            new Field("other", DataType.Simple.INTEGER, false),
            new Field("TOTAL", DataType.Simple.INTEGER, true));
    IntColumn numbers = new IntColumn(DataType.Simple.INTEGER, new int[] {1, 2, 3}, null);
    ConstantColumn same =
        new ConstantColumn(new IntColumn(DataType.Simple.INTEGER, new int[] {9}, null));
    Batch batch = Batch.frozen(schema, List.of(same, numbers), 3);
    RecordReader<Total> reader = RecordSchema.of(Total.class).reader(schema, ZoneOffset.UTC);
    assertEquals(
        List.of(new Total(1), new Total(3)),
        reader.read(batch.withSelection(new Selection(new int[] {0, 2}, 2))));
    Batch constant = Batch.frozen(schema, List.of(numbers, same), 3);
    assertEquals(new Total(9), reader.record(constant, 2));
  }

  @Test
  void momentsAreShownInTheZone() {
    record At(OffsetDateTime at) {}
    RecordSchema<At> schema = RecordSchema.of(At.class);
    OffsetDateTime utc = OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneOffset.UTC);
    At vienna =
        schema
            .reader(schema.schema(), ZoneId.of("Europe/Vienna"))
            .record(schema.batch(List.of(new At(utc))), 0);
    assertEquals(new At(utc.withOffsetSameInstant(ZoneOffset.ofHours(2))), vienna);
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    SheafException list = refused(() -> RecordSchema.of(Nested.class));
    assertEquals("BAD_RECORD", list.code());
    assertTrue(list.getMessage().contains("Nested.names"), list.getMessage());
    assertEquals("BAD_RECORD", refused(() -> RecordSchema.of(Generic.class)).code());
    assertEquals("BAD_RECORD", refused(() -> RecordSchema.of(String.class)).code());
    Schema text = Schema.of(new Field("total", DataType.VARCHAR, true));
    SheafException type = refused(() -> RecordSchema.of(Total.class).reader(text, ZoneOffset.UTC));
    assertEquals("TYPE_MISMATCH", type.code());
    Schema close = Schema.of(new Field("totl", DataType.Simple.BIGINT, true));
    SheafException name = refused(() -> RecordSchema.of(Total.class).reader(close, ZoneOffset.UTC));
    assertTrue(name.getMessage().contains("did you mean 'totl'"), name.getMessage());
  }

  @Test
  void valuesThatDoNotFitAreRefusedByName() {
    RecordSchema<Some> some = RecordSchema.of(Some.class);
    Batch missing = some.batch(List.of(new Some(null)));
    SheafException none =
        refused(
            () ->
                RecordSchema.of(Total.class)
                    .reader(some.schema(), ZoneOffset.UTC)
                    .record(missing, 0));
    assertEquals("NULL_VALUE", none.code());
    assertTrue(none.getMessage().contains("Total.total"), none.getMessage());
    Price fine = new Price(new BigDecimal("0.0000000000000000001"));
    SheafException digits = refused(() -> RecordSchema.of(Price.class).batch(List.of(fine)));
    assertEquals("OUT_OF_RANGE", digits.code());
    record Day(DayOfWeek day) {}
    ColumnBuilder days = new ColumnBuilder(DataType.VARCHAR, 1);
    days.appendText("MONDAI");
    Schema schema = Schema.of(new Field("day", DataType.VARCHAR, true));
    Batch wrong = Batch.frozen(schema, List.of(days.build()), 1);
    SheafException day =
        refused(() -> RecordSchema.of(Day.class).reader(schema, ZoneOffset.UTC).record(wrong, 0));
    assertTrue(day.getMessage().contains("did you mean 'MONDAY'"), day.getMessage());
  }
}
