package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.col;
import static io.sheaf.dataframe.Functions.currentDate;
import static io.sheaf.dataframe.Functions.desc;
import static io.sheaf.dataframe.Functions.lit;
import static io.sheaf.dataframe.Functions.trim;
import static io.sheaf.dataframe.Functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.arrow.ArrowBatch;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Where frames come from and go to: files, tables, views, the cache, Arrow, and the screen. */
@ParameterizedClass
@ValueSource(ints = {1, 7})
class DataFrameStorageTest extends FrameTest {
  private static final String IN_ORDER =
      "[5, Eve, 40, Lima] [4, Dee, 25, null] [3, Cid, null, Oslo] [2, Bob, 25, Rome] [1, Ann, 31,"
          + " Oslo]";

  @TempDir Path folder;

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void filesAreWrittenAndRead() {
    assertEquals(5, people.write().parquet(file("p.parquet")));
    assertOrdered(IN_ORDER, session.read().load(file("p.parquet")).orderBy(desc("id")));
    assertEquals(5, people.write().option("delimiter", ";").csv(file("c.csv")));
    DataFrame csv = session.read().options(Map.of("delimiter", ";")).csv(file("c.csv"));
    assertOrdered("[Ann] [Bob]", csv.orderBy("id").limit(2).select("name"));
    assertEquals(0, nobody.write().format("parquet").save(file("folder")));
    assertEquals(0, session.read().parquet(file("folder/*.parquet")).count());
  }

  @Test
  void modesSayWhatHappensToWhatIsThere() {
    people.write().parquet(file("p"));
    assertEquals(1, people.limit(1).write().mode("overwrite").parquet(file("p")));
    assertEquals(1, session.read().parquet(file("p/*.parquet")).count());
    assertRefused(
        "save: files are written with mode error or overwrite, not append",
        () -> people.write().mode("append").parquet(file("p")));
    assertRefused(
        "mode: there is no \"upsert\"; say error, overwrite, append or ignore",
        () -> people.write().mode("upsert"));
  }

  @Test
  void tablesAreMadeReplacedAndAppendedTo() {
    assertEquals(5, people.write().saveAsTable("copy"));
    assertRefused("there already is a table 'copy'", () -> people.write().saveAsTable("copy"));
    people.write().mode("ignore").saveAsTable("copy");
    people.write().mode("append").saveAsTable("copy");
    assertEquals(10, session.table("copy").count());
    people.limit(2).write().insertInto("copy");
    assertEquals(12, session.table("copy").count());
    nobody.write().mode("overwrite").saveAsTable("copy");
    assertEquals(0, session.table("copy").count());
  }

  @Test
  void viewsNameFrames() {
    DataFrame frame = people.filter("age > 30").select(col("name"), col("id").plus(1).as("later"));
    frame.createTempView("elders");
    try (Result result = session.sql("SELECT name, later FROM elders ORDER BY name")) {
      assertEquals("[[Ann, 2], [Eve, 6]]", result.rows().toString());
    }
    assertRefused("there already is a view 'elders'", () -> frame.createTempView("Elders"));
    people.limit(0).createOrReplaceTempView("elders");
    assertTrue(session.table("elders").isEmpty());
    assertRefused(
        "createTempView: A view cannot have two columns \"id\"",
        () -> people.select("id", "id").createTempView("twice"));
  }

  /** All kinds of expressions and constants are the same when they have become text. */
  @Test
  void viewsKeepWhatExpressionsMean() {
    DataFrame frame =
        people
            .as("p")
            .join(towns, List.of("city"), "left")
            .withColumn("a b", lit(LocalDate.of(2020, 1, 2)).plus(Period.ofDays(100)))
            .withColumn("moment", lit(Instant.parse("2020-01-01T00:00:00.5Z")))
            .withColumn(
                "stamp", lit(LocalDateTime.of(2020, 1, 2, 3, 4)).minus(Duration.ofMillis(5)))
            .withColumn("time", lit(LocalTime.of(1, 2, 3)))
            .withColumn("text", lit("it's \u00fc \u4e2d"))
            .withColumn("long", lit(5L))
            .withColumn("real", lit(1.5f))
            .withColumn("double", lit(-2.5e-10))
            .withColumn("exact", lit(new BigDecimal("-1.50")))
            .withColumn("nothing", lit(null).cast("decimal(5, 2)"))
            .withColumn("today", currentDate().geq(LocalDate.of(2020, 1, 1)))
            .withColumn("case", when(col("age").gt(30), trim(lit(" x "))).otherwise("y"))
            .withColumn("in", col("id").isin(1, 2).and(col("name").like("%n%").not()))
            .withColumn("scalar", towns.select(Functions.count()).scalar());
    frame.createTempView("all_kinds");
    DataFrame view = session.table("all_kinds");
    assertEquals(frame.schema(), view.schema());
    assertEquals(sorted(frame), sorted(view));
  }

  @Test
  void keptFramesAreReadByAllThatIsMadeOfThem() {
    DataFrame kept = people.orderBy(desc("id")).cache();
    DataFrame made = kept.filter("id > 2").select("name");
    assertFalse(people.filter("id > 2").explain().contains("Cached"));
    assertOrdered(IN_ORDER, kept);
    assertTrue(made.explain().contains("Cached"), made.explain());
    assertOrdered("[Eve] [Dee] [Cid]", made);
    assertOrdered(IN_ORDER, kept);
    assertEquals(List.of("nobody", "people", "towns"), session.catalog().names());
    sql("INSERT INTO people VALUES (6, 'Flo', 1, 'Rome')");
    assertOrdered("[Flo] [Eve] [Dee] [Cid]", made);
    kept.unpersist();
    assertFalse(made.explain().contains("Cached"), made.explain());
    assertOrdered("[Flo] [Eve] [Dee] [Cid]", made);
  }

  @Test
  void joinsAndDuplicateNamesCanBeKept() {
    DataFrame a = people.as("a");
    DataFrame b = people.as("b");
    DataFrame pairs = a.join(b, a.col("id").plus(1).eq(b.col("id"))).persist("DISK_ONLY");
    assertRows("[1, 2] [2, 3] [3, 4] [4, 5]", pairs.select(a.col("id"), b.col("id")));
    assertRows("[1, 2] [2, 3] [3, 4] [4, 5]", pairs.select("a.id", "b.id"));
    assertTrue(pairs.select("a.id").explain().contains("Cached"));
    assertRefused(
        "there is no storage level 'MEMRY'; did you mean 'MEMORY'?", () -> people.persist("MEMRY"));
  }

  @Test
  void rowsComeOneByOneAsWell() throws Exception {
    DataFrame ordered = people.orderBy(desc("id"));
    try (RowIterator rows = ordered.toLocalIterator()) {
      assertEquals("[5, Eve, 40, Lima]", rows.next().toString());
    }
    try (Stream<Row> rows = ordered.stream()) {
      assertEquals("[5, 4, 3, 2, 1]", rows.map(row -> row.get("id")).toList().toString());
    }
    List<Object> names = new ArrayList<>();
    ordered.foreach(row -> names.add(row.get("name")));
    assertEquals(List.of("Eve", "Dee", "Cid", "Bob", "Ann"), names);
    assertEquals("[[2, Bob, 25, Rome], [1, Ann, 31, Oslo]]", ordered.tail(2).toString());
    assertEquals(List.of(), nobody.tail(2));
    try (BufferAllocator allocator = new RootAllocator()) {
      List<ArrowBatch> batches = ordered.collectAsArrow(allocator);
      assertEquals(5, batches.stream().mapToInt(ArrowBatch::rows).sum());
      batches.forEach(ArrowBatch::close);
    }
  }

  @Test
  void nullsAreDroppedFilledAndReplaced() {
    assertRows("[1] [2] [5]", people.na().drop().select("id"));
    assertRows("[1] [2] [4] [5]", people.na().drop("age").select("id"));
    assertEquals(5, people.na().dropAllNull("age", "city").count());
    assertRows(
        "[0, Oslo] [25, Rome] [25, null] [31, Oslo] [40, Lima]",
        people.na().fill(0).select("age", "city"));
    assertRows(
        "[25, ?] [25, Rome] [31, Oslo] [40, Lima] [null, Oslo]",
        people.na().fill("?").select("age", "city"));
    assertRows("[25] [25] [31] [40] [7]", people.na().fill(7, "age").select("age"));
    assertRows(
        "[Lima] [Roma] [Troms] [Troms] [null]",
        people.na().replace("city", Map.of("Oslo", "Troms", "Rome", "Roma")).select("city"));
    assertEquals(people.na().fill(0).columns(), people.columns());
  }

  @Test
  void rangesAreMadeAsTheyAreRead() {
    assertOrdered("[0] [1] [2]", session.range(3).orderBy("id"));
    assertOrdered("[9] [6]", session.range(9, 3, -3).orderBy(desc("id")));
    assertEquals(0, session.range(5, 5).count());
    assertEquals(9_999_999, session.range(10_000_000).filter("id > 0").count());
    DataFrame sums = session.range(1, 100_001).select(Functions.sum("id"), Functions.max("id"));
    assertOrdered("[5000050000, 100000]", sums);
    assertRefused("range: a range does not go in steps of 0", () -> session.range(1, 2, 0));
  }

  @Test
  void framesAreDescribedAndDrawn() {
    assertOrdered(
        "[count, 4, 5] [mean, 30.25, null] [stddev, 7.088723439378913, null] [min, 25, Ann]"
            + " [max, 40, Eve]",
        people.describe("age", "name"));
    assertColumns(people.describe(), "summary", "id", "name", "age", "city");
    assertEquals(
        """
        +----+-------+
        | id | city  |
        +----+-------+
        | 4  | NULL  |
        | 1  | Os... |
        +----+-------+
        """,
        people
            .select(col("id"), col("city").as("city"))
            .withColumn("city", when(col("id").eq(1), "Oslo is far").otherwise(col("city")))
            .filter("id IN (1, 4)")
            .orderBy(desc("id"))
            .showString(20, 5));
  }
}
