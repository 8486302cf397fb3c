package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Connectors;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.WritableFile;
import io.trino.tpch.TpchEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes all tables of a scale factor as {@code FOLDER/TABLE/part-NN.parquet}. The folder appears
 * complete or not at all: files are written beside it and renamed at the end. A folder that holds
 * anything but such files is refused, for it is replaced as a whole.
 */
final class TpchGenerator {
  private static final int BATCH_ROWS = 8192;
  private static final String FORMAT = "parquet";

  private final double scale;
  private final int threads;
  private final ProgressBar progress;
  private final FileFormat format;
  private final MemoryPool memory = new MemoryPool(Long.MAX_VALUE);

  TpchGenerator(double scale, int threads, ProgressBar progress) {
    this.scale = scale;
    this.threads = threads;
    this.progress = progress;
    this.format = Connectors.load().format(FORMAT);
  }

  /** Whether the folder holds files of all tables. */
  static boolean isComplete(String folder) {
    FileStore store = Connectors.load().store(folder);
    return TpchTables.ALL.stream()
        .allMatch(table -> !store.list(folder + "/" + table.name()).isEmpty());
  }

  /** How many rows there will be, about. */
  static double rows(double scale) {
    return TpchTables.ALL.stream().mapToDouble(table -> table.rows(scale)).sum();
  }

  void generate(String folder) {
    FileStore store = Connectors.load().store(folder);
    checkHoldsNothingElse(store, folder);
    String staging = store.stagingDirectory(folder);
    Thread cleaner = new Thread(() -> store.delete(staging), "tpch-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      writeAll(store, staging);
      progress.finish();
      checkHoldsNothingElse(store, folder);
      store.publish(staging, names(), folder);
    } finally {
      store.delete(staging);
      Runtime.getRuntime().removeShutdownHook(cleaner);
    }
  }

  /** Hidden files count too: {@code .git/config} and {@code _notes.txt} are somebody's. */
  private static void checkHoldsNothingElse(FileStore store, String folder) {
    String literal = folder.replaceAll("[\\\\*?\\[{]", "\\\\$0");
    String tables =
        TpchTables.ALL.stream().map(TpchTables::name).collect(Collectors.joining(",", "{", "}"));
    List<String> ours =
        store.list(literal + "/" + tables + "/part-[0-9][0-9]." + FORMAT).stream()
            .map(FileInfo::path)
            .toList();
    Stream.concat(
            store.list(folder).stream(),
            Stream.of("/**/.*", "/**/_*", "/**/.*/**", "/**/_*/**")
                .flatMap(hidden -> store.list(literal + hidden).stream()))
        .filter(file -> !ours.contains(file.path()))
        .findFirst()
        .ifPresent(
            file -> {
              throw SheafException.user(
                  "DIRECTORY_NOT_EMPTY",
                  "%s holds more than generated TPC-H tables, and generating would replace it: %s;"
                          .formatted(folder, file.path())
                      + " choose another folder");
            });
  }

  /** All files below the folder, each under the name that it was written by. */
  private Map<String, String> names() {
    return TpchTables.ALL.stream()
        .flatMap(
            table ->
                IntStream.rangeClosed(1, table.parts(scale)).mapToObj(part -> name(table, part)))
        .collect(Collectors.toMap(Function.identity(), Function.identity()));
  }

  private static String name(TpchTables<?> table, int part) {
    return "%s/part-%02d.%s".formatted(table.name(), part, FORMAT);
  }

  private void writeAll(FileStore store, String staging) {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> parts = new ArrayList<>();
      for (TpchTables<?> table : TpchTables.ALL) {
        for (int part = 1; part <= table.parts(scale); part++) {
          int number = part;
          parts.add(workers.submit(() -> writePart(store, staging, table, number)));
        }
      }
      try {
        for (Future<?> part : parts) {
          part.get();
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw e.getCause() instanceof SheafException failure
            ? failure
            : new SheafException(
                SheafException.Blame.BUG, "INTERNAL", "cannot write TPC-H data", e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw cancelled();
      }
    }
  }

  private static SheafException cancelled() {
    return SheafException.user("CANCELLED", "generating TPC-H data was interrupted");
  }

  private <E extends TpchEntity> void writePart(
      FileStore store, String staging, TpchTables<E> table, int part) {
    String path = staging + "/" + name(table, part);
    RowWriter rows = new RowWriter(table.schema(), BATCH_ROWS);
    try (MemoryLease lease = memory.lease("TPC-H data", false);
        WritableFile file = store.create(path);
        FileFormat.FileWriter writer = format.writer(file, table.schema(), Map.of(), lease)) {
      for (E entity : table.generate(scale, part)) {
        table.fill().accept(entity, rows);
        if (rows.rows() == BATCH_ROWS) {
          flush(rows, writer);
        }
      }
      flush(rows, writer);
      writer.finish();
      file.commit();
    }
  }

  private void flush(RowWriter rows, FileFormat.FileWriter writer) {
    int count = rows.rows();
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
    if (count > 0) {
      writer.write(rows.take());
      progress.add(count);
    }
  }
}
