package io.sheaf.cluster.driver;

import io.sheaf.engine.schedule.Joining;
import java.util.concurrent.BlockingQueue;

/**
 * The one thread of the driver's side: hands events to its {@link Dispatcher}. {@link #close} is
 * for any thread.
 */
final class ClusterLoop implements AutoCloseable {
  private final BlockingQueue<ClusterEvent> events;
  private final Dispatcher dispatcher;
  private final Thread thread;

  /**
   * How long is waited, and what is worth a task.
   *
   * @param silenceMillis a worker that says nothing for so long is given up
   * @param absenceMillis queries fail when there is no worker for so long
   */
  record Limits(long silenceMillis, long absenceMillis, TaskSizes sizes) {
    static final Limits USUAL = new Limits(10_000, 60_000, TaskSizes.USUAL);
  }

  /**
   * @param events where others put what happened
   */
  ClusterLoop(BlockingQueue<ClusterEvent> events, Dispatcher dispatcher) {
    this.events = events;
    this.dispatcher = dispatcher;
    this.thread = Thread.ofPlatform().daemon().name("sheaf-cluster").start(this::loop);
  }

  private void loop() {
    try {
      ClusterEvent event;
      while (!((event = events.take()) instanceof ClusterEvent.Closed)) {
        dispatcher.take(event);
      }
    } catch (InterruptedException e) {
      // As good as closed.
    }
    dispatcher.end();
  }

  @Override
  public void close() {
    events.add(new ClusterEvent.Closed());
    Joining.join(thread);
  }
}
