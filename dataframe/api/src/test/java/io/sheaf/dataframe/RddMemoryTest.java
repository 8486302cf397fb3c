package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import io.sheaf.dataframe.rdd.Rdd;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
