package io.sheaf.engine.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.schedule.QueryState.Phase;
import io.sheaf.engine.schedule.QueryState.Transition;
import io.sheaf.engine.schedule.SchedulerAction.DropOutput;
import io.sheaf.engine.schedule.SchedulerAction.End;
import io.sheaf.engine.schedule.SchedulerAction.Interrupt;
import io.sheaf.engine.schedule.SchedulerAction.RunStage;
import io.sheaf.engine.schedule.SchedulerEvent.CancelRequested;
import io.sheaf.engine.schedule.SchedulerEvent.DeadlineSet;
import io.sheaf.engine.schedule.SchedulerEvent.StageFailed;
import io.sheaf.engine.schedule.SchedulerEvent.StageFinished;
import io.sheaf.engine.schedule.SchedulerEvent.Submitted;
import io.sheaf.engine.schedule.SchedulerEvent.Tick;
import io.sheaf.engine.stage.StageGraph;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.PhysicalPlan.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The scheduler's transitions as tables: event by event, what becomes of a query of three stages.
 */
class QueryStateTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final SheafException FAILURE = SheafException.user("X", "failed");
  private static final SheafException REASON = SheafException.user("CANCELLED", "stop");

  /** One line of a table: at a time, an event, then the phase and the actions that are expected. */
  private record Line(long now, SchedulerEvent event, Phase phase, SchedulerAction... actions) {}

  /** Stages 0 and 1 feed stage 2, the result. */
  private static StageGraph threeStages() {
    PhysicalPlan one = new Values(SCHEMA, List.of(List.of(new Literal(1L, Simple.BIGINT))));
    PhysicalPlan none = new Values(SCHEMA, List.of());
    PhysicalPlan left = new Exchange(one, new Partitioning.Single());
    PhysicalPlan right = new Exchange(none, new Partitioning.Broadcast());
    return StageGraph.cut(RddCompiler.compile(new Union(List.of(left, right), SCHEMA), 1));
  }

  private static void check(Line... table) {
    QueryState state = QueryState.of(threeStages());
    for (int i = 0; i < table.length; i++) {
      Transition transition = state.on(table[i].event(), table[i].now());
      state = transition.state();
      assertEquals(List.of(table[i].actions()), transition.actions(), "actions of line " + i);
      assertEquals(table[i].phase(), state.phase(), "phase of line " + i);
    }
  }

  @Test
  void runsStagesInOrderAndDropsWhatWasRead() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new StageFinished(0), Phase.RUNNING, new RunStage(1)),
        new Line(2, new StageFinished(1), Phase.RUNNING, new RunStage(2)),
        new Line(
            3,
            new StageFinished(2),
            Phase.SUCCEEDED,
            new DropOutput(0),
            new DropOutput(1),
            new End(null)),
        new Line(4, new CancelRequested(REASON), Phase.SUCCEEDED));
  }

  @Test
  void aFailureEndsTheQuery() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new StageFinished(0), Phase.RUNNING, new RunStage(1)),
        new Line(2, new StageFailed(1, FAILURE), Phase.FAILED, new End(FAILURE)),
        new Line(3, new StageFinished(1), Phase.FAILED));
  }

  @Test
  void cancellingWaitsForTheRunningStage() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new CancelRequested(REASON), Phase.STOPPING, new Interrupt(REASON)),
        new Line(2, new CancelRequested(FAILURE), Phase.STOPPING),
        new Line(3, new StageFailed(0, FAILURE), Phase.FAILED, new End(REASON)));
  }

  @Test
  void aStageThatFinishesWhileStoppingStartsNothing() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new CancelRequested(REASON), Phase.STOPPING, new Interrupt(REASON)),
        new Line(2, new StageFinished(0), Phase.FAILED, new End(REASON)));
  }

  @Test
  void aResultThatIsCompleteWinsOverCancelling() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new StageFinished(0), Phase.RUNNING, new RunStage(1)),
        new Line(2, new StageFinished(1), Phase.RUNNING, new RunStage(2)),
        new Line(3, new CancelRequested(REASON), Phase.STOPPING, new Interrupt(REASON)),
        new Line(
            4,
            new StageFinished(2),
            Phase.SUCCEEDED,
            new DropOutput(0),
            new DropOutput(1),
            new End(null)));
  }

  @Test
  void staleEventsChangeNothing() {
    check(
        new Line(0, new Submitted(), Phase.RUNNING, new RunStage(0)),
        new Line(1, new StageFinished(1), Phase.RUNNING),
        new Line(2, new StageFailed(2, FAILURE), Phase.RUNNING),
        new Line(3, new Tick(), Phase.RUNNING),
        new Line(4, new StageFinished(0), Phase.RUNNING, new RunStage(1)));
  }

  @Test
  void theDeadlineStopsTheQueryOnce() {
    QueryState state = QueryState.of(threeStages()).on(new Submitted(), 0).state();
    state = state.on(new DeadlineSet(1000), 1).state();
    assertEquals(List.of(), state.on(new Tick(), 999).actions());
    Transition late = state.on(new Tick(), 1000);
    assertEquals(Phase.STOPPING, late.state().phase());
    assertTrue(
        late.actions().getFirst() instanceof Interrupt i && i.reason().code().equals("TIMEOUT"));
    assertEquals(List.of(), late.state().on(new Tick(), 2000).actions());
    QueryState again = late.state().on(new DeadlineSet(3000), 2000).state();
    assertEquals(Long.MAX_VALUE, again.deadlineNanos());
    assertEquals("TIMEOUT", late.state().on(new StageFinished(0), 3).state().failure().code());
  }

  @Test
  void anyOrderOfEventsEndsExactlyOnce() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("QueryStateTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      QueryState state = QueryState.of(threeStages());
      List<SchedulerEvent> pool = new ArrayList<>(List.of(new Submitted()));
      List<Integer> started = new ArrayList<>();
      int ends = 0;
      while (!pool.isEmpty()) {
        SchedulerEvent event = pool.remove(random.nextInt(pool.size()));
        Transition transition = state.on(event, random.nextInt(100));
        state = transition.state();
        for (SchedulerAction action : transition.actions()) {
          switch (action) {
            case RunStage run -> {
              started.add(run.stage());
              pool.add(
                  random.nextInt(5) == 0
                      ? new StageFailed(run.stage(), FAILURE)
                      : new StageFinished(run.stage()));
              pool.add(random.nextBoolean() ? new Tick() : new StageFinished(random.nextInt(3)));
              if (random.nextInt(4) == 0) {
                pool.add(new CancelRequested(REASON));
              }
              if (random.nextInt(4) == 0) {
                pool.add(new DeadlineSet(50));
              }
            }
            case End end -> ends++;
            case DropOutput drop -> {}
            case Interrupt interrupt -> {}
          }
        }
      }
      assertEquals(1, ends, "seed " + seed);
      assertEquals(started.stream().distinct().toList(), started, "seed " + seed);
      assertTrue(state.isOver(), "seed " + seed);
    }
  }
}
