package io.sheaf.engine.operator;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSource;
import io.sheaf.engine.spill.Closing;
import java.util.ArrayList;
import java.util.List;

/**
 * All rows of several sources: each driver runs through its share of the first, then of the second,
 * and so on. All of them are opened before the first batch, as the drivers of a source may wait for
 * one another.
 */
public record UnionSource(Schema schema, List<PipelineSource> inputs) implements PipelineSource {
  public UnionSource {
    inputs = List.copyOf(inputs);
  }

  @Override
  public int maximumDrivers() {
    return inputs.stream().mapToInt(PipelineSource::maximumDrivers).max().orElse(1);
  }

  @Override
  public BatchStream open(DriverContext driver) {
    List<BatchStream> streams = new ArrayList<>(inputs.size());
    try {
      for (PipelineSource input : inputs) {
        int drivers = Math.max(1, Math.min(driver.drivers(), input.maximumDrivers()));
        if (driver.index() < drivers) {
          streams.add(input.open(new DriverContext(driver.query(), driver.index(), drivers)));
        }
      }
    } catch (Throwable t) {
      Closing.all(streams, BatchStream::close);
      throw t;
    }
    return new UnionStream(schema, streams);
  }

  private static final class UnionStream implements BatchStream {
    private final Schema schema;
    private final List<BatchStream> streams;
    private int current;

    UnionStream(Schema schema, List<BatchStream> streams) {
      this.schema = schema;
      this.streams = streams;
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Batch next() {
      for (; current < streams.size(); current++) {
        Batch batch = streams.get(current).next();
        if (batch != null) {
          return relabel(batch);
        }
        streams.get(current).close();
      }
      return null;
    }

    private Batch relabel(Batch batch) {
      return batch.isFrozen()
          ? Batch.frozen(schema, batch.columns(), batch.rows()).withSelection(batch.selection())
          : batch.withColumns(schema, batch.columns());
    }

    @Override
    public void close() {
      List<BatchStream> left = streams.subList(current, streams.size());
      current = streams.size();
      Closing.all(left, BatchStream::close);
    }
  }
}
