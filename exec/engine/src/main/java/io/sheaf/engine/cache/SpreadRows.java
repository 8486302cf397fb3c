package io.sheaf.engine.cache;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.Limit;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that lie with those who computed them. What a query reads is {@link #node}: the plan that
 * makes them, with the identity by which they are found instead of being made again. Thread-safe.
 */
public final class SpreadRows implements Kept {
  private final Exchange node;
  private final StorageLevel level;
  private final RowKeeper keeper;
  private final long id;
  private TableStatistics statistics;
  private int holders;
  private boolean closed;

  /**
   * @param name of what is kept, for people
   * @param plan gives the rows, spread over partitions
   * @param scans in how many partitions it reads tables
   */
  public SpreadRows(
      String name, PhysicalPlan plan, int scans, StorageLevel level, RowKeeper keeper) {
    this.level = level;
    this.keeper = keeper;
    this.id = keeper.keep(level);
    this.node = new Exchange(plan, new Partitioning.Kept(id, name, level.toString(), scans));
  }

  /** The rows as part of a plan; those who run it hold them as long as it runs. */
  public Exchange node() {
    return node;
  }

  @Override
  public Schema schema() {
    return node.schema();
  }

  @Override
  public StorageLevel level() {
    return level;
  }

  @Override
  public long rows() {
    return keeper.amount(id).rows();
  }

  @Override
  public synchronized TableStatistics statistics() {
    return statistics;
  }

  /** Reads the first rows: all are computed for that. */
  @Override
  public PhysicalPlan filling(PhysicalPlan plan) {
    return new Limit(node, 0, CachedRows.SAMPLE_ROWS);
  }

  @Override
  public boolean fill(BatchStream query, int batchRows) {
    List<Batch> first = new ArrayList<>();
    for (Batch batch = query.next(); batch != null; batch = query.next()) {
      first.add(batch.freeze());
    }
    RowKeeper.Amount amount = keeper.amount(id);
    synchronized (this) {
      statistics = MemoryTable.statistics(schema(), first, amount.rows());
    }
    return amount.rows() == 0 || amount.kept() > 0;
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized boolean hold() {
    if (closed && holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  @Override
  public synchronized void release() {
    holders--;
    forgetIfUnused();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      forgetIfUnused();
    }
  }

  private void forgetIfUnused() {
    if (closed && holders == 0) {
      keeper.forget(id);
    }
  }
}
