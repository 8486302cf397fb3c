package io.sheaf.engine.shuffle;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reading of finished spools: the drivers share the batches in memory one by one, then what
 * lies on disk. Thread-safe; as many readings of a spool as wanted may go on at the same time.
 */
public final class SpoolSource implements PipelineSource {
  private final Schema schema;
  private final List<Spool> spools;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private List<Batch> memory;
  private List<BatchStream> disk;

  public SpoolSource(Schema schema, List<Spool> spools) {
    this.schema = schema;
    this.spools = List.copyOf(spools);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public int maximumDrivers() {
    prepare();
    return Math.max(1, memory.size() + disk.size());
  }

  @Override
  public BatchStream open(DriverContext driver) {
    prepare();
    open.incrementAndGet();
    return new SpoolStream();
  }

  private synchronized void prepare() {
    if (memory == null) {
      memory = spools.stream().flatMap(s -> s.inMemory().stream()).toList();
      disk = spools.stream().filter(s -> s.onDisk() != null).map(s -> s.onDisk().read()).toList();
    }
  }

  /**
   * One batch from disk; the stream is shared by all drivers, which is why its batches are frozen.
   */
  private Batch fromDisk() {
    for (BatchStream stream : disk) {
      synchronized (stream) {
        Batch batch = stream.next();
        if (batch != null) {
          return batch;
        }
        stream.close();
      }
    }
    return null;
  }

  private void closeDisk() {
    Closing.all(
        disk,
        stream -> {
          synchronized (stream) {
            stream.close();
          }
        });
  }

  private final class SpoolStream implements BatchStream {
    private boolean closed;

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      if (closed) {
        return null;
      }
      int index = next.get() < memory.size() ? next.getAndIncrement() : Integer.MAX_VALUE;
      return index < memory.size() ? memory.get(index) : fromDisk();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (open.decrementAndGet() == 0) {
          closeDisk();
        }
      }
    }
  }
}
