package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
    return sources.stream().noneMatch(Source::kept)
        ? new FetchStream(schema, sources, reader, memory.lease("Exchange", false), check)
        : new InTurn(schema, sources.iterator(), source -> open(source, memory, check));
  }

  /** Of one source: what is kept here is read in place. */
  private BatchStream open(Source source, MemoryPool memory, Runnable check) {
    if (!source.kept()) {
      return new FetchStream(
          schema, List.of(source), reader, memory.lease("Exchange", false), check);
    }
    Optional<CachedRows> here = reader.kept(source.address(), source.block().task());
    return here.isPresent()
        ? new KeptStream(schema, here.get(), check)
        : new KeptFetch(schema, source, reader, memory.lease("Exchange", false), check);
  }

  /** One source after the other. For one thread. */
  private static final class InTurn implements BatchStream {
    private final Schema schema;
    private final Iterator<Source> sources;
    private final Function<Source, BatchStream> opener;
    private BatchStream open;

    InTurn(Schema schema, Iterator<Source> sources, Function<Source, BatchStream> opener) {
      this.schema = schema;
      this.sources = sources;
      this.opener = opener;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      while (open != null || sources.hasNext()) {
        if (open == null) {
          open = opener.apply(sources.next());
        }
        Batch batch = open.next();
        if (batch != null) {
          return batch;
        }
        close();
      }
      return null;
    }

    @Override
    public void close() {
      if (open != null) {
        BatchStream last = open;
        open = null;
        last.close();
      }
    }
  }
}
