package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.QueryState.Transition;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The only scheduler: one thread that takes events, asks {@link QueryState} what follows, and does
 * it. {@link #post} may be called by any thread; all else happens on the scheduler's own.
 */
public final class DagScheduler implements AutoCloseable {
  private final ExecutionBackend backend;
  private final LongSupplier clock;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Map<QueryExecution, QueryState> queries = new IdentityHashMap<>();
  private final Thread thread;
  private boolean closing;

  /** An event of a query; a null query tells the scheduler to end. */
  private record Message(QueryExecution query, SchedulerEvent event) {}

  /**
   * @param clock nanoseconds since some moment
   */
  public DagScheduler(ExecutionBackend backend, LongSupplier clock) {
    this.backend = backend;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("sheaf-scheduler").start(this::loop);
  }

  /** Tells the scheduler what happened to a query. */
  public void post(QueryExecution query, SchedulerEvent event) {
    messages.add(new Message(query, event));
  }

  private void loop() {
    while (!closing || !queries.isEmpty()) {
      try {
        Message message = receive();
        if (message == null) {
          queries.keySet().stream().toList().forEach(q -> handle(q, new SchedulerEvent.Tick()));
        } else if (message.query() == null) {
          closing = true;
          SheafException why =
              SheafException.user("ENGINE_CLOSED", "the engine was closed while the query ran");
          var cancel = new SchedulerEvent.CancelRequested(why);
          queries.keySet().stream().toList().forEach(q -> handle(q, cancel));
        } else {
          handle(message.query(), message.event());
        }
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }

  /** The next message, or null when a query's deadline came first. */
  private Message receive() throws InterruptedException {
    long deadline = Long.MAX_VALUE;
    for (QueryState state : queries.values()) {
      deadline = Math.min(deadline, state.deadlineNanos());
    }
    if (deadline == Long.MAX_VALUE) {
      return messages.take();
    }
    return messages.poll(Math.max(0, deadline - clock.getAsLong()) + 1, TimeUnit.NANOSECONDS);
  }

  private void handle(QueryExecution query, SchedulerEvent event) {
    QueryState state = queries.get(query);
    if (state == null) {
      if (!(event instanceof SchedulerEvent.Submitted)) {
        return;
      }
      state = QueryState.of(query.graph());
    }
    Transition transition = state.on(event, clock.getAsLong());
    QueryState next = transition.state();
    if (next.isOver()) {
      queries.remove(query);
    } else {
      queries.put(query, next);
    }
    transition.actions().forEach(a -> act(query, a));
  }

  private void act(QueryExecution query, SchedulerAction action) {
    switch (action) {
      case SchedulerAction.RunStage run -> {
        try {
          backend.run(query, run.stage(), e -> post(query, e));
        } catch (Throwable t) {
          SheafException failure = Failures.of(t, "stage " + run.stage());
          post(query, new SchedulerEvent.StageFailed(run.stage(), failure));
        }
      }
      case SchedulerAction.DropOutput drop -> query.shuffles().drop(drop.stage());
      case SchedulerAction.Interrupt interrupt ->
          query.context().cancel().cancel(interrupt.reason());
      case SchedulerAction.End end -> query.end(end.failure());
    }
  }

  /** Cancels all queries and waits until they have stopped. */
  @Override
  public void close() {
    messages.add(new Message(null, new SchedulerEvent.Tick()));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
