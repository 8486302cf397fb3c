package io.sheaf.engine.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.IntColumn;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Selection;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.pipeline.DriverContext;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.pipeline.PipelineStep;
import io.sheaf.engine.spill.FullDisk;
import io.sheaf.engine.spill.SpillSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs a join operator with several drivers at the same time, and checks that nothing leaks. */
record JoinHarness(
    Path folder,
    int drivers,
    int batchRows,
    boolean degenerateHash,
    long memoryBytes,
    long diskBytes) {

  JoinHarness(Path folder, int drivers, int batchRows, boolean degenerateHash, long memoryBytes) {
    this(folder, drivers, batchRows, degenerateHash, memoryBytes, Long.MAX_VALUE);
  }

  JoinHarness withDisk(long bytes) {
    return new JoinHarness(folder, drivers, batchRows, degenerateHash, memoryBytes, bytes);
  }

  /** The two ends of a join operator. */
  record Ends(PipelineSink build, PipelineStep probe) {}

  /** What came out, and how much went to disk. */
  record Result(List<List<Object>> rows, long spilledBytes) {}

  /**
   * Joins.
   *
   * @param limit stop each driver after so many output batches
   */
  Result run(
      Function<QueryContext, Ends> operator, List<Batch> left, List<Batch> right, int limit) {
    return run(FullDisk.space(folder, diskBytes), operator, left, right, limit);
  }

  /** The same with a spill space, which is closed. */
  Result run(
      SpillSpace space,
      Function<QueryContext, Ends> operator,
      List<Batch> left,
      List<Batch> right,
      int limit) {
    MemoryPool pool = new MemoryPool(memoryBytes);
    EngineSettings settings = new EngineSettings(drivers, batchRows, 0, folder, degenerateHash, 0);
    try (SpillSpace spill = space) {
      QueryContext query =
          new QueryContext(settings, null, pool, spill, new CancelToken(), System::nanoTime);
      Ends ends = operator.apply(query);
      try (PipelineSink sink = ends.build()) {
        build(sink, query, right);
        return new Result(probe(ends.probe(), query, left, limit), spill.spilledBytes());
      }
    } finally {
      assertEquals(List.of(), pool.openLeases());
      assertEquals(0, pool.usedBytes());
      String[] files = folder.toFile().list();
      assertEquals(0, files == null ? 0 : files.length, "spill files are gone");
    }
  }

  private void build(PipelineSink sink, QueryContext query, List<Batch> right) {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int d = 0; d < drivers; d++) {
      PipelineSink.Writer writer = sink.open(new DriverContext(query, d, drivers));
      BatchStream input = input(right, d);
      tasks.add(
          () -> {
            try (writer;
                input) {
              for (Batch b = input.next(); b != null && writer.write(b); b = input.next()) {}
              writer.finish();
            }
            return null;
          });
    }
    all(tasks);
    sink.finish();
  }

  private List<List<Object>> probe(
      PipelineStep step, QueryContext query, List<Batch> left, int limit) {
    List<Callable<List<List<Object>>>> tasks = new ArrayList<>();
    for (int d = 0; d < drivers; d++) {
      BatchStream stream = step.open(input(left, d), new DriverContext(query, d, drivers));
      tasks.add(() -> drain(stream, limit, step.schema()));
    }
    return all(tasks).stream().flatMap(List::stream).toList();
  }

  private List<List<Object>> drain(BatchStream stream, int limit, Schema schema) {
    List<List<Object>> rows = new ArrayList<>();
    try (stream) {
      for (int i = 0; i < limit; i++) {
        Batch batch = stream.next();
        if (batch == null) {
          assertEquals(null, stream.next());
          break;
        }
        assertEquals(schema, batch.schema());
        assertEquals(true, batch.selectedRows() > 0, "a batch has rows");
        rows.addAll(RandomBatches.rows(batch));
      }
    }
    return rows;
  }

  private static <T> List<T> all(List<Callable<T>> tasks) {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case Throwable other -> throw new AssertionError(other);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private BatchStream input(List<Batch> batches, int driver) {
    List<Batch> own = new ArrayList<>();
    for (int i = driver; i < batches.size(); i += drivers) {
      own.add(batches.get(i));
    }
    Schema schema = batches.isEmpty() ? Schema.EMPTY : batches.getFirst().schema();
    return new Reusing(RandomBatches.stream(schema, own));
  }

  /** Hands out batches that it destroys when the next one is asked for. */
  private static final class Reusing implements BatchStream {
    private final BatchStream input;
    private Batch last;

    Reusing(BatchStream input) {
      this.input = input;
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public Batch next() {
      destroy();
      Batch batch = input.next();
      if (batch == null) {
        return null;
      }
      List<Column> columns =
          batch.columns().stream().map(c -> Columns.copy(c, batch.rows())).toList();
      Selection selection = batch.selection();
      last =
          Batch.borrowed(batch.schema(), columns, batch.rows())
              .withSelection(
                  selection == null
                      ? null
                      : new Selection(selection.rows().clone(), selection.count()));
      return last;
    }

    private void destroy() {
      if (last == null) {
        return;
      }
      for (Column column : last.columns()) {
        if (column instanceof IntColumn c) {
          Arrays.fill(c.values(), 77);
        } else if (column instanceof LongColumn c) {
          Arrays.fill(c.values(), 77);
        }
      }
      if (last.selection() != null) {
        Arrays.fill(last.selection().rows(), 0);
      }
    }

    @Override
    public void close() {
      destroy();
      input.close();
    }
  }
}
