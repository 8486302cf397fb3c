package io.sheaf.connector;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A file format: knows bytes, not where they live. Found by {@link java.util.ServiceLoader}.
 * Thread-safe. Implementations may cache footers by {@link FileInfo} (path and version).
 */
public interface FileFormat {
  /** The connector name in a {@link TableRef}: {@code parquet}, {@code csv}. */
  String name();

  /** File endings without the dot, lower case. */
  List<String> extensions();

  /**
   * What one file holds.
   *
   * @param options reader options of the table; an unknown key is a USER error
   */
  FileSummary summarise(FileStore store, FileInfo file, Map<String, String> options);

  /**
   * Whether {@link #open} gives a column of the table's type when the file's own type is another.
   */
  default boolean converts(DataType file, DataType table) {
    return file.equals(table);
  }

  /**
   * Pieces of one file that the predicate leaves; at least {@code minimumSplits} if there are that
   * many rows and the format can be cut.
   */
  List<Split> splits(FileStore store, FileInfo file, FileRequest request, int minimumSplits);

  /** Opens a split made by {@link #splits}. */
  BatchStream open(FileStore store, Split split, FileRequest request, ScanContext context);

  /**
   * A writer of one file; or a USER error that this format cannot be written.
   *
   * @param options writer options, e.g. {@code compression}; an unknown key is a USER error
   * @param lease where this writer alone reserves what it holds before it is in the file; stays the
   *     caller's, who closes it after the writer. Where it asks to spill, the writer writes what it
   *     can.
   */
  FileWriter writer(
      WritableFile file, Schema schema, Map<String, String> options, MemoryLease lease);

  /**
   * Rows that a section of a file has where sections are encoded apart, see {@link
   * FileWriter#sections}; 0 where this format cannot do that.
   *
   * @param options as for {@link #writer}
   */
  default int sectionRows(Map<String, String> options) {
    return 0;
  }

  /**
   * What one file holds.
   *
   * @param schema the file's own columns
   * @param statistics per column of {@code schema}
   */
  record FileSummary(Schema schema, TableStatistics statistics) {}

  /**
   * A request against one file.
   *
   * @param schema the table's schema; columns are found in the file by name, a missing one is NULL
   * @param scan columns and conditions in terms of {@code schema}
   */
  record FileRequest(Schema schema, ScanRequest scan, Map<String, String> options) {}

  /** Writes batches to a file, for one thread. */
  interface FileWriter extends AutoCloseable {
    void write(Batch batch);

    /**
     * Writes what is pending and the footer; the {@link WritableFile} is committed by its owner.
     */
    void finish();

    /** Rows written so far. */
    long rows();

    /**
     * Another way into the file, where the format has {@link FileFormat#sectionRows sections}: rows
     * are encoded by several threads, each with a writer of its own, and only appended in turn.
     *
     * @param lease where this writer of sections alone reserves what it holds; stays the caller's
     * @param out takes each finished section, on the thread that writes
     */
    default SectionWriter sections(MemoryLease lease, Consumer<Section> out) {
      throw new UnsupportedOperationException();
    }

    /** Appends a section that one of this writer's {@link #sections} made. */
    default void append(Section section) {
      throw new UnsupportedOperationException();
    }

    @Override
    void close();
  }

  /** Encodes rows into sections of a file, for one thread. */
  interface SectionWriter extends AutoCloseable {
    void write(Batch batch);

    /** Makes a section of the rows that are in none yet. */
    void flush();

    @Override
    void close();
  }

  /** Encoded rows, ready to be appended to a file. Immutable. */
  interface Section {
    /** Bytes of memory. */
    long bytes();
  }
}
