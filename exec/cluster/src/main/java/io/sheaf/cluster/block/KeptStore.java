package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.shuffle.BlockFrame;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Rows of tasks that are kept in this JVM when their query is over, within its memory or on its
 * disk, until they have to make room or nobody needs them any more. Thread-safe.
 */
public final class KeptStore implements AutoCloseable {
  private final MemoryPool memory;
  private final Path folder;
  private final Consumer<TaskId> dropped;
  private final Map<TaskId, CachedRows> all = new ConcurrentHashMap<>();

  /** Those that make no room yet, as the query runs that had them computed. */
  private final Map<TaskId, CachedRows> held = new ConcurrentHashMap<>();

  private final KeptFrames frames;

  /**
   * @param folder where rows lie that are not in memory
   * @param dropped hears of rows that had to make room
   */
  public KeptStore(MemoryPool memory, Path folder, Consumer<TaskId> dropped) {
    this.memory = memory;
    this.folder = folder;
    this.dropped = dropped;
    this.frames = new KeptFrames(memory);
  }

  /** A place for the rows of a task, still empty; whoever fills it keeps or closes it. */
  CachedRows place(TaskId task, String name, Schema schema, StorageLevel level) {
    return new CachedRows(name, schema, level, memory, folder, () -> dropped(task));
  }

  private void dropped(TaskId task) {
    if (all.remove(task) != null) {
      dropped.accept(task);
    }
  }

  /**
   * Keeps what is in a place.
   *
   * @param whileItRuns whether it makes no room as long as the task's query runs
   */
  void keep(TaskId task, CachedRows rows, boolean whileItRuns) {
    if (whileItRuns && rows.hold()) {
      held.put(task, rows);
    }
    all.put(task, rows);
    rows.seal();
  }

  /**
   * Keeps the rows that another worker keeps, too; waits until they are here.
   *
   * @param reader gets them from there
   * @return false when they could not be had, or there is no place for them
   */
  public boolean copy(Message.Copy order, BlockReader reader) {
    TaskId task = order.rows().block().task();
    FetchedRows source = new FetchedRows(order.schema(), List.of(order.rows()), reader);
    CachedRows rows = place(task, order.name(), order.schema(), order.level());
    try (BatchStream stream = source.open(memory, () -> {})) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        if (!rows.add(batch)) {
          rows.close();
          return false;
        }
      }
    } catch (RuntimeException e) {
      rows.close();
      return false;
    }
    keep(task, rows, false);
    return true;
  }

  /** The rows of a task, held for whoever reads them, who releases them. */
  Optional<CachedRows> held(TaskId task) {
    return Optional.ofNullable(all.get(task)).filter(CachedRows::hold);
  }

  boolean contains(TaskId task) {
    return all.containsKey(task);
  }

  /** Bytes of a block as a {@link BlockFrame}; none behind the last block. */
  byte[] read(BlockId block, long offset, int bytes) {
    CachedRows rows =
        held(block.task())
            .orElseThrow(
                () ->
                    SheafException.external(
                        "NO_BLOCK", "rows of " + block.task() + " are not kept any more", null));
    try {
      if (block.partition() >= rows.blocks()) {
        return new byte[0];
      }
      byte[] frame = frames.find(block).orElseGet(() -> rows.packed(block.partition()));
      int from = (int) Math.min(offset, frame.length);
      int to = (int) Math.min((long) from + bytes, frame.length);
      if (to < frame.length) {
        frames.keep(block, frame);
      } else {
        frames.drop(block);
      }
      return Arrays.copyOfRange(frame, from, to);
    } finally {
      rows.release();
    }
  }

  /** Those that this query had computed make room from now on. */
  void release(long query) {
    for (TaskId task : held.keySet()) {
      if (task.stage().query() == query) {
        release(task);
      }
    }
  }

  private void release(TaskId task) {
    CachedRows rows = held.remove(task);
    if (rows != null) {
      rows.release();
    }
  }

  /** Nobody needs the rows of these tasks any more. */
  public void forget(List<TaskId> tasks) {
    for (TaskId task : tasks) {
      CachedRows rows = all.get(task);
      if (rows != null) {
        release(task);
        frames.drop(task::equals);
        all.remove(task);
        rows.close();
      }
    }
  }

  /** How many tasks have rows here. */
  public int size() {
    return all.size();
  }

  @Override
  public void close() {
    forget(List.copyOf(all.keySet()));
    frames.close();
  }
}
