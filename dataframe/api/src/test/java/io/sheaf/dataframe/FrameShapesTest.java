package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames turned into others, samples, statistics, on one partition and on several. */
@ParameterizedClass
@ValueSource(ints = {1, 7})
class FrameShapesTest extends FrameTest {
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
    long sampled = parts.get(0).sample(0.5, 5).count();
    assertTrue(sampled > 0 && sampled < parts.get(0).count(), "sampled " + sampled);
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
  }
}
