package io.sheaf.engine.schedule;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.schedule.QueryState.Transition;
import io.sheaf.engine.stage.OperatorMetrics;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The only scheduler: one thread that takes events, asks {@link QueryState} what follows, and does
 * it. {@link #post} may be called by any thread; all else happens on the scheduler's own.
 */
public final class DagScheduler implements AutoCloseable {
  private final ExecutionBackend backend;
  private final LongSupplier clock;
  private final Consumer<QueryEvent> listener;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final Map<QueryExecution, QueryState> queries = new IdentityHashMap<>();
  private final Queue<QueryExecution> waiting = new ArrayDeque<>();
  private final int mostRunning;
  private final Thread thread;
  private boolean closing;

  /** Why the scheduler takes no more queries; null while it runs; guarded by the messages. */
  private SheafException ended;

  /** An event of a query; a null query tells the scheduler to end. */
  private record Message(QueryExecution query, SchedulerEvent event) {}

  /**
   * @param clock nanoseconds since some moment
   * @param listener hears what happens, on the scheduler's thread
   * @param mostRunning queries that run at a time; others wait in the order of their coming
   */
  public DagScheduler(
      ExecutionBackend backend,
      LongSupplier clock,
      Consumer<QueryEvent> listener,
      int mostRunning) {
    this.backend = backend;
    this.clock = clock;
    this.listener = listener;
    this.mostRunning = mostRunning;
    this.thread = Thread.ofPlatform().daemon().name("sheaf-scheduler").start(this::loop);
  }

  /** Tells the scheduler what happened to a query. */
  public void post(QueryExecution query, SchedulerEvent event) {
    synchronized (messages) {
      if (ended == null) {
        messages.add(new Message(query, event));
        return;
      }
    }
    refuse(query, event, ended);
  }

  private static void refuse(QueryExecution query, SchedulerEvent event, SheafException why) {
    if (event instanceof SchedulerEvent.Submitted) {
      query.end(why);
    }
  }

  private static SheafException closed() {
    return SheafException.user("ENGINE_CLOSED", "the engine was closed while the query ran");
  }

  private void loop() {
    SheafException why = closed();
    try {
      takeMessages();
    } catch (Throwable t) {
      why = Failures.of(t, "the scheduler");
    }
    end(why);
  }

  private void takeMessages() {
    while (!closing || !queries.isEmpty()) {
      try {
        Message message = receive();
        if (message == null) {
          toAll(new SchedulerEvent.Tick());
        } else if (message.query() == null) {
          closing = true;
          toAll(new SchedulerEvent.CancelRequested(closed()));
        } else {
          handle(message.query(), message.event());
        }
      } catch (InterruptedException e) {
        closing = true;
        toAll(new SchedulerEvent.CancelRequested(closed()));
      }
    }
  }

  /** Nobody waits for a scheduler that takes no more messages. */
  private void end(SheafException why) {
    synchronized (messages) {
      ended = why;
    }
    List.copyOf(queries.keySet()).forEach(q -> abort(q, why));
    messages.stream()
        .filter(m -> m.query() != null)
        .forEach(m -> refuse(m.query(), m.event(), why));
  }

  private void toAll(SchedulerEvent event) {
    queries.keySet().stream().toList().forEach(q -> handle(q, event));
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
    guarded(query, () -> transit(query, event));
    while (!closing && !waiting.isEmpty() && queries.size() - waiting.size() < mostRunning) {
      QueryExecution next = waiting.remove();
      guarded(next, () -> advance(next, new SchedulerEvent.Submitted()));
    }
  }

  /** Whatever goes wrong ends this query alone. */
  private void guarded(QueryExecution query, Runnable step) {
    try {
      step.run();
    } catch (Throwable t) {
      abort(query, Failures.of(t, "the scheduler"));
    }
  }

  /** Ends a query whatever its state; its client has been woken even when that throws. */
  private void abort(QueryExecution query, SheafException why) {
    boolean known = forget(query);
    attempt(() -> query.context().cancel().fail(why), why);
    if (known) {
      attempt(() -> backend.ended(query), why);
    }
    // Last: the client looks at the reason then.
    attempt(() -> query.end(why), why);
  }

  /** Whether the backend may still have something of the query. */
  private boolean forget(QueryExecution query) {
    waiting.remove(query);
    return queries.remove(query) != null;
  }

  private static void attempt(Runnable step, SheafException why) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (e != why) {
        why.addSuppressed(e);
      }
    }
  }

  private void transit(QueryExecution query, SchedulerEvent event) {
    if (queries.containsKey(query)) {
      advance(query, event);
    } else if (closing || !(event instanceof SchedulerEvent.Submitted)) {
      refuse(query, event, closed());
    } else {
      int stages = query.graph().stages().size();
      listener.accept(new QueryEvent.Started(query.id(), clock.getAsLong(), stages));
      queries.put(query, QueryState.of(query.graph()));
      waiting.add(query);
    }
  }

  private void advance(QueryExecution query, SchedulerEvent event) {
    long now = clock.getAsLong();
    if (event instanceof SchedulerEvent.StageFinished f) {
      listener.accept(new QueryEvent.StageEnded(query.id(), now, f.stage()));
    }
    Transition transition = queries.get(query).on(event, now);
    queries.put(query, transition.state());
    transition.actions().forEach(a -> act(query, a, now));
  }

  private void act(QueryExecution query, SchedulerAction action, long now) {
    switch (action) {
      case SchedulerAction.RunStage run -> {
        listener.accept(new QueryEvent.StageStarted(query.id(), now, run.stage()));
        try {
          backend.run(query, run.stage(), e -> post(query, e));
        } catch (Throwable t) {
          SheafException failure = Failures.of(t, "stage " + run.stage());
          post(query, new SchedulerEvent.StageFailed(run.stage(), failure));
        }
      }
      case SchedulerAction.DropOutput drop -> {
        try {
          backend.drop(query, drop.stage());
        } catch (RuntimeException e) {
          post(query, new SchedulerEvent.CancelRequested(Failures.of(e, "the scheduler")));
        }
      }
      case SchedulerAction.Interrupt interrupt ->
          query.context().cancel().cancel(interrupt.reason());
      case SchedulerAction.End end -> {
        OperatorMetrics metrics = query.operatorMetrics();
        forget(query);
        backend.ended(query);
        SheafException outcome = query.end(end.failure());
        listener.accept(new QueryEvent.Ended(query.id(), now, outcome, metrics));
      }
    }
  }

  /** Cancels all queries and waits until they have stopped. */
  @Override
  public void close() {
    messages.add(new Message(null, new SchedulerEvent.Tick()));
    Joining.join(thread);
  }
}
