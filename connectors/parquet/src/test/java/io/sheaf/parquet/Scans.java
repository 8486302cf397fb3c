package io.sheaf.parquet;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.FileFormat.FileRequest;
import io.sheaf.connector.FileFormat.FileWriter;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.WritableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Reads and writes whole files, and checks that everything was given back. */
final class Scans {
  final LocalStore store = new LocalStore();
  final ParquetFormat format = new ParquetFormat();
  final MemoryPool memory = new MemoryPool(1L << 30);

  Schema schema(Path path) {
    return format.summarise(store, store.info(path.toString()), Map.of()).schema();
  }

  List<Split> splits(Path path, ScanRequest request, int minimum) {
    FileInfo file = store.info(path.toString());
    return format.splits(store, file, new FileRequest(schema(path), request, Map.of()), minimum);
  }

  /** All columns, row by row. */
  List<List<Object>> read(Path path, int batchRows, int minimumSplits) {
    Schema schema = schema(path);
    List<Integer> all = IntStream.range(0, schema.size()).boxed().toList();
    return read(path, schema, ScanRequest.of(all, batchRows), minimumSplits);
  }

  List<List<Object>> read(Path path, Schema schema, ScanRequest request, int minimumSplits) {
    List<List<Object>> rows = new ArrayList<>();
    FileInfo file = store.info(path.toString());
    FileRequest fileRequest = new FileRequest(schema, request, Map.of());
    ScanContext context = ScanContext.of(memory);
    try {
      for (Split split : format.splits(store, file, fileRequest, minimumSplits)) {
        try (BatchStream stream = format.open(store, split, fileRequest, context)) {
          Batch batch;
          while ((batch = stream.next()) != null) {
            addRows(batch, rows);
          }
        }
      }
    } finally {
      checkClean();
    }
    return rows;
  }

  private static void addRows(Batch batch, List<List<Object>> rows) {
    for (int i = 0; i < batch.selectedRows(); i++) {
      int row = batch.selection() == null ? i : batch.selection().rows()[i];
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < batch.columns().size(); c++) {
        values.add(TestData.value(batch.column(c), row));
      }
      rows.add(values);
    }
  }

  /** No lease and no file is open. */
  void checkClean() {
    if (!memory.openLeases().isEmpty() || memory.usedBytes() != 0 || store.openFiles.get() != 0) {
      throw new AssertionError(
          "not given back: " + memory.openLeases() + ", files " + store.openFiles);
    }
  }

  /** Writes columns of values in batches of random form. */
  void write(
      Random random, Path path, Schema schema, List<Object[]> values, Map<String, String> options) {
    write(memory, random, path, schema, values, options);
  }

  /** The same within other memory. */
  void write(
      MemoryPool pool,
      Random random,
      Path path,
      Schema schema,
      List<Object[]> values,
      Map<String, String> options) {
    int rows = values.getFirst().length;
    try (MemoryLease lease = pool.lease("writer", true);
        WritableFile file = store.create(path.toString());
        FileWriter writer = format.writer(file, schema, options, lease)) {
      int from = 0;
      while (from < rows) {
        int to = Math.min(rows, from + 1 + random.nextInt(3000));
        writer.write(TestData.batch(random, schema, values, from, to));
        from = to;
      }
      writer.finish();
      file.commit();
    }
  }

  static List<List<Object>> rows(List<Object[]> columns) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < columns.getFirst().length; i++) {
      List<Object> row = new ArrayList<>();
      for (Object[] column : columns) {
        row.add(column[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  static long seed() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("-Dsheaf.seed=" + seed);
    return seed;
  }
}
