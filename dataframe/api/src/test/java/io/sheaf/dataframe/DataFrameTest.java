package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.avg;
import static io.sheaf.dataframe.Functions.col;
import static io.sheaf.dataframe.Functions.count;
import static io.sheaf.dataframe.Functions.desc;
import static io.sheaf.dataframe.Functions.expr;
import static io.sheaf.dataframe.Functions.lag;
import static io.sheaf.dataframe.Functions.lit;
import static io.sheaf.dataframe.Functions.max;
import static io.sheaf.dataframe.Functions.rowNumber;
import static io.sheaf.dataframe.Functions.sum;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What each method of a frame promises: columns, rows, order, NULLs, no row, and its errors. */
@ParameterizedClass
@ValueSource(ints = {1, 7, FrameTest.WORKERS})
class DataFrameTest extends FrameTest {

  @Test
  void selectsColumnsByNameIgnoringCase() {
    DataFrame selected = people.select(col("NAME"), col("age").plus(1), lit("x").as("X"));
    assertColumns(selected, "name", "age + 1", "X");
    assertRows("[Ann, 32, x] [Bob, 26, x] [Cid, null, x] [Dee, 26, x] [Eve, 41, x]", selected);
    assertColumns(people.select("*"), "id", "name", "age", "city");
    assertColumns(people.select(col("people.*"), col("id")), "id", "name", "age", "city", "id");
    assertEquals(List.of(), nobody.select("id").collect());
  }

  @Test
  void selectsExpressionsAsSqlWritesThem() {
    DataFrame selected =
        people.selectExpr("id", "upper(name) AS loud", "CASE WHEN age > 30 THEN 1 END");
    assertColumns(selected, "id", "loud", "case when age > 30 then 1 else null end");
    assertOrdered("[1, ANN, 1]", selected.orderBy("id").limit(1));
    assertOrdered("[5]", people.selectExpr("count(*)"));
  }

  @Test
  void aggregatesInSelectMakeOneRow() {
    assertOrdered("[121, 4]", people.select(sum("age"), count(col("age"))));
    assertOrdered("[null, 0]", nobody.select(sum("age"), count(col("age"))));
  }

  @Test
  void addsReplacesRenamesAndDropsColumns() {
    DataFrame changed =
        people
            .withColumn("next", col("id").plus(1))
            .withColumn("ID", col("id").multiply(10))
            .withColumnRenamed("NAME", "first")
            .drop("age", "City");
    assertColumns(changed, "ID", "first", "next");
    assertOrdered("[10, Ann, 2] [20, Bob, 3]", changed.orderBy("id").limit(2));
    assertColumns(people.toDF("a", "b", "c", "d"), "a", "b", "c", "d");
  }

  @Test
  void filtersByWhatIsTrue() {
    assertRows("[2] [4]", people.filter(col("age").lt(30)).select("id"));
    assertRows("[1] [5]", people.where("age BETWEEN 30 AND 50").select("id"));
    assertRows("[3]", people.filter(col("age").isNull()).select("id"));
    assertRows("", nobody.filter("id = 1"));
  }

  @Test
  void limitsAndOffsetsFollowTheOrder() {
    DataFrame ordered = people.orderBy(desc("age"), col("id"));
    assertOrdered("[5] [1] [2] [4] [3]", ordered.select("id"));
    assertOrdered("[1] [2]", ordered.offset(1).limit(2).select("id"));
    assertOrdered("[2] [4]", ordered.limit(4).offset(2).select("id"));
    assertOrdered(
        "[4] [2] [1]",
        people.limit(9).orderBy(desc("id")).filter("id <> 5 AND id <> 3").select("id"));
    assertEquals(0, people.limit(0).count());
  }

  @Test
  void ordersSurviveSelectionsOfOtherColumns() {
    DataFrame ordered = people.orderBy(col("age").descNullsFirst(), col("id"));
    assertOrdered("[Cid] [Eve] [Ann] [Bob] [Dee]", ordered.select("name"));
    DataFrame computed = ordered.withColumn("id", lit(0)).filter(col("name").notEqual("Ann"));
    assertOrdered("[Cid] [Eve] [Bob] [Dee]", computed.select("name"));
    assertOrdered("[Cid!] [Eve!]", computed.limit(2).selectExpr("name || '!'"));
  }

  @Test
  void distinctRowsCountNullsAsEqual() {
    assertRows("[25] [31] [40] [null]", people.select("age").distinct());
    assertEquals(5, people.union(people).distinct().count());
    assertRows("[Ann] [Bob]", people.distinct().filter("id < 3").select("name"));
    assertRows("", nobody.dropDuplicates());
  }

  @Test
  void groupsHaveTheirKeysFirst() {
    DataFrame grouped = people.groupBy("city").agg(count().as("n"), avg(col("age")).as("age"));
    assertColumns(grouped, "city", "n", "age");
    assertRows(
        "[Lima, 1, 40] [Oslo, 2, 31] [Rome, 1, 25] [null, 1, 25]",
        grouped.selectExpr("city", "n", "CAST(age AS INTEGER)"));
    assertRows("[false, 2] [null, 1] [true, 2]", people.groupBy(col("age").gt(30)).count());
    assertRows("[Oslo, 2]", grouped.filter(col("n").gt(1)).select("city", "n"));
    assertColumns(people.groupBy("city").max("age", "id"), "city", "max(age)", "max(id)");
    assertRows("", nobody.groupBy("city").count());
    assertOrdered("[0]", nobody.groupBy().count());
    assertOrdered("[31]", people.agg(max("age").filter(col("id").lt(5))));
  }

  @Test
  void windowsSeeTheRowsAround() {
    Window byAge = Window.partitionBy("city").orderBy(desc("age"));
    DataFrame ranked =
        people
            .withColumn("place", rowNumber().over(byAge))
            .withColumn("all", count().over(Window.all()))
            .withColumn("so far", sum("id").over(Window.all().orderBy("id").rowsBetween(-1, 0)));
    assertRows(
        "[1, 1, 5, 1] [2, 1, 5, 3] [3, 2, 5, 5] [4, 1, 5, 7] [5, 1, 5, 9]",
        ranked.select("id", "place", "all", "so far"));
    assertRows("[3]", ranked.filter("place > 1").select("id"));
    assertOrdered(
        "[2, 1] [1, null]",
        people
            .orderBy("id")
            .limit(2)
            .select(col("id"), lag(col("id")).over(Window.all().orderBy("id")))
            .orderBy(desc("id")));
    assertRows(
        "[1, 1]", people.orderBy("id").limit(1).select(col("id"), count().over(Window.all())));
    assertRows("[25] [31] [40] [null]", people.dropDuplicates("AGE").select("age"));
    assertRows("", nobody.dropDuplicates("id", "age"));
    assertRows(
        "[1, 1] [2, 1]",
        people
            .selectExpr("id", "row_number() over (partition by city order by id) AS n")
            .filter("id < 3"));
  }

  @Test
  void joinsOnConditionsKeepBothSides() {
    DataFrame joined = people.join(towns, people.col("city").eq(towns.col("city")));
    assertColumns(joined, "id", "name", "age", "city", "city", "country");
    assertRows(
        "[1, Norway] [2, Italy] [3, Norway]",
        joined.select(people.col("id"), towns.col("country")));
    assertRows("[Oslo] [Oslo] [Rome]", joined.select(towns.col("city")));
    assertRefused(
        "select: Column \"city\" exists more than once here; take it from its frame as in"
            + " left.col(\"city\"), or give the frames aliases",
        () -> joined.select("city"));
    assertRows("[Oslo] [Oslo] [Rome]", joined.select("towns.city"));
  }

  @Test
  void joinsOfAllTypes() {
    var on = people.col("city").eq(towns.col("city"));
    assertRows(
        "[1, Norway] [2, Italy] [3, Norway] [4, null] [5, null]",
        people.join(towns, on, "left").select("id", "country"));
    assertRows(
        "[1, Norway] [2, Italy] [3, Norway] [null, Germany]",
        people.join(towns, on, "right_outer").select("id", "country"));
    assertRows(
        "[1, Norway] [2, Italy] [3, Norway] [4, null] [5, null] [null, Germany]",
        people.join(towns, on, "full").select("id", "country"));
    assertRows("[1] [2] [3]", people.join(towns, on, "semi").select("id"));
    assertRows("[4] [5]", people.join(towns, on, "anti").select("id"));
    assertEquals(15, people.crossJoin(towns).count());
    assertRows("", people.join(nobody, people.col("id").eq(nobody.col("id"))));
    assertTrue(people.join(towns, on, "left").schema().field(5).nullable());
    assertRefused(
        "join: There is no join \"outter\"; there are inner, left, right, full, semi, anti and"
            + " cross",
        () -> people.join(towns, on, "outter"));
  }

  @Test
  void joinsOnCommonColumnsHaveThemOnceAndFirst() {
    DataFrame joined = people.join(towns, "CITY");
    assertColumns(joined, "city", "id", "name", "age", "country");
    assertRows("[Oslo, 1] [Oslo, 3] [Rome, 2]", joined.select("city", "id"));
    assertRows(
        "[Bonn, null] [Lima, 5] [Oslo, 1] [Oslo, 3] [Rome, 2] [null, 4]",
        people.join(towns, List.of("city"), "full").select("city", "id"));
    assertRows(
        "[Bonn, null] [Oslo, 1] [Oslo, 3] [Rome, 2]",
        people.join(towns, List.of("city"), "right").select("city", "id"));
    assertRows("[4] [5]", people.join(towns, List.of("city"), "anti").select("id"));
    assertRows("[1] [2] [3] [4] [5]", people.join(people, "id").select("id"));
  }

  @Test
  void selfJoinsNeedAliases() {
    DataFrame a = people.as("a");
    DataFrame b = people.as("b");
    DataFrame pairs = a.join(b, a.col("age").eq(b.col("age")).and(col("a.id").lt(col("b.id"))));
    assertRows("[Bob, Dee]", pairs.select("a.name", "b.name"));
    assertRows("[Bob, Dee]", pairs.select(a.col("name"), b.col("name")));
    assertRefused(
        "join: Column \"id\" is one of both sides, which come from the same frame; give each side"
            + " an alias with as(...) and take the columns of these",
        () -> people.join(people.filter("id > 1"), people.col("id").eq(people.col("id"))));
  }

  @Test
  void setsMatchColumnsByPlaceOrName() {
    DataFrame some = people.filter("id <= 2").select("id", "name");
    DataFrame others = people.filter("id BETWEEN 2 AND 3").select("id", "name");
    assertRows("[1, Ann] [2, Bob] [2, Bob] [3, Cid]", some.union(others));
    assertRows("[2, Bob]", some.intersect(others));
    assertRows("[1, Ann]", some.except(others));
    assertRows("[1, Ann] [2, Bob]", some.union(some).exceptAll(some));
    assertRows("[2, Bob]", some.union(some).intersectAll(others));
    assertRows(
        "[1, Ann] [2, Bob] [2, Bob] [3, Cid]", some.unionByName(others.select("name", "ID")));
    assertRefused(
        "union: Both frames need as many columns, but have 2 and 1",
        () -> some.union(others.select("id")));
    assertRefused(
        "unionByName: There is no column \"name\"; here are id",
        () -> some.unionByName(others.select("id")));
  }

  @Test
  void framesStandForValues() {
    DataFrame oldest = people.agg(max("age"));
    assertRows("[Eve]", people.filter(col("age").eq(oldest.scalar())).select("name"));
    assertRows("[1] [2] [3]", people.filter(col("city").isin(towns.select("city"))).select("id"));
    assertRefused(
        "filter: A frame that stands for values has one column, not 2",
        () -> people.filter(col("city").isin(towns)));
  }

  @Test
  void oddNamesAreNamesLikeOthers() {
    DataFrame odd =
        people.select(
            col("id").as("a b"),
            col("name").as("x.y"),
            col("age").as("SELECT"),
            col("city").as("\"q`"));
    assertColumns(odd, "a b", "x.y", "SELECT", "\"q`");
    assertOrdered(
        "[1, Ann, 31, Oslo]",
        odd.filter(col("x.y").eq("Ann")).select("A B", "x.y", "select", "\"q`"));
    assertOrdered("[5, Eve]", odd.orderBy(desc("a b")).limit(1).selectExpr("\"a b\"", "\"x.y\""));
  }

  @Test
  void nothingIsReadBeforeRowsAreAskedFor() {
    DataFrame failing = people.select(expr("1 / (id - id)").as("x"));
    assertColumns(failing.filter("x > 1").orderBy("x"), "x");
    assertRefused("division by zero: 1 / 0", failing::collect);
  }

  @Test
  void queriesOfSqlAreFrames() {
    DataFrame query =
        session.query("SELECT id, id AS id FROM people WHERE id > ? ORDER BY 1 DESC", 3);
    assertOrdered("[5, 5] [4, 4]", query);
    assertEquals(2, query.count());
    DataFrame text = session.query("SELECT name, age FROM people WHERE city = ?", "Oslo");
    assertRows("[Ann] [Cid]", text.filter(col("name").lt("D")).select("name"));
    assertRefused(
        "query: The query has 1 parameters, and 0 values were given",
        () -> session.query("SELECT ? + 1"));
  }

  @Test
  void rowsAreCountedAndTaken() {
    assertEquals(5, people.count());
    assertEquals(0, nobody.count());
    assertTrue(nobody.isEmpty());
    assertFalse(people.isEmpty());
    assertEquals("[1, Ann, 31, Oslo]", people.orderBy("id").first().orElseThrow().toString());
    assertTrue(nobody.first().isEmpty());
    assertEquals(2, people.take(2).size());
    assertEquals(5, people.head(9).size());
  }

  @Test
  void errorsNameTheMethodAndWhatWasMeant() {
    assertRefused(
        "select: There is no column \"nam\"; did you mean \"name\"?", () -> people.select("nam"));
    assertRefused(
        "col: There is no column \"xyz\"; here are id, name, age, city", () -> people.col("xyz"));
    assertRefused(
        "filter: There is no column \"ag\"; did you mean \"age\"?", () -> people.filter("ag > 1"));
    assertRefused(
        "table: There is no table \"peple\"; did you mean \"people\"?",
        () -> session.table("peple"));
    assertRefused(
        "selectExpr: There is no function \"lowr\"; did you mean \"LOWER\"?",
        () -> people.selectExpr("id", "lowr(name)"));
  }

  @Test
  void plansAreExplained() {
    assertTrue(people.filter("id = 1").explain().contains("WHERE (id = 1)"));
    assertTrue(people.explain("logical").contains("TableScan"));
    assertTrue(people.explain("analyze").contains("planned"), people.explain("analyze"));
    assertRefused("EXPLAIN has no mode \"fast\"", () -> people.explain("fast"));
  }
}
