package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.LongColumn;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes rows to where the plan says; nothing is visible before {@link #finish()}. Its result is
 * one row: how many rows were written. Thread-safe.
 */
public final class WriteSink implements PipelineSink {
  private final Write write;
  private final QueryContext query;
  private final LongAdder rows = new LongAdder();
  private WriteTask task;

  public WriteSink(Write write, QueryContext query) {
    this.write = write;
    this.query = query;
  }

  @Override
  public synchronized Writer open(DriverContext driver) {
    Writer target = task().open(driver);
    return new Writer() {
      @Override
      public boolean write(Batch batch) {
        rows.add(batch.selectedRows());
        return target.write(batch);
      }

      @Override
      public void finish() {
        target.finish();
      }

      @Override
      public void close() {
        target.close();
      }
    };
  }

  /**
   * Rows of a range where drivers write ranges of ordered rows apart, each {@link
   * io.sheaf.engine.pipeline.Turn} one of them; 0 where one driver must write all ordered rows.
   */
  public int rangeRows() {
    WriteTarget target = write.target();
    return target.directory() || target.format().equals(MemoryTable.CONNECTOR)
        ? 0
        : Connectors.load().format(target.format()).sectionRows(target.options());
  }

  /** Refuses a target that cannot be written before any work is done. */
  private WriteTask task() {
    if (task == null) {
      WriteTarget target = write.target();
      if (target.format().equals(MemoryTable.CONNECTOR)) {
        task = new MemoryWrite(target.location(), write.input().schema(), query);
      } else {
        Connectors connectors = Connectors.load();
        FileStore store = connectors.store(target.location());
        FileFormat format = connectors.format(target.format());
        task =
            target.directory()
                ? new DirectoryWrite(store, format, write.input().schema(), target, query)
                : new FileWrite(store, format, write.input().schema(), target, query);
      }
    }
    return task;
  }

  @Override
  public synchronized void finish() {
    query.cancel().settle();
    task().commit();
  }

  /** The node's output; meaningful once finished. */
  public List<Batch> result() {
    return List.of(
        Batch.frozen(
            write.schema(),
            List.of(new LongColumn(DataType.Simple.BIGINT, new long[] {rows.sum()})),
            1));
  }

  @Override
  public synchronized void close() {
    if (task != null) {
      task.close();
    }
  }
}
