package io.sheaf.parquet;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.Split;
import io.sheaf.connector.WritableFile;
import io.sheaf.parquet.meta.FileSchema;
import io.sheaf.parquet.meta.Footer;
import io.sheaf.parquet.meta.FooterCache;
import io.sheaf.parquet.meta.ParquetErrors;
import io.sheaf.parquet.meta.RowGroupInfo;
import io.sheaf.parquet.prune.RowGroupPruning;
import io.sheaf.parquet.prune.RowRanges;
import io.sheaf.parquet.read.BufferPool;
import io.sheaf.parquet.read.RowGroupReader;
import io.sheaf.parquet.read.Widening;
import io.sheaf.parquet.write.ParquetWriter;
import io.sheaf.parquet.write.WriterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parquet files. Thread-safe. Keeps footers by path and version, and some buffers, between scans.
 *
 * <p>Reader option: {@code unsupported_columns}, {@code error} (the default) or {@code skip}, which
 * leaves columns that cannot be read (nested ones, FLOAT16) out of the schema. Writer options:
 * {@code compression} and {@code row_group_rows}, see {@link WriterOptions}.
 */
public final class ParquetFormat implements FileFormat {
  private static final long FOOTER_BYTES = 32L << 20;
  private static final long BUFFER_BYTES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 8, 16L << 20, 128L << 20);
  private static final String UNSUPPORTED_COLUMNS = "unsupported_columns";

  private final FooterCache footers = new FooterCache(FOOTER_BYTES);
  private final RowGroupReader reader = new RowGroupReader(new BufferPool(BUFFER_BYTES));

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public List<String> extensions() {
    return List.of("parquet");
  }

  @Override
  public FileSummary summarise(FileStore store, FileInfo file, Map<String, String> options) {
    boolean skip = skipUnsupported(options);
    Footer footer = footers.get(store, file);
    if (!skip && !footer.schema().refused().isEmpty()) {
      FileSchema.Refused first = footer.schema().refused().getFirst();
      throw ParquetErrors.unsupported(
          file.path(),
          "column '"
              + first.name()
              + "' cannot be read: "
              + first.reason()
              + "; the option "
              + UNSUPPORTED_COLUMNS
              + "=skip leaves such columns out");
    }
    Schema schema = footer.schema().schema();
    return new FileSummary(schema, footers.statistics(store, file));
  }

  private static boolean skipUnsupported(Map<String, String> options) {
    boolean skip = false;
    for (Map.Entry<String, String> option : options.entrySet()) {
      if (!option.getKey().equals(UNSUPPORTED_COLUMNS)) {
        throw SheafException.user(
            "BAD_OPTION",
            "Parquet has no reader option '" + option.getKey() + "', only " + UNSUPPORTED_COLUMNS);
      }
      skip = option.getValue().equals("skip");
      if (!skip && !option.getValue().equals("error")) {
        throw SheafException.user("BAD_OPTION", UNSUPPORTED_COLUMNS + " is 'error' or 'skip'");
      }
    }
    return skip;
  }

  @Override
  public boolean converts(DataType file, DataType table) {
    return file.equals(table) || Widening.allows(file, table);
  }

  @Override
  public List<Split> splits(
      FileStore store, FileInfo file, FileRequest request, int minimumSplits) {
    Footer footer = footers.get(store, file);
    RowGroupPruning pruning =
        RowGroupPruning.of(footer, request.schema(), request.scan().predicate());
    List<RowGroupInfo> left = new ArrayList<>();
    long rows = 0;
    for (RowGroupInfo group : footer.rowGroups()) {
      if (group.rows() > 0 && pruning.mayMatch(group)) {
        left.add(group);
        rows += group.rows();
      }
    }
    List<Split> splits = new ArrayList<>();
    for (RowGroupInfo group : left) {
      // Rounded up for each row group, so that all together are enough.
      long pieces =
          left.size() >= minimumSplits
              ? 1
              : Math.min(group.rows(), Math.ceilDiv(minimumSplits * group.rows(), rows));
      for (long piece = 0; piece < pieces; piece++) {
        long start = group.rows() * piece / pieces;
        long end = group.rows() * (piece + 1) / pieces;
        splits.add(new ParquetSplit(file, group.index(), start, end - start));
      }
    }
    return splits;
  }

  @Override
  public BatchStream open(FileStore store, Split split, FileRequest request, ScanContext context) {
    ParquetSplit piece = (ParquetSplit) split;
    Footer footer = footers.get(store, piece.file());
    RowGroupInfo group = footer.rowGroups().get(piece.rowGroup());
    RowRanges rows = RowRanges.of(piece.firstRow(), piece.firstRow() + piece.rows());
    ReadableFile file = store.open(piece.file());
    return reader.open(file, new RowGroupReader.Piece(footer, group, rows), request, context);
  }

  @Override
  public int sectionRows(Map<String, String> options) {
    return WriterOptions.parse(options).rowGroupRows();
  }

  @Override
  public FileWriter writer(
      WritableFile file, Schema schema, Map<String, String> options, MemoryLease lease) {
    return new ParquetWriter(file, schema, WriterOptions.parse(options), lease);
  }
}
