package io.sheaf.cluster.driver;

import io.sheaf.cluster.log.EventLog;
import io.sheaf.cluster.log.LogEvent;
import io.sheaf.cluster.log.LogEvent.TaskEnded;
import io.sheaf.cluster.log.Redone;
import java.util.ArrayList;
import java.util.List;

/** An event log in memory, and what can be told from it. Thread-safe. */
final class Happened implements EventLog {
  private final List<LogEvent> events = new ArrayList<>();
  private int joined;

  @Override
  public synchronized void add(LogEvent event) {
    events.add(event);
    joined += event instanceof LogEvent.WorkerJoined ? 1 : 0;
    notifyAll();
  }

  /** How many workers have joined, since the start. */
  synchronized int joined() {
    return joined;
  }

  /** Waits until so many workers have joined, since the start. */
  synchronized void awaitWorkers(int count) {
    try {
      while (joined < count) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("only " + joined + " workers joined", e);
    }
  }

  synchronized void clear() {
    events.clear();
  }

  synchronized List<LogEvent> last(int count) {
    return List.copyOf(events.subList(Math.max(0, events.size() - count), events.size()));
  }

  synchronized <T extends LogEvent> List<T> all(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What was computed more than once since the last {@link #clear}, which is before one query. */
  synchronized Redone redone() {
    return events.stream()
        .filter(TaskEnded.class::isInstance)
        .map(task -> Redone.of(((TaskEnded) task).attempt().query(), events))
        .findFirst()
        .orElseThrow();
  }
}
