package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import java.util.List;

/** The rows of several outputs, each fetched from where it lies, for one reading. */
public record FetchedRows(Schema schema, List<Source> sources, BlockReader reader)
    implements PipelineSource {
  public FetchedRows {
    sources = List.copyOf(sources);
  }

  @Override
  public int maximumDrivers() {
    return 1;
  }

  @Override
  public BatchStream open(DriverContext driver) {
    return open(driver.query().memory(), driver.query().cancel()::check);
  }

  /**
   * @param memory of which the bytes on their way are taken, also when it is exhausted
   * @param check throws when nobody wants the rows any more; called while they are waited for
   */
  public BatchStream open(MemoryPool memory, Runnable check) {
    return new FetchStream(schema, sources, reader, memory.lease("Exchange", false), check);
  }
}
