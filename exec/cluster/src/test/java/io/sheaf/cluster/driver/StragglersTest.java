package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task is slow once most of its stage are done and it took much longer than half of them. */
class StragglersTest {
  private static final int PARTITIONS = 8;

  private final Stragglers stragglers = new Stragglers(new Stragglers.Limits(0.75, 3, 100));

  private static TaskId task(int partition) {
    return new TaskId(new StageId(1, 4), partition, partition);
  }

  private List<Key> slow(long now) {
    return stragglers.slow(now, stage -> PARTITIONS);
  }

  @Test
  void theSlowAreFoundByTheOthersOfTheirStage() {
    for (int p = 0; p < PARTITIONS; p++) {
      stragglers.began(task(p), 0);
    }
    for (int p = 0; p < 5; p++) {
      stragglers.done(task(p), 50 + p);
    }
    assertEquals(List.of(), slow(10_000), "too few are done to tell");
    stragglers.done(task(5), 60);
    assertEquals(List.of(), slow(3 * 52));
    assertEquals(List.of(new Key(4, 6), new Key(4, 7)), slow(3 * 52 + 1));
    stragglers.ended(task(6));
    assertEquals(List.of(new Key(4, 7)), slow(1000));
  }

  @Test
  void shortTasksAreNotWorthACopy() {
    for (int p = 0; p < PARTITIONS; p++) {
      stragglers.began(task(p), 0);
    }
    for (int p = 0; p < PARTITIONS - 1; p++) {
      stragglers.done(task(p), 1);
    }
    assertEquals(List.of(), slow(100));
    assertEquals(List.of(new Key(4, 7)), slow(101));
  }
}
