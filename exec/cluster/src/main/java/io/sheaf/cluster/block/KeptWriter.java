package io.sheaf.cluster.block;

import io.sheaf.columnar.Batch;
import io.sheaf.engine.cache.CachedRows;
import java.util.function.Supplier;

/**
 * Takes the rows of a task that are to be kept. Where there is no place for all of them they go to
 * a file like those of any other task, for this query alone. Thread-safe.
 */
public final class KeptWriter implements TaskOutput {
  private final Supplier<MapOutputWriter> files;
  private CachedRows rows;
  private MapOutputWriter file;
  private boolean kept;

  /**
   * @param rows an empty place
   * @param files opens the file of the task
   */
  KeptWriter(CachedRows rows, Supplier<MapOutputWriter> files) {
    this.rows = rows;
    this.files = files;
  }

  @Override
  public int partitions() {
    return 1;
  }

  @Override
  public synchronized void add(int partition, Batch batch) {
    if (batch.selectedRows() == 0 || rows != null && rows.add(batch)) {
      return;
    }
    if (rows != null) {
      file = files.get();
      for (int i = 0; i < rows.blocks(); i++) {
        file.add(0, rows.read(i));
      }
      free();
    }
    file.add(0, batch);
  }

  /** The file, where there was no place; else null. */
  synchronized MapOutputWriter file() {
    return file;
  }

  /** The rows, which are the caller's from now on. */
  synchronized CachedRows take() {
    kept = true;
    return rows;
  }

  private void free() {
    rows.close();
    rows = null;
  }

  @Override
  public synchronized void close() {
    if (rows != null && !kept) {
      free();
    }
    if (file != null) {
      file.close();
    }
  }
}
