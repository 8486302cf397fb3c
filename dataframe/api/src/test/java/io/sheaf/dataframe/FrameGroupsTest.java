package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What groups of several sets of keys promise, on one partition, on several and on workers. */
@ParameterizedClass
@ValueSource(ints = {1, 7, FrameTest.WORKERS})
class FrameGroupsTest extends FrameTest {
  @Test
  void rollupsHaveAllTheirTotals() {
    DataFrame totals =
        people.rollup("city", "age").agg(count().as("n"), grouping("city").as("all"));
    assertColumns(totals, "city", "age", "n", "all");
    assertRows(
        "[Lima, 40, 1, 0] [Lima, null, 1, 0] [Oslo, 31, 1, 0] [Oslo, null, 1, 0] [Oslo, null, 2, 0]"
            + " [Rome, 25, 1, 0] [Rome, null, 1, 0] [null, 25, 1, 0] [null, null, 1, 0]"
            + " [null, null, 5, 1]",
        totals);
    assertRows("[5]", totals.filter(col("all").eq(1)).select("n"));
    assertRows("[null, 0]", nobody.rollup("city").count());
  }

  @Test
  void cubesHaveEveryChoiceOfKeys() {
    DataFrame cube =
        people
            .cube("city", "age")
            .agg(groupingId("city", "age").as("id"), countDistinct(col("id")));
    assertRows("[0, 5] [1, 4] [2, 4] [3, 1]", cube.groupBy("id").count());
    assertRows("[3, 5]", cube.filter("id = 3").select(col("id"), col("count(distinct id)")));
    assertTrue(cube.schema().field(0).nullable());
    assertRefused(
        "cube: takes at most 10 keys, not 11",
        () -> people.cube("id", "id", "id", "id", "id", "id", "id", "id", "id", "id", "id"));
  }

  @Test
  void groupingSetsAreThoseThatAreNamed() {
    assertRows(
        "[null, 25, 2] [null, 31, 1] [null, 40, 1] [null, null, 1] [null, null, 5]",
        people
            .groupingSets(List.of(List.of("age"), List.of()))
            .count()
            .selectExpr("NULL", "age", "count"));
    assertRows("", nobody.groupingSets(List.of(List.of("age"), List.of("city"))).count());
    DataFrame kept = people.groupingSets(List.of(List.of("city", "age"), List.of("city"))).count();
    kept.createTempView("grouped");
    assertRows("[9]", session.query("SELECT count(*) FROM grouped"));
  }

  @Test
  void pairsOfNumbersHaveStatistics() {
    DataFrame pairs = people.filter("age IS NULL OR id < 3").select(col("id"), col("age"));
    assertRows(
        "[-1.0, 2, -6.0]",
        pairs.select(
            corr(col("age"), col("id")),
            regrCount(col("age"), col("id")),
            regrSlope(col("age"), col("id"))));
    assertRows(
        "[null, 0]",
        nobody.select(covarPop(col("id"), col("age")), regrCount(col("id"), col("age"))));
    assertRows("[6]", people.filter("id = 1").select(octetLength(lit("größe")).minus(1)));
  }

  @Test
  void longChainsOfCallsMakeOneSelect() {
    DataFrame chain = people;
    for (int i = 0; i < 30; i++) {
      chain = chain.withColumn("c" + i, col("id").plus(i)).withColumn("age", col("age").plus(1));
    }
    String plan = chain.explain("parsed");
    assertTrue(plan.indexOf("SELECT") == plan.lastIndexOf("SELECT"), plan);
    assertRows("[1, 61, 30]", chain.filter("id = 1").select("id", "age", "c29"));
    DataFrame twice =
        people.withColumn("b", col("id").plus(1)).withColumn("c", col("b").multiply(col("b")));
    assertRows("[2, 4] [3, 9]", twice.filter("id < 3").select("b", "c"));
    DataFrame ranked =
        people
            .withColumn("n", rowNumber().over(Window.all().orderBy("id")))
            .withColumn("m", col("n").plus(1));
    assertRows("[5, 6]", ranked.filter("m > 5").select("n", "m"));
  }
}
