package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.driver.QueryProgress.Key;
import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Sort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is computed next, whatever was lost. Stages: 0 scans, 1 sorts, 2 gives the result. */
class QueryProgressTest {
  private static final List<Long> SIZES = List.of(10L, 20L);
  private static final int RESULT = 2;

  private static PhysicalPlan scan() {
    Schema schema = Schema.of(new Field("n", Simple.BIGINT, false));
    return new PhysicalPlan.Scan(
        new TableRef("parquet", "t"),
        schema,
        List.of(0),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        Estimate.UNKNOWN);
  }

  private static StageGraph graph(PhysicalPlan second) {
    return StageGraph.cut(RddCompiler.compile(new Exchange(second, new Partitioning.Single()), 2));
  }

  private static PhysicalPlan spread() {
    return new Exchange(scan(), new Partitioning.Hash(List.of(0), 2));
  }

  private static QueryProgress sorting() {
    return progress(graph(new Sort(spread(), List.of())));
  }

  private static QueryProgress progress(StageGraph graph) {
    return new QueryProgress(
        1,
        graph,
        new StageFilters(List.of(), StageClass.of(graph), new MemoryPool(1 << 20)),
        TaskSizes.USUAL,
        (key, task, epoch, why) -> {});
  }

  private static Address at(long epoch) {
    return new Address(epoch, "host", 1, "");
  }

  private static TaskId compute(QueryProgress progress, int stage, int partition, long epoch) {
    TaskId task = progress.start(new Key(stage, partition), epoch);
    assertTrue(progress.done(task, at(epoch), SIZES));
    return task;
  }

  private static Set<Key> both(int stage) {
    return Set.of(new Key(stage, 0), new Key(stage, 1));
  }

  @Test
  void inputsComeFirst() {
    QueryProgress progress = sorting();
    assertEquals(both(0), progress.wanted());
    compute(progress, 0, 0, 1);
    TaskId running = progress.start(new Key(0, 1), 2);
    assertEquals(Set.of(), progress.wanted());
    assertTrue(progress.done(running, at(2), SIZES));
    assertEquals(both(1), progress.wanted());
    assertEquals(List.of(1L, 2L), sourcesOf(progress, new Key(1, 0)));
  }

  private static List<Long> sourcesOf(QueryProgress progress, Key key) {
    return progress.inputs(key).getFirst().sources().stream()
        .map(source -> source.address().epoch())
        .toList();
  }

  @Test
  void onlyWhatWasLostIsComputedAgain() {
    QueryProgress progress = sorting();
    compute(progress, 0, 0, 1);
    compute(progress, 0, 1, 2);
    compute(progress, 1, 0, 1);
    TaskId running = progress.start(new Key(1, 1), 2);
    assertEquals(List.of(running), progress.lost(2));
    assertEquals(Set.of(new Key(0, 1)), progress.wanted());
    compute(progress, 0, 1, 3);
    assertEquals(Set.of(new Key(1, 1)), progress.wanted());
    compute(progress, 1, 1, 3);
    assertTrue(progress.hasInputs(RESULT));
  }

  @Test
  void whatWasDroppedIsComputedAgainWhereItIsNeeded() {
    QueryProgress progress = sorting();
    compute(progress, 0, 0, 1);
    compute(progress, 0, 1, 1);
    compute(progress, 1, 0, 1);
    compute(progress, 1, 1, 2);
    progress.drop(0);
    assertTrue(progress.hasInputs(RESULT));
    progress.lost(2);
    assertEquals(both(0), progress.wanted());
  }

  @Test
  void whatIsLostAfterItsReadersAreDoneIsNotNeeded() {
    QueryProgress progress = sorting();
    assertTrue(progress.isNeeded(0));
    compute(progress, 0, 0, 1);
    compute(progress, 0, 1, 2);
    assertFalse(progress.isNeeded(0));
    progress.lost(2);
    assertTrue(progress.isNeeded(0));
    compute(progress, 0, 1, 2);
    compute(progress, 1, 0, 1);
    compute(progress, 1, 1, 1);
    progress.lost(2);
    assertFalse(progress.isComplete(0));
    assertFalse(progress.isNeeded(0));
    progress.lost(1);
    assertTrue(progress.isNeeded(0));
    assertTrue(progress.isNeeded(1));
  }

  @Test
  void anOldAttemptIsOfNoUse() {
    QueryProgress progress = sorting();
    TaskId old = progress.start(new Key(0, 0), 1);
    progress.lost(1);
    TaskId next = progress.start(new Key(0, 0), 2);
    assertFalse(progress.done(old, at(1), SIZES));
    assertFalse(progress.done(next, at(1), SIZES), "a worker that was given up");
    assertFalse(progress.ended(old, 1));
    assertTrue(progress.done(next, at(2), SIZES));
    assertFalse(progress.lost(old));
    assertTrue(progress.lost(next));
    assertFalse(progress.lost(next));
  }

  @Test
  void whatCannotBeRepeatedIsRolledBackWhole() {
    PhysicalPlan limited = new Limit(new Sort(spread(), List.of()), 0, 5);
    PhysicalPlan second = new Exchange(limited, new Partitioning.Hash(List.of(0), 2));
    QueryProgress progress = progress(graph(new Sort(second, List.of())));
    for (int stage = 0; stage < 3; stage++) {
      compute(progress, stage, 0, 1);
      compute(progress, stage, 1, stage == 1 ? 2 : 1);
    }
    assertTrue(progress.hasInputs(3));
    progress.lost(2);
    assertEquals(both(1), progress.wanted());
    compute(progress, 1, 0, 1);
    compute(progress, 1, 1, 1);
    assertEquals(both(2), progress.wanted());
  }

  @Test
  void whatIsLittleIsReadByOneTask() {
    QueryProgress progress = sorting();
    compute(progress, 0, 0, 1);
    assertEquals(Map.of(), progress.regroup());
    compute(progress, 0, 1, 2);
    assertEquals(
        List.of("coalesced: 1 task reads 2 partitions, which have 60 bytes"),
        progress.regroup().get(1).words());
    assertEquals(Map.of(), progress.regroup());
    Set<Key> one = Set.of(new Key(1, 0));
    assertEquals(one, progress.wanted());
    List<Source> sources = progress.inputs(new Key(1, 0)).getFirst().sources();
    assertEquals(List.of(0, 0, 1, 1), sources.stream().map(s -> s.block().partition()).toList());
    progress.lost(2);
    assertEquals(Set.of(new Key(0, 1)), progress.wanted());
    assertTrue(
        progress.done(
            progress.start(new Key(0, 1), 1), at(1), List.of(100_000_000L, 100_000_000L)));
    assertEquals(Map.of(), progress.regroup(), "it is decided");
    assertEquals(one, progress.wanted());
    compute(progress, 1, 0, 1);
    assertTrue(progress.hasInputs(RESULT));
    assertEquals(1, progress.sources(1, 0).size());
  }

  @Test
  void whatIsMuchIsReadAsPlanned() {
    QueryProgress progress = sorting();
    for (int p = 0; p < 2; p++) {
      TaskId task = progress.start(new Key(0, p), 1);
      assertTrue(progress.done(task, at(1), List.of(10_000_000L, 10_000_000L)));
    }
    assertEquals(Map.of(), progress.regroup());
    assertEquals(both(1), progress.wanted());
  }

  /** Stages: 0 probes, 1 is built, 2 joins both, 3 sorts, 4 gives the result. */
  @Test
  void whatIsMuchLargerIsReadByTwoTasks() {
    QueryProgress progress = progress(joining());
    for (int stage = 0; stage < 2; stage++) {
      for (int p = 0; p < 2; p++) {
        long large = stage == 0 ? 50_000_000 : 10_000;
        TaskId task = progress.start(new Key(stage, p), p);
        assertTrue(progress.done(task, at(p), List.of(large, 1_000L)));
      }
    }
    assertEquals(
        "split: 2 tasks read partition 0, which has 100,020,000 bytes, half of all at most 4,000",
        progress.regroup().get(2).words().getFirst());
    assertEquals(Set.of(new Key(2, 0), new Key(2, 1), new Key(2, 2)), progress.wanted());
    assertEquals(List.of("0 of 0.0", "0 of 1.0", "0 of 1.1"), read(progress, 0));
    assertEquals(List.of("0 of 0.1", "0 of 1.0", "0 of 1.1"), read(progress, 1));
    assertEquals(List.of("1 of 0.0", "1 of 0.1", "1 of 1.0", "1 of 1.1"), read(progress, 2));
    progress.lost(1);
    assertEquals(Set.of(new Key(0, 1), new Key(1, 1)), progress.wanted());
  }

  /** The partitions that a task of stage 2 reads of each task of its inputs. */
  private static List<String> read(QueryProgress progress, int task) {
    return progress.inputs(new Key(2, task)).stream()
        .flatMap(input -> input.sources().stream())
        .map(Source::block)
        .map(b -> b.partition() + " of " + b.task().stage().stage() + "." + b.task().partition())
        .toList();
  }

  private static void built(QueryProgress progress, int partition, long bytes) {
    TaskId task = progress.start(new Key(1, partition), 2);
    assertTrue(progress.done(task, at(2), List.of(bytes, bytes)));
  }

  /** Stages: 0 probes, 1 is built, 2 joins both, 3 sorts, 4 gives the result. */
  @Test
  void rowsAreJoinedWhereTheyAreComputedWhenLittleIsBuilt() {
    QueryProgress progress = progress(joining());
    TaskId probing = progress.start(new Key(0, 0), 1);
    built(progress, 0, 10);
    assertEquals(List.of(), progress.joinInPlace(), "more may come");
    built(progress, 1, 1_000_000);
    assertEquals(
        List.of(
            "broadcast: every task reads the 2,000,020 bytes of stage 1,"
                + " where the rows of stage 0 are computed"),
        progress.joinInPlace().stream().map(SmallBuilds.Change::words).toList());
    assertEquals(probing, progress.takeUseless().getFirst().task());
    assertEquals(List.of(), progress.joinInPlace());
    assertEquals(Map.of(), progress.regroup());
    assertFalse(progress.isNeeded(0));
    assertEquals(both(2), progress.wanted());
    List<String> all = List.of("0 of 1.0", "1 of 1.0", "0 of 1.1", "1 of 1.1");
    assertEquals(Set.copyOf(all), Set.copyOf(read(progress, 1)));
    assertEquals(all.size(), read(progress, 1).size());
    compute(progress, 2, 0, 1);
    progress.lost(2);
    assertEquals(both(1), progress.wanted());
    built(progress, 0, 100_000_000);
    built(progress, 1, 100_000_000);
    assertEquals(Set.of(new Key(2, 1)), progress.wanted(), "it is decided");
  }

  @Test
  void whatWasSpreadOrIsMuchStaysSpread() {
    QueryProgress progress = progress(joining());
    built(progress, 0, 10);
    compute(progress, 0, 0, 1);
    built(progress, 1, 10);
    assertEquals(List.of(), progress.joinInPlace());
    progress = progress(joining());
    built(progress, 0, 10);
    built(progress, 1, 10_000_000);
    assertEquals(List.of(), progress.joinInPlace());
  }

  @Test
  void whatIsRolledBackIsDecidedAnew() {
    PhysicalPlan limited = new Limit(new Sort(spread(), List.of()), 0, 5);
    PhysicalPlan second = new Exchange(limited, new Partitioning.Hash(List.of(0), 2));
    QueryProgress progress = progress(graph(new Sort(second, List.of())));
    compute(progress, 0, 0, 1);
    compute(progress, 0, 1, 1);
    assertEquals(Set.of(1), progress.regroup().keySet());
    compute(progress, 1, 0, 2);
    assertEquals(Set.of(2), progress.regroup().keySet());
    compute(progress, 2, 0, 1);
    progress.lost(2);
    assertEquals(Set.of(1), progress.regroup().keySet());
    TaskId again = progress.start(new Key(1, 0), 1);
    assertTrue(progress.done(again, at(1), List.of(10_000_000L, 10_000_000L)));
    assertEquals(Map.of(), progress.regroup());
    assertEquals(both(2), progress.wanted());
  }

  private static StageGraph joining() {
    PhysicalPlan join =
        new HashJoin(
            JoinKind.SEMI,
            new Exchange(new Sort(scan(), List.of()), new Partitioning.Hash(List.of(0), 2)),
            spread(),
            new Keys(List.of(0), List.of(0), List.of(false)),
            null,
            false,
            scan().schema(),
            Estimate.UNKNOWN);
    PhysicalPlan again = new Exchange(join, new Partitioning.Hash(List.of(0), 2));
    return graph(new Sort(again, List.of()));
  }

  /** Stages: 0 probes, 1 is built, 2 joins both, 3 sorts, 4 gives the result. */
  @Test
  void whatNothingCanComeOfIsNotComputed() {
    StageGraph graph = joining();
    QueryProgress progress = progress(graph);
    TaskId probing = progress.start(new Key(0, 0), 1);
    for (int p = 0; p < 2; p++) {
      TaskId task = progress.start(new Key(1, p), 2);
      assertEquals(List.of(), progress.skipEmpty());
      assertTrue(progress.done(task, at(2), List.of(0L, p == 0 ? 0L : 10L)));
    }
    assertEquals(List.of(new Key(2, 0)), progress.skipEmpty());
    assertEquals(Set.of(new Key(0, 1)), progress.wanted(), "the other half is needed");
    assertTrue(progress.done(probing, at(1), SIZES));
    compute(progress, 0, 1, 1);
    assertEquals(Map.of(), progress.regroup());
    assertEquals(Set.of(new Key(2, 1)), progress.wanted());
  }

  @Test
  void nobodyWaitsForWhatIsNotNeededAnyMore() {
    QueryProgress progress = progress(joining());
    TaskId probing = progress.start(new Key(0, 0), 1);
    for (int p = 0; p < 2; p++) {
      assertTrue(progress.done(progress.start(new Key(1, p), 2), at(2), List.of(0L, 0L)));
    }
    assertEquals(
        List.of(new Key(2, 0), new Key(2, 1), new Key(3, 0), new Key(3, 1)), progress.skipEmpty());
    assertEquals(probing, progress.takeUseless().getFirst().task());
    assertFalse(progress.isNeeded(0));
    assertTrue(progress.hasInputs(4));
    progress.lost(1);
    progress.lost(2);
    assertTrue(progress.hasInputs(4));
  }

  @Test
  void whateverIsLostTheResultComes() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("QueryProgressTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      QueryProgress progress = sorting();
      Map<TaskId, Long> running = new HashMap<>();
      int losses = 0;
      for (int step = 0; !progress.hasInputs(RESULT); step++) {
        assertTrue(step < 2000, "no end, seed " + seed);
        Set<Key> wanted = progress.wanted();
        assertTrue(!wanted.isEmpty() || !running.isEmpty(), "stuck, seed " + seed);
        if (!wanted.isEmpty() && random.nextBoolean()) {
          long epoch = random.nextInt(3);
          running.put(progress.start(wanted.iterator().next(), epoch), epoch);
        } else if (losses < 30 && random.nextInt(4) == 0) {
          losses++;
          long epoch = random.nextInt(3);
          progress.lost(epoch);
          running.values().removeIf(at -> at == epoch && random.nextBoolean());
          // Some of the dead still speak: nobody listens.
        } else if (!running.isEmpty()) {
          TaskId task = running.keySet().iterator().next();
          long epoch = running.remove(task);
          if (random.nextInt(4) == 0) {
            progress.ended(task, epoch);
          } else {
            progress.done(task, at(epoch), SIZES);
          }
        }
      }
    }
  }
}
