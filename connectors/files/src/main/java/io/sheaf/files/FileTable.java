package io.sheaf.files;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileFormat.FileRequest;
import io.sheaf.connector.FileFormat.FileSummary;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.remote.Transfers;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows are those of some files of one format. Immutable and thread-safe. */
public final class FileTable implements Table {
  private final TableRef ref;
  private final FileStore store;
  private final FileFormat format;
  private final List<FileInfo> files;
  private final UnifiedFiles unified;
  private volatile String version;

  private FileTable(
      TableRef ref,
      FileStore store,
      FileFormat format,
      List<FileInfo> files,
      UnifiedFiles unified) {
    this.ref = ref;
    this.store = store;
    this.format = format;
    this.files = files;
    this.unified = unified;
  }

  /**
   * The table over files whose list is not empty.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when the files' columns do not go together
   */
  public static FileTable of(
      TableRef ref, FileStore store, FileFormat format, List<FileInfo> files) {
    List<FileSummary> summaries =
        new Transfers(store.concurrency())
            .all(files, file -> format.summarise(store, file, ref.options()));
    return new FileTable(
        ref, store, format, List.copyOf(files), UnifiedFiles.of(format, files, summaries));
  }

  public List<FileInfo> files() {
    return files;
  }

  @Override
  public TableRef ref() {
    return ref;
  }

  @Override
  public Schema schema() {
    return unified.schema();
  }

  @Override
  public String version() {
    if (version == null) {
      StringBuilder all = new StringBuilder();
      files.forEach(f -> all.append(f.path()).append('=').append(f.version()).append(';'));
      version = all.toString();
    }
    return version;
  }

  @Override
  public TableStatistics statistics() {
    return unified.statistics();
  }

  @Override
  public List<Split> splits(ScanRequest request, int minimumSplits) {
    FileRequest of = request(request);
    List<Split> splits = new ArrayList<>();
    long bytes = Math.max(1, files.stream().mapToLong(FileInfo::sizeBytes).sum());
    for (FileInfo file : files) {
      // A file's share of the wanted pieces goes by its size, rounded up.
      long share = (long) Math.ceil((double) minimumSplits * file.sizeBytes() / bytes);
      for (Split split : format.splits(store, file, of, (int) share)) {
        splits.add(split);
      }
    }
    return splits;
  }

  @Override
  public BatchStream open(Split split, ScanRequest request, ScanContext context) {
    return format.open(store, split, request(request), context);
  }

  private FileRequest request(ScanRequest scan) {
    return new FileRequest(schema(), scan, ref.options());
  }
}
