package io.sheaf.engine.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.Split;
import io.sheaf.connector.WritableFile;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A row a line, the first column only; fails at the value that the option {@code fail} names. */
public final class LinesFormat implements FileFormat {
  @Override
  public String name() {
    return "lines";
  }

  @Override
  public List<String> extensions() {
    return List.of("txt");
  }

  @Override
  public FileSummary summarise(FileStore store, FileInfo file, Map<String, String> options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Split> splits(
      FileStore store, FileInfo file, FileRequest request, int minimumSplits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BatchStream open(FileStore store, Split split, FileRequest request, ScanContext context) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileWriter writer(
      WritableFile file, Schema schema, Map<String, String> options, MemoryLease lease) {
    lease.grow(1000);
    return new FileWriter() {
      private long rows;

      @Override
      public void write(Batch batch) {
        Batch dense = batch.compact();
        for (int i = 0; i < dense.rows(); i++) {
          String value = String.valueOf(JavaValues.get(dense.column(0), i, ZoneOffset.UTC));
          if (value.equals(options.get("fail"))) {
            throw SheafException.external("DISK_FULL", "no room for " + value, null);
          }
          byte[] line = (value + "\n").getBytes(StandardCharsets.UTF_8);
          file.write(line, 0, line.length);
          rows++;
        }
      }

      @Override
      public void finish() {
        byte[] end = "end\n".getBytes(StandardCharsets.UTF_8);
        file.write(end, 0, end.length);
      }

      @Override
      public long rows() {
        return rows;
      }

      @Override
      public void close() {}
    };
  }
}
