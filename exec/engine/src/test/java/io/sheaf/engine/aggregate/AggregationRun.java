package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.FullDisk;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.plan.PhysicalPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs an aggregation under several drivers and checks that it leaves nothing behind. */
final class AggregationRun {
  private final Path folder;
  private int drivers = 1;
  private int batchRows = EngineSettings.DEFAULT_BATCH_ROWS;
  private long memory = 1L << 30;
  private boolean equalHashes;
  private long diskBytes = Long.MAX_VALUE;
  private EngineSettings.Codegen codegen = EngineSettings.Codegen.AUTO;
  private long spilledBytes;
  private boolean absorbed;

  AggregationRun(Path folder) {
    this.folder = folder;
  }

  AggregationRun withDrivers(int count) {
    drivers = count;
    return this;
  }

  AggregationRun withBatchRows(int rows) {
    batchRows = rows;
    return this;
  }

  AggregationRun withMemory(long bytes) {
    memory = bytes;
    return this;
  }

  AggregationRun withDisk(long bytes) {
    diskBytes = bytes;
    return this;
  }

  AggregationRun withEqualHashes() {
    equalHashes = true;
    return this;
  }

  AggregationRun withCodegen(EngineSettings.Codegen wanted) {
    codegen = wanted;
    return this;
  }

  /** Whether the last aggregation computed the projection below it. */
  boolean absorbed() {
    return absorbed;
  }

  long spilledBytes() {
    return spilledBytes;
  }

  List<Batch> run(PhysicalPlan.Aggregate plan, List<Batch> input) {
    MemoryPool pool = new MemoryPool(memory);
    EngineSettings settings =
        new EngineSettings(drivers, batchRows, 0, folder, equalHashes, 0).withCodegen(codegen);
    List<Batch> out = new ArrayList<>();
    try (SpillSpace spill = FullDisk.space(folder, diskBytes)) {
      QueryContext query =
          new QueryContext(settings, null, pool, spill, new CancelToken(), System::nanoTime);
      HashAggregation aggregation = new HashAggregation(plan, query);
      absorbed = aggregation.absorbsProjection();
      try (PipelineSink sink = aggregation.sink()) {
        inParallel(driver -> write(sink, query, input, driver));
        sink.finish();
        inParallel(driver -> read(aggregation, query, out, driver));
      }
      spilledBytes = spill.spilledBytes();
    } finally {
      assertEquals(List.of(), pool.openLeases());
      assertEquals(0, pool.usedBytes());
      String[] left = folder.toFile().list();
      assertEquals(0, left == null ? 0 : left.length, "spill files are gone");
    }
    return out;
  }

  private void write(PipelineSink sink, QueryContext query, List<Batch> input, int driver) {
    try (PipelineSink.Writer writer = sink.open(new DriverContext(query, driver, drivers))) {
      for (int b = driver; b < input.size(); b += drivers) {
        writer.write(input.get(b));
      }
      writer.finish();
    }
  }

  private void read(HashAggregation aggregation, QueryContext query, List<Batch> out, int driver) {
    var source = aggregation.source();
    if (driver >= source.maximumDrivers()) {
      return;
    }
    try (var stream = source.open(new DriverContext(query, driver, drivers))) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        synchronized (out) {
          out.add(batch.freeze());
        }
      }
    }
  }

  private void inParallel(IntConsumer work) {
    try (var threads = Executors.newFixedThreadPool(drivers)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int d = 0; d < drivers; d++) {
        int driver = d;
        futures.add(threads.submit(() -> work.accept(driver)));
      }
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SheafException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
