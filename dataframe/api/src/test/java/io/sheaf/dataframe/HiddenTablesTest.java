package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.dataframe.rdd.Rdd;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Code that frames and rdds are made of is there as long as one of these is. */
class HiddenTablesTest {
  private static final int CALLS = Boolean.getBoolean("sheaf.soak") ? 10_000 : 1_000;
  private static final int COLLECTIONS = 500;
  private static final long WAIT_NANOS = 10_000_000;

  private final Session session = Session.local(1);

  record Numbered(long id) {}

  @AfterEach
  void close() {
    session.close();
    assertEquals(0, session.catalog().codeTables());
  }

  private int tablesLeft(int expected) {
    for (int i = 0; i < COLLECTIONS && session.catalog().codeTables() > expected; i++) {
      System.gc();
      LockSupport.parkNanos(WAIT_NANOS); // another thread drops what is gone
    }
    return session.catalog().codeTables();
  }

  @Test
  void lambdasAreForgottenWithTheirFrames() {
    DataFrame range = session.range(10);
    for (int i = 0; i < CALLS; i++) {
      long least = i;
      DataFrame frame = range.filterLong("id", id -> id >= least);
      if (i % 1000 == 5) {
        assertEquals(i == 5 ? 5 : 0, frame.filter("id >= 0").count());
      }
    }
    assertEquals(0, tablesLeft(0));
  }

  @Test
  void framesThatAreMadeOfOthersKeepTheirCode() {
    DataFrame sum = session.range(10).filterLong("id", id -> id > 6).agg(Functions.sum("id"));
    DataFrame compared =
        session.range(30).filter(Functions.col("id").eq(sum.scalar())).filterLong("id", id -> true);
    sum = null;
    assertEquals(2, tablesLeft(2));
    assertEquals(24L, compared.collect().getFirst().get(0));
    compared = null;
    assertEquals(0, tablesLeft(0));
  }

  @Test
  void viewsKeepTheirCode() {
    session.range(10).filterLong("id", id -> id > 6).createTempView("large");
    session.parallelize(List.of(new Numbered(3), new Numbered(4))).toDataFrame(Numbered.class);
    assertEquals(1, tablesLeft(1));
    assertEquals(3, session.table("large").count());
  }

  @Test
  void keptElementsAreForgottenWithTheirRdds() {
    Rdd<Integer> kept = session.parallelize(List.of(1, 2, 3)).cache();
    Rdd<Integer> doubled = kept.map(i -> i * 2);
    assertEquals(List.of(2, 4, 6), doubled.collect());
    kept = null;
    assertEquals(1, tablesLeft(1));
    assertEquals(List.of(2, 4, 6), doubled.collect());
    doubled = null;
    assertEquals(0, tablesLeft(0));
    assertTrue(session.catalog().names().isEmpty());
  }
}
