package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.join.KeyCollector;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import java.util.ArrayList;
import java.util.List;

/** Notes which values some columns have of the rows that go to another sink. Thread-safe. */
public final class TellingSink implements PipelineSink {
  private final PipelineSink sink;
  private final List<Integer> columns;
  private final MemoryLease lease;
  private final List<KeyCollector> collectors = new ArrayList<>();

  /**
   * @param sink takes the rows; closed with this one
   */
  public TellingSink(PipelineSink sink, List<Integer> columns, MemoryPool memory) {
    this.sink = sink;
    this.columns = List.copyOf(columns);
    this.lease = memory.lease("Join filter", false);
    columns.forEach(column -> collectors.add(new KeyCollector(lease)));
  }

  @Override
  public Writer open(DriverContext driver) {
    return new Telling(sink.open(driver));
  }

  @Override
  public void finish() {
    sink.finish();
  }

  /** The values of the columns in their order; once all rows were taken. */
  public synchronized List<KeySet> keys() {
    return collectors.stream().map(KeyCollector::keys).toList();
  }

  private synchronized void note(Batch batch) {
    for (int i = 0; i < collectors.size(); i++) {
      collectors.get(i).add(batch, columns.get(i));
    }
  }

  @Override
  public void close() {
    lease.close();
    sink.close();
  }

  private final class Telling implements Writer {
    private final Writer writer;

    Telling(Writer writer) {
      this.writer = writer;
    }

    @Override
    public boolean write(Batch batch) {
      note(batch);
      return writer.write(batch);
    }

    @Override
    public void finish() {
      writer.finish();
    }

    @Override
    public void close() {
      writer.close();
    }
  }
}
