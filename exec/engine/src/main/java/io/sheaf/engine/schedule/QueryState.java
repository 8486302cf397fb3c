package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.stage.Stage;
import io.sheaf.engine.stage.StageGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a query is. Immutable; {@link #on} gives what an event makes of it. One stage of a query
 * runs at a time, on all threads; inputs come first.
 *
 * @param finished stages that ran to their end
 * @param running the stage that runs, or -1
 * @param failure why the query fails or must fail, or null
 * @param deadlineNanos when it must end, on the scheduler's clock; {@link Long#MAX_VALUE} for never
 */
public record QueryState(
    StageGraph graph,
    Phase phase,
    Set<Integer> finished,
    int running,
    SheafException failure,
    long deadlineNanos) {

  /** See the drawing in the package's documentation. */
  public enum Phase {
    RUNNING,
    /** It will fail, but a stage has not stopped yet. */
    STOPPING,
    SUCCEEDED,
    FAILED
  }

  /** The next state and what is to be done. */
  public record Transition(QueryState state, List<SchedulerAction> actions) {
    public Transition {
      actions = List.copyOf(actions);
    }
  }

  public QueryState {
    finished = Collections.unmodifiableSet(new TreeSet<>(finished));
  }

  public static QueryState of(StageGraph graph) {
    return new QueryState(graph, Phase.RUNNING, Set.of(), -1, null, Long.MAX_VALUE);
  }

  public boolean isOver() {
    return phase == Phase.SUCCEEDED || phase == Phase.FAILED;
  }

  /** What the event makes of this state; an event that comes too late changes nothing. */
  public Transition on(SchedulerEvent event, long nowNanos) {
    if (isOver()) {
      return new Transition(this, List.of());
    }
    return switch (event) {
      case SchedulerEvent.Submitted s -> next(new ArrayList<>());
      case SchedulerEvent.StageFinished f -> finished(f.stage());
      case SchedulerEvent.StageFailed f -> failed(f.stage(), f.failure());
      case SchedulerEvent.CancelRequested c -> stop(c.reason());
      case SchedulerEvent.DeadlineSet d ->
          phase == Phase.STOPPING
              ? new Transition(this, List.of())
              : new QueryState(graph, phase, finished, running, failure, d.deadlineNanos())
                  .checkDeadline(nowNanos);
      case SchedulerEvent.Tick t -> checkDeadline(nowNanos);
    };
  }

  private Transition finished(int stage) {
    if (stage != running) {
      return new Transition(this, List.of());
    }
    if (phase == Phase.STOPPING && stage != graph.result().id()) {
      return end(failure);
    }
    Set<Integer> done = new TreeSet<>(finished);
    done.add(stage);
    List<SchedulerAction> actions = new ArrayList<>();
    for (int input : graph.stages().get(stage).inputs()) {
      if (isReadOnlyBy(input, done)) {
        actions.add(new SchedulerAction.DropOutput(input));
      }
    }
    QueryState state = new QueryState(graph, phase, done, -1, failure, deadlineNanos);
    return stage == graph.result().id() ? state.end(null, actions) : state.next(actions);
  }

  /** Whether everyone who reads a stage's output has finished. */
  private boolean isReadOnlyBy(int output, Set<Integer> done) {
    for (Stage reader : graph.stages()) {
      if (reader.inputs().contains(output) && !done.contains(reader.id())) {
        return false;
      }
    }
    return true;
  }

  private Transition failed(int stage, SheafException why) {
    return stage == running
        ? end(failure == null ? why : failure)
        : new Transition(this, List.of());
  }

  private Transition stop(SheafException reason) {
    if (phase == Phase.STOPPING) {
      return new Transition(this, List.of());
    }
    if (running < 0) {
      return end(reason);
    }
    return new Transition(
        new QueryState(graph, Phase.STOPPING, finished, running, reason, Long.MAX_VALUE),
        List.of(new SchedulerAction.Interrupt(reason)));
  }

  private Transition checkDeadline(long nowNanos) {
    if (deadlineNanos == Long.MAX_VALUE || nowNanos - deadlineNanos < 0) {
      return new Transition(this, List.of());
    }
    return stop(
        SheafException.resource("TIMEOUT", "the query ran into its time limit and was stopped"));
  }

  private Transition next(List<SchedulerAction> actions) {
    for (Stage stage : graph.stages()) {
      if (running < 0 && !finished.contains(stage.id()) && finished.containsAll(stage.inputs())) {
        actions.add(new SchedulerAction.RunStage(stage.id()));
        return new Transition(
            new QueryState(graph, phase, finished, stage.id(), failure, deadlineNanos), actions);
      }
    }
    return new Transition(this, actions);
  }

  private Transition end(SheafException why) {
    return end(why, new ArrayList<>());
  }

  private Transition end(SheafException why, List<SchedulerAction> actions) {
    actions.add(new SchedulerAction.End(why));
    return new Transition(
        new QueryState(
            graph, why == null ? Phase.SUCCEEDED : Phase.FAILED, finished, -1, why, deadlineNanos),
        actions);
  }
}
