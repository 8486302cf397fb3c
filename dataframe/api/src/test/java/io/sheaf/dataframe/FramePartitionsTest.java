package io.sheaf.dataframe;

import static io.sheaf.dataframe.Functions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Accumulator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** How lambdas see the rows of frames, on one partition, on several and on workers. */
@ParameterizedClass
@ValueSource(ints = {1, 7, FrameTest.WORKERS})
class FramePartitionsTest extends FrameTest {
  record Person(int id, String city) {}

  private static List<List<Object>> ids(DataFrame frame) {
    List<List<Object>> ids = new ArrayList<>();
    for (List<Row> partition : frame.rdd().glom().collect()) {
      ids.add(partition.stream().map(row -> row.get(0)).toList());
    }
    return ids;
  }

  @Test
  void rowsAreDealtOutEvenly() {
    DataFrame dealt = session.range(1000).repartition(5);
    assertEquals(5, dealt.rdd().partitions());
    assertEquals(1000, dealt.count());
    List<List<Object>> ids = ids(dealt);
    assertTrue(ids.stream().allMatch(p -> p.size() > 100 && p.size() < 300), ids.toString());
    assertEquals(5, dealt.filter("id > 500").where("id < 600").rdd().partitions());
    assertEquals(99, dealt.filter("id > 500").where("id < 600").rdd().count());
    assertEquals(List.of(List.of(), List.of(), List.of()), ids(nobody.repartition(3)));
    assertRefused("a frame has at least one partition", () -> people.repartition(0));
  }

  @Test
  void equalKeysShareAPartition() {
    DataFrame dealt = session.range(700).repartition(4, col("id").mod(7));
    Set<Long> seen = new HashSet<>();
    List<List<Object>> partitions = ids(dealt);
    assertEquals(4, partitions.size());
    for (List<Object> partition : partitions) {
      Set<Long> keys = new HashSet<>();
      partition.forEach(id -> keys.add((Long) id % 7));
      keys.forEach(key -> assertTrue(seen.add(key), "key " + key + " is in two partitions"));
    }
    assertEquals(7, seen.size());
    int parallel = session.conf().settings().engine().threads();
    assertEquals(parallel, people.repartition(col("city"), col("age")).rdd().partitions());
    assertEquals(5, people.repartition(2, col("city")).as(Person.class).count());
    assertEquals(
        Set.of(1, 2, 3, 4, 5),
        Set.copyOf(people.repartition(2, col("age")).as(Person.class).map(Person::id).collect()));
    assertRefused(
        "repartition: There is no column \"ctiy\"; did you mean \"city\"?",
        () -> people.repartition(2, col("ctiy")));
  }

  @Test
  void rangesFollowEachOther() {
    List<List<Object>> ids = ids(session.range(100).repartitionByRange(4, desc("id")));
    assertEquals(4, ids.size());
    long least = 100;
    for (List<Object> partition : ids) {
      assertEquals(25, partition.size());
      long greatest = partition.stream().mapToLong(id -> (Long) id).max().orElseThrow();
      assertTrue(greatest < least, ids.toString());
      least = partition.stream().mapToLong(id -> (Long) id).min().orElseThrow();
    }
    List<List<Object>> ages = ids(people.select("age").repartitionByRange(3, col("age")));
    assertEquals(1, ages.stream().filter(p -> p.contains(25)).count(), ages.toString());
    assertEquals(5, ages.stream().mapToInt(List::size).sum());
    assertEquals(List.of(List.of(), List.of()), ids(nobody.repartitionByRange(2, col("id"))));
  }

  @Test
  void partitionsAreSorted() {
    DataFrame sorted =
        session.range(300).repartition(3, col("id").mod(5)).sortWithinPartitions("id");
    for (List<Object> partition : ids(sorted)) {
      assertEquals(partition.stream().sorted().toList(), partition);
    }
    List<List<Object>> ids =
        ids(people.repartition(1).sortWithinPartitions(col("age").descNullsFirst(), desc("id")));
    assertEquals(List.of(List.of(3, 5, 1, 4, 2)), ids);
    assertEquals(
        List.of(2L, 1L, 0L),
        session.range(3).repartition(1).sortWithinPartitions(desc("id")).rdd().collect().stream()
            .map(row -> row.get(0))
            .toList());
    assertRefused(
        "sortWithinPartitions: There is no column \"idd\"; did you mean \"id\"?",
        () -> people.sortWithinPartitions("idd"));
  }

  @Test
  void partitionsAreCoalescedWithWhatIsKnownOfThem() {
    DataFrame dealt = session.range(100).repartition(8, col("id").mod(10));
    assertEquals(3, dealt.coalesce(3).rdd().partitions());
    assertEquals(8, dealt.coalesce(9).rdd().partitions());
    for (int key = 0; key < 10; key++) {
      long wanted = key;
      assertEquals(
          1,
          ids(dealt.coalesce(3)).stream()
              .filter(p -> p.stream().anyMatch(id -> (Long) id % 10 == wanted))
              .count());
    }
    assertEquals(1, people.orderBy("id").coalesce(4).rdd().partitions());
    assertEquals(5, people.coalesce(1).rdd().count());
    assertRefused("a frame has at least one partition", () -> dealt.coalesce(0));
  }

  @Test
  void partitionsAreGivenToActionsWhereTheyAre() {
    Accumulator<Long> rows = session.rdds().longAccumulator();
    Accumulator<Long> partitions = session.rdds().longAccumulator();
    people
        .repartition(6)
        .foreachPartition(
            partition -> {
              partitions.add(1L);
              partition.forEachRemaining(row -> rows.add((long) (Integer) row.get(0)));
            });
    assertEquals(6, partitions.value());
    assertEquals(15, rows.value());
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> people.foreachPartition(partition -> partition.next().get(9)));
    assertTrue(
        e.getMessage().startsWith("foreachPartition at FramePartitionsTest"), e.getMessage());
    nobody.foreachPartition(partition -> rows.add(partition.hasNext() ? 100L : 0L));
    assertEquals(15, rows.value());
  }

  @Test
  void hintsAreTakenOrNamed() {
    assertRows("[Oslo] [Oslo] [Rome]", people.join(broadcast(towns), "city").select("city"));
    assertRows("[1]", people.hint("MERGE").filter("id = 1").select("id"));
    assertEquals(3, people.hint("repartition", 3).rdd().partitions());
    assertEquals(2, people.hint("repartition", 2, "city").rdd().partitions());
    assertEquals(2, people.hint("repartition_by_range", 2, col("id")).rdd().partitions());
    assertEquals(2, people.repartition(4).hint("coalesce", 2).rdd().partitions());
    assertRefused(
        "hint: there is no hint 'brodcast'; did you mean 'broadcast'?",
        () -> people.hint("brodcast"));
    assertRefused("hint: coalesce takes a number of partitions", () -> people.hint("coalesce"));
    assertRefused("hint: takes a number and columns, not 2.5", () -> people.hint("merge", 2.5));
  }

  @Test
  void lambdasMakeColumnsOfNumbers() {
    DataFrame bits = people.mapLong("bits", "id", id -> Long.bitCount(id) * 10L);
    assertColumns(bits, "id", "name", "age", "city", "bits");
    assertRows("[1, 10] [2, 10] [3, 20] [4, 10] [5, 20]", bits.select("id", "bits"));
    assertRows(
        "[1, 15.5] [2, 12.5] [3, null] [4, 12.5] [5, 20.0]",
        people.mapDouble("AGE", "age", age -> age / 2).select("id", "age"));
    DataFrame parts = session.query("SELECT 2.5e0 AS x UNION ALL SELECT NULL");
    assertRows("[2.5, 1.5] [null, null]", parts.mapDouble("y", "x", x -> x - 1));
    assertRows("[20]", bits.filter("bits > 10").agg(max("bits")));
    assertRows("", nobody.mapLong("bits", "id", id -> id));
    assertRefused(
        "mapLong: column 'name' is VARCHAR(3)", () -> people.mapLong("x", "name", value -> value));
    assertRefused(
        "mapDouble: there is no column 'agee'; did you mean 'age'?",
        () -> people.mapDouble("x", "agee", value -> value));
    SheafException e =
        assertThrows(
            SheafException.class, () -> people.mapLong("x", "id", id -> 1 / (id - 2)).count());
    assertTrue(e.getMessage().startsWith("mapLong at FramePartitionsTest"), e.getMessage());
  }
}
