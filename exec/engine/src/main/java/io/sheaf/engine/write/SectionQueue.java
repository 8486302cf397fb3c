package io.sheaf.engine.write;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat.FileWriter;
import io.sheaf.connector.FileFormat.Section;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.Failures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Appends the sections of several drivers to one file in the order of their turns, which start at 0
 * and leave no number out; those of one turn in the order in which they come. Drivers that are
 * ahead leave some sections here and then wait. Thread-safe.
 */
final class SectionQueue implements AutoCloseable {
  /** Sections that may wait here. */
  private static final int MOST_WAITING = 16;

  private final FileWriter writer;
  private final MemoryLease lease;
  private final QueryContext query;
  private final Runnable wake = this::wake;
  private final TreeMap<Long, List<Section>> waiting = new TreeMap<>();
  private final Set<Long> ended = new HashSet<>();
  private int sections;
  private long next;

  /**
   * Opens a queue before a file.
   *
   * @param writer used by one thread at a time
   * @param lease where waiting sections are reserved
   */
  SectionQueue(FileWriter writer, MemoryLease lease, QueryContext query) {
    this.writer = writer;
    this.lease = lease;
    this.query = query;
    query.cancel().onCancel(wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Takes a section of a turn that has not ended. */
  synchronized void add(long turn, Section section) {
    while (turn > next && !(sections < MOST_WAITING && lease.tryGrow(section.bytes()))) {
      query.checkCancelled();
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted();
      }
    }
    query.checkCancelled();
    if (turn <= next) {
      writer.append(section);
    } else {
      waiting.computeIfAbsent(turn, t -> new ArrayList<>()).add(section);
      sections++;
    }
  }

  /** A driver has no more sections of this turn; where all have the same turn, others may. */
  synchronized void end(long turn) {
    if (turn < next) {
      return;
    }
    ended.add(turn);
    while (ended.remove(next)) {
      next++;
      append(waiting.remove(next));
    }
    notifyAll();
  }

  /** Appends what still waits. */
  synchronized void finish() {
    while (!waiting.isEmpty()) {
      append(waiting.pollFirstEntry().getValue());
    }
  }

  private void append(List<Section> some) {
    if (some != null) {
      for (Section section : some) {
        writer.append(section);
        lease.shrink(section.bytes());
        sections--;
      }
    }
  }

  @Override
  public void close() {
    query.cancel().removeListener(wake);
  }
}
