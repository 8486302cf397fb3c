package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteStep;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Writes rows to where the plan says; nothing is visible before {@link #finish()}. Thread-safe. */
public final class WriteSink implements PipelineSink {
  private final Write write;
  private final QueryContext query;
  private final String attempt;
  private final LongAdder rows = new LongAdder();
  private WriteTask task;

  /**
   * @param attempt names what computes the rows; no other attempt of the query has the same name
   */
  public WriteSink(Write write, QueryContext query, String attempt) {
    this.write = write;
    this.query = query;
    this.attempt = attempt;
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
        task = task(store, connectors.format(target.format()));
      }
    }
    return task;
  }

  private WriteTask task(FileStore store, FileFormat format) {
    WriteTarget target = write.target();
    Schema rows = write.input().schema();
    return switch (write.step()) {
      case WriteStep.Whole w when target.directory() ->
          new DirectoryWrite(store, format, rows, target, query);
      case WriteStep.Whole w -> new FileWrite(store, format, rows, target, query);
      case WriteStep.Files f ->
          new FilesWrite(
              store, format, rows, target, query, new FilesWrite.Place(f.staging(), attempt));
      case WriteStep.Publish p ->
          new PublishWrite(
              new StagedFolder(store, target, p.staging()), format.extensions().getFirst());
    };
  }

  @Override
  public synchronized void finish() {
    if (!(write.step() instanceof WriteStep.Files)) {
      query.cancel().settle();
    }
    task().commit();
  }

  /** The node's output; meaningful once finished. */
  public synchronized List<Batch> result() {
    return task.result(write.schema(), rows.sum());
  }

  @Override
  public synchronized void close() {
    if (task != null) {
      task.close();
    }
  }
}
