package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.cluster.driver.QueryProgress.Key;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** With whom a task may run, and when: a table for each case. */
class LocalityTest {
  private static final Key TASK = new Key(1, 0);
  private static final long WAIT = Locality.WAIT_NANOS;

  /** Who is preferred, could run it, and has a free slot at a moment; and who may have it then. */
  private record Row(
      Set<Long> preferred, Set<Long> present, Set<Long> free, long nanos, Set<Long> allowed) {}

  private static void check(List<Row> rows) {
    Locality locality = new Locality();
    for (Row row : rows) {
      assertEquals(
          row.allowed(),
          locality.allowed(TASK, row.preferred(), row.present(), row.free(), row.nanos()),
          row.toString());
    }
  }

  @Test
  void whoeverHasWhatItReadsComesFirst() {
    check(
        List.of(
            new Row(Set.of(), Set.of(1L, 2L), Set.of(1L, 2L), 0, Set.of(1L, 2L)),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L, 2L), 0, Set.of(2L)),
            new Row(Set.of(1L, 2L), Set.of(1L, 2L, 3L), Set.of(2L, 3L), 0, Set.of(2L))));
  }

  @Test
  void itWaitsALittleForThemAndThenTakesAny() {
    check(
        List.of(
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L), 5, Set.of()),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L), 5 + WAIT - 1, Set.of()),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L), 5 + WAIT, Set.of(1L)),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L, 2L), 5 + WAIT, Set.of(2L))));
  }

  @Test
  void itDoesNotWaitForThoseWhoAreNotThere() {
    check(List.of(new Row(Set.of(9L), Set.of(1L), Set.of(1L), 0, Set.of(1L))));
  }

  @Test
  void timeWithoutAnyFreeSlotIsNoWaiting() {
    check(
        List.of(
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(), 0, Set.of()),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L), WAIT, Set.of()),
            new Row(Set.of(2L), Set.of(1L, 2L), Set.of(1L), 2 * WAIT, Set.of(1L))));
  }

  @Test
  void itWaitsAgainWhenItHasToRunAgain() {
    Locality locality = new Locality();
    Set<Long> both = Set.of(1L, 2L);
    assertEquals(Set.of(), locality.allowed(TASK, Set.of(2L), both, Set.of(1L), 0));
    assertEquals(Set.of(1L), locality.allowed(TASK, Set.of(2L), both, Set.of(1L), WAIT));
    locality.started(TASK);
    long later = TimeUnit.SECONDS.toNanos(9);
    assertEquals(Set.of(), locality.allowed(TASK, Set.of(2L), both, Set.of(1L), later));
  }
}
