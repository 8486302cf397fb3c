package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.WorkerExcluded;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who keeps failing is left out, and comes back. */
class ExclusionsTest {
  private static final StageId STAGE = new StageId(1, 2);
  private static final SheafException DISK = SheafException.external("DISK_FULL", "full", null);

  private final Happened happened = new Happened();
  private long now;
  private final Exclusions exclusions = new Exclusions(happened, () -> now);

  private static TaskId task(StageId stage, int partition) {
    return new TaskId(stage, partition, 0);
  }

  private void fail(StageId stage, int partition, long epoch) {
    exclusions.failed(new TaskFailure.TaskFailed(task(stage, partition), DISK), epoch);
  }

  @Test
  void aTaskIsNotGivenToWhomItFailedWith() {
    fail(STAGE, 0, 7);
    assertTrue(exclusions.excludes(7, STAGE, 0));
    assertFalse(exclusions.excludes(7, STAGE, 1));
    assertFalse(exclusions.excludes(8, STAGE, 0));
  }

  @Test
  void twoFailuresAreEnoughForAStage() {
    fail(STAGE, 0, 7);
    fail(STAGE, 1, 7);
    assertTrue(exclusions.excludes(7, STAGE, 5));
    assertFalse(exclusions.excludes(7, new StageId(1, 3), 5));
    assertEquals(
        List.of(new WorkerExcluded(0, 7, 1, 2, Exclusions.MEMORY_NANOS)),
        happened.all(WorkerExcluded.class));
  }

  @Test
  void manyFailuresAreEnoughForAll() {
    for (int i = 0; i < Exclusions.WORKER_FAILURES; i++) {
      assertFalse(exclusions.excludes(7, new StageId(9, 0), 0));
      fail(new StageId(1, i), 0, 7);
    }
    assertTrue(exclusions.excludes(7, new StageId(9, 0), 0));
    now = Exclusions.MEMORY_NANOS + 1;
    assertFalse(exclusions.excludes(7, new StageId(9, 0), 0), "it has another chance");
    assertFalse(exclusions.excludes(7, new StageId(1, 0), 0));
  }

  @Test
  void onlyTheWorkerThatIsToBlameIsLeftOut() {
    TaskId source = task(STAGE, 3);
    exclusions.failed(new TaskFailure.FetchFailed(source, 5, "damaged"), 7);
    assertTrue(exclusions.excludes(5, STAGE, 3), "the rows lay there");
    assertFalse(exclusions.excludes(7, STAGE, 3));
    SheafException memory = SheafException.resource("OUT_OF_MEMORY", "too much");
    exclusions.failed(new TaskFailure.TaskFailed(source, memory), 7);
    exclusions.failed(new TaskFailure.QueryFailed(DISK), 7);
    exclusions.failed(new TaskFailure.WorkerLost(source), 7);
    assertFalse(exclusions.excludes(7, STAGE, 3));
  }
}
