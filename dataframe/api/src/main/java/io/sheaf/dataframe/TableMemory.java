package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a session's tables hold against its memory. Not thread-safe: the catalog locks. */
final class TableMemory implements AutoCloseable {
  private final Map<String, Long> tableBytes = new HashMap<>();
  private MemoryLease lease;

  TableMemory(MemoryPool pool) {
    lease = lease(pool);
  }

  private static MemoryLease lease(MemoryPool pool) {
    return pool.lease("Tables of the session", false);
  }

  /**
   * Counts more rows for a table.
   *
   * @throws io.sheaf.columnar.SheafException (RESOURCE) when they do not fit
   */
  void reserve(String table, List<Batch> rows) {
    long bytes = rows.stream().mapToLong(Footprint::bytes).sum();
    lease.grow(bytes);
    tableBytes.merge(table, bytes, Long::sum);
  }

  /**
   * A table has these rows and no others from now on. Both are there for a moment, and are counted.
   *
   * @throws io.sheaf.columnar.SheafException (RESOURCE) when the new rows do not fit beside the old
   */
  void replace(String table, List<Batch> rows) {
    long old = tableBytes.getOrDefault(table, 0L);
    reserve(table, rows);
    lease.shrink(old);
    tableBytes.merge(table, -old, Long::sum);
  }

  /** The table is gone. */
  void release(String table) {
    Long bytes = tableBytes.remove(table);
    if (bytes != null) {
      lease.shrink(bytes);
    }
  }

  /** Counts against another pool from now on. */
  void moveTo(MemoryPool pool) {
    MemoryLease moved = lease(pool);
    try {
      moved.grow(lease.heldBytes());
    } catch (SheafException e) {
      moved.close();
      throw e;
    }
    lease.close();
    lease = moved;
  }

  @Override
  public void close() {
    lease.close();
  }
}
