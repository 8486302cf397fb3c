package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import io.sheaf.dataframe.rdd.Rdd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rdds that are much larger than the memory of their session. */
class RddMemoryTest {
  private static final int ROWS = 200_000;

  private Session session;

  @BeforeEach
  void open() {
    session = Session.builder().set("threads", "2").set("memory", "4MB").build();
  }

  /** Nothing may be held then. */
  @AfterEach
  void close() {
    session.close();
  }

  private PairRdd<Long, String> pairs() {
    return session
        .rdds()
        .range(0, ROWS, 1, 3)
        .mapToPair(i -> Pair.of(i * 7919 % ROWS, "the value of number " + i));
  }

  @Test
  void sortsGoToDisk() {
    Rdd<Long> keys = pairs().sortByKey().keys();
    Rdd<Long> misplaced =
        keys.zipWithIndex().filter(pair -> !pair.key().equals(pair.value())).keys();
    assertEquals(0, misplaced.count());
    assertEquals(ROWS, keys.count());
  }

  @Test
  void sortsGoOnWhereAKeyIsNoNumber() {
    Rdd<Long> keys =
        pairs()
            .mapToPair(pair -> Pair.of(pair.key() == 0 ? null : pair.key(), ""))
            .sortByKey()
            .keys();
    assertEquals(
        ROWS,
        keys.zipWithIndex()
            .filter(pair -> pair.value() == (pair.key() == null ? 0 : pair.key()))
            .count());
  }

  @Test
  void joinsGoToDisk() {
    PairRdd<Long, String> other = pairs().mapValues(text -> text + "!");
    assertEquals(
        ROWS,
        pairs().join(other).filter(p -> p.value().value().equals(p.value().key() + "!")).count());
    PairRdd<Long, String> tens =
        pairs().map(pair -> Pair.of(pair.key() / 10, pair.value())).mapToPair(p -> p);
    assertEquals(10L * ROWS, tens.join(tens).count());
    assertEquals(ROWS, tens.join(pairs().filter(p -> p.key() < ROWS / 10)).count());
  }

  @Test
  void groupsGoToDisk() {
    PairRdd<Long, List<String>> groups =
        pairs().map(pair -> Pair.of(pair.key() / 10, pair.value())).mapToPair(p -> p).groupByKey();
    assertEquals(ROWS / 10, groups.filter(group -> group.value().size() == 10).count());
  }

  @Test
  void sumsOfManyKeysFit() {
    assertEquals(
        ROWS,
        pairs().mapValues(text -> 1L).reduceByKey(Long::sum).filter(p -> p.value() == 1).count());
  }

  /** Lists that grow while their values are combined, long before they are moved. */
  @Test
  void statesThatGrowGoOnBeforeMemoryIsGone() {
    PairRdd<Long, String> few =
        pairs().map(pair -> Pair.of(pair.key() % 500, pair.value())).mapToPair(p -> p);
    PairRdd<Long, ArrayList<String>> lists =
        few.aggregateByKey(new ArrayList<>(), RddMemoryTest::added, RddMemoryTest::allAdded);
    assertEquals(500, lists.filter(list -> list.value().size() == ROWS / 500).count());
  }

  private static ArrayList<String> added(ArrayList<String> list, String value) {
    list.add(value);
    return list;
  }

  private static ArrayList<String> allAdded(ArrayList<String> list, ArrayList<String> more) {
    list.addAll(more);
    return list;
  }

  @Test
  void whatCannotBeInMemoryIsSaid() {
    PairRdd<Integer, String> one = pairs().values().mapToPair(text -> Pair.of(1, text));
    isTooMuch("Values of a key", () -> one.groupByKey().count());
    isTooMuch("Values of a key", () -> one.cogroup(one).count());
    isTooMuch("Result of an rdd", () -> one.collect());
    assertEquals(3, one.take(3).size());
  }

  private static void isTooMuch(String owner, Executable action) {
    SheafException e = assertThrows(SheafException.class, action);
    assertEquals("OUT_OF_MEMORY", e.code());
    assertTrue(e.getMessage().startsWith(owner), e.getMessage());
  }
}
