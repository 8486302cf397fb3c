package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames turned into others, samples, statistics, on one partition, on several and on workers. */
@ParameterizedClass
@ValueSource(ints = {1, 7, FrameTest.WORKERS})
class FrameShapesTest extends FrameTest {
  record Tick(String symbol, Integer at, int n) {}

  @Test
  void pivotsMakeColumnsOfValues() {
    DataFrame pivot = people.groupBy("city").pivot("age").agg(count());
    assertColumns(pivot, "city", "25", "31", "40", "null");
    assertRows(
        "[Lima, 0, 0, 1, 0] [Oslo, 0, 1, 0, 1] [Rome, 1, 0, 0, 0] [null, 1, 0, 0, 0]", pivot);
    DataFrame two =
        people
            .groupBy()
            .pivot("city", List.of("Oslo", "Bonn"))
            .agg(sum("id").as("ids"), max("age"));
    assertColumns(two, "Oslo_ids", "Oslo_max(age)", "Bonn_ids", "Bonn_max(age)");
    assertRows("[4, 31, null, null]", two);
    assertRows("", nobody.groupBy("city").pivot("age", List.of(1)).count());
    assertRefused(
        "pivot: takes calls of aggregate functions, and no other expressions",
        () -> people.groupBy("city").pivot("age").agg(sum("id").plus(1)));
  }

  @Test
  void unpivotsMakeRowsOfColumns() {
    DataFrame rows =
        people.filter("id > 2").unpivot(List.of("id"), List.of("name", "city"), "what", "is");
    assertColumns(rows, "id", "what", "is");
    assertRows(
        "[3, city, Oslo] [3, name, Cid] [4, city, null] [4, name, Dee] [5, city, Lima] [5, name,"
            + " Eve]",
        rows);
    assertRows("", nobody.unpivot(List.of(), List.of("id"), "what", "is"));
  }

  @Test
  void samplesDependOnTheSeedAndNotOnPartitions() {
    DataFrame numbers = session.range(10_000).union(session.range(10_000));
    DataFrame sample = numbers.sample(0.3, 7);
    List<String> taken = sample.collect().stream().map(Row::toString).sorted().toList();
    assertTrue(Math.abs(taken.size() - 6000) < 400, "" + taken.size());
    assertTrue(taken.size() > taken.stream().distinct().count(), "equal rows are drawn one by one");
    sql("SET scan.partitions = 3");
    assertEquals(taken, sample.collect().stream().map(Row::toString).sorted().toList());
    assertTrue(
        !taken.equals(
            numbers.sample(0.3, 8).collect().stream().map(Row::toString).sorted().toList()));
    long again = sample.filter("id >= 0").sample(0.3, 7).count();
    assertTrue(Math.abs(again - 1800) < 250, "a sample of a sample has " + again);
    assertEquals(sorted(sample.sample(0.5, 3)), sorted(numbers.sample(0.3, 7).sample(0.5, 3)));
    assertEquals(5, people.sample(1).count());
    assertEquals(0, people.sample(0).count());
    assertRefused("sample: 1.5 is no part of the rows, from 0 to 1", () -> people.sample(1.5));
  }

  @Test
  void splitsHaveEachRowOnce() {
    DataFrame numbers = session.range(2000);
    List<DataFrame> parts = numbers.randomSplit(new double[] {1, 3}, 5);
    assertTrue(Math.abs(parts.get(0).count() - 500) < 100);
    assertEquals(2000, parts.get(0).union(parts.get(1)).distinct().count());
    assertEquals(0, parts.get(0).intersect(parts.get(1)).count());
    long sampled = parts.get(1).sample(0.5, 5).count();
    assertTrue(Math.abs(sampled - 750) < 120, "sampled " + sampled);
    assertRefused(
        "randomSplit: weights are not negative, and one is above 0",
        () -> numbers.randomSplit(0, 0));
  }

  @Test
  void statisticsAreExact() {
    DataFrame numbers = session.range(101).withColumn("twice", col("id").multiply(2));
    assertEquals(1, numbers.stat().corr("id", "twice"), 1e-9);
    assertEquals(1717, numbers.stat().cov("id", "twice"), 1e-6);
    assertEquals(List.of(0L, 50L, 90L, 100L), numbers.stat().quantiles("id", 0, 0.5, 0.9, 1));
    assertEquals(List.of(7L, 55L), numbers.filter("id > 0").stat().quantiles("id", 0.07, 0.55));
    assertEquals(List.of(25, 25), people.stat().quantiles("age", 0.1, 0.5));
    assertEquals(List.of(), nobody.stat().quantiles("id", 0.5));
    assertEquals(Double.NaN, nobody.stat().corr("id", "age"));
    assertColumns(people.stat().crosstab("city", "age"), "city_age", "25", "31", "40", "null");
    assertRows("[Oslo, 2]", people.stat().freqItems("city", 0.4));
  }

  @Test
  void windowsOfTimeFollowEachOther() {
    DataFrame times =
        session.query(
            "SELECT * FROM (VALUES (TIMESTAMP '2024-01-01 10:09:59.5'), (TIMESTAMP '2024-01-01"
                + " 10:10:00'), (TIMESTAMP '1969-12-31 23:55:00'), (NULL)) AS v(at)");
    assertRows(
        "[1969-12-31 23:50:00, 1] [2024-01-01 10:00:00, 1] [2024-01-01 10:10:00, 1] [null, 1]",
        times.groupBy(window(col("at"), Duration.ofMinutes(10)).as("begin")).count());
    assertRefused(
        "window: lasts whole seconds, not PT0.5S", () -> window(col("at"), Duration.ofMillis(500)));
  }

  @Test
  void asofJoinsTakeTheLastRowUpToATime() {
    DataFrame quotes =
        session.query(
            "SELECT * FROM (VALUES (10, 'Oslo', 1.0), (30, 'Oslo', 2.0), (50, 'Oslo', 3.0),"
                + " (20, 'Rome', 4.0)) AS v(at, city, price)");
    DataFrame joined =
        people.asofJoin(quotes, people.col("age"), quotes.col("at"), List.of("city"));
    assertColumns(joined, "id", "name", "age", "city", "at", "price");
    List<String> found = new ArrayList<>();
    joined.orderBy("id").foreach(row -> found.add(row.get(0) + ":" + row.get(4)));
    assertEquals(List.of("1:30", "2:20", "3:null", "4:null", "5:null"), found);
    assertRows("", nobody.asofJoin(quotes, nobody.col("age"), quotes.col("at"), List.of()));
    assertRows("[31]", joined.filter(people.col("id").eq(1)).select(people.col("age")));
    assertRefused(
        "col: There is no column \"town\"; here are id, name, age, city",
        () -> people.asofJoin(quotes, people.col("age"), quotes.col("at"), List.of("town")));
  }

  @Test
  void asofJoinsFindWhatAWholeSearchFinds() {
    Random random = new Random(5);
    List<Tick> ticks = new ArrayList<>();
    List<Tick> trades = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Integer at = i % 20 == 7 ? null : random.nextInt(100);
      String symbol = i % 30 == 3 ? null : "s" + random.nextInt(5);
      ticks.add(new Tick(symbol, at, i));
      trades.add(new Tick(symbol, random.nextInt(10) == 0 ? null : random.nextInt(120), i));
    }
    DataFrame left = session.createDataFrame(trades, Tick.class).as("trades");
    DataFrame right = session.createDataFrame(ticks, Tick.class).as("ticks");
    DataFrame joined = left.asofJoin(right, left.col("at"), right.col("at"), List.of("symbol"));
    assertColumns(joined, "symbol", "at", "n", "at", "n");
    List<Row> rows = joined.collect();
    assertEquals(300, rows.size());
    for (Row row : rows) {
      Integer best =
          ticks.stream()
              .filter(t -> t.symbol() != null && t.symbol().equals(row.get(0)))
              .filter(t -> t.at() != null && row.get(1) != null && t.at() <= (Integer) row.get(1))
              .map(Tick::at)
              .max(Integer::compare)
              .orElse(null);
      assertEquals(best, row.get(3), row.toString());
      Tick match = best == null ? null : ticks.get((Integer) row.get(4));
      assertTrue(match == null || match.at().equals(best) && match.symbol().equals(row.get(0)));
    }
    assertEquals(
        300,
        left.asofJoin(right, left.col("at"), right.col("at"), List.of())
            .select(left.col("n"))
            .distinct()
            .count());
  }

  @Test
  void summariesHaveTheStatisticsThatAreNamed() {
    DataFrame summary = people.select("age", "city").summary();
    assertColumns(summary, "summary", "age", "city");
    assertOrdered(
        "[count, 4, 4] [mean, 30.25, null] [stddev, 7.088723439378913, null] [min, 25, Lima]"
            + " [25%, 25, null] [50%, 25, null] [75%, 31, null] [max, 40, Rome]",
        summary);
    assertOrdered(
        "[max, 100, 10000] [99.5%, 100, 10000] [7%, 7, 49]",
        session
            .range(1, 101)
            .withColumn("squared", col("id").multiply(col("id")))
            .summary("max", "99.5%", "7%"));
    assertOrdered("[50%, null] [count, 0]", nobody.select("age").summary("50%", "count"));
    assertRefused(
        "summary: there is no statistic \"median\"; there are [count, mean, stddev, min, 25%, 50%,"
            + " 75%, max]",
        () -> people.summary("median"));
  }

  @Test
  void missingColumnsAreNull() {
    DataFrame left = people.select("id", "name").filter("id < 3");
    DataFrame right = session.query("SELECT 'Bonn' AS city, 9 AS ID");
    DataFrame both = left.unionByName(right, true);
    assertColumns(both, "id", "name", "city");
    assertRows("[1, Ann, null] [2, Bob, null] [9, null, Bonn]", both);
    assertRows("[Bonn, 9, null]", right.unionByName(nobody.select("name"), true));
    assertRefused(
        "unionByName: There is no column \"name\"; here are city, ID",
        () -> left.unionByName(right));
  }

  @Test
  void checkpointsStayWhatTheyWere() throws Exception {
    sql("CREATE OR REPLACE TABLE changing AS SELECT 1 AS n, 'a' AS \"odd name\"");
    DataFrame changing = session.table("changing");
    DataFrame here = changing.join(changing.as("b"), lit(true)).localCheckpoint();
    Path folder = Files.createTempDirectory("checkpoint");
    DataFrame there = changing.checkpoint(folder.resolve("rows").toString());
    sql("INSERT INTO changing VALUES (2, 'b')");
    assertColumns(here, "n", "odd name", "n", "odd name");
    assertRows("[1, a, 1, a]", here);
    assertRows("[1, a]", there);
    assertRows("[1]", there.filter("n > 0").select("n"));
    assertRows("", nobody.localCheckpoint());
    assertTrue(session.catalog().names().stream().noneMatch(n -> n.contains("checkpoint")));
  }

  @Test
  void nullsAreCountedAndSeveralColumnsReplaced() {
    assertRows("[1] [2] [3] [4] [5]", people.na().drop(3).select("id"));
    assertRows("[1] [2] [5]", people.na().drop(2, "age", "city").select("id"));
    assertRows("", nobody.na().drop(1));
    DataFrame replaced =
        people.na().replace(List.of("name", "city"), Map.of("Oslo", "Bergen", "Ann", "Anna"));
    assertRows("[Anna, Bergen] [Bob, Rome]", replaced.filter("id < 3").select("name", "city"));
  }
}
