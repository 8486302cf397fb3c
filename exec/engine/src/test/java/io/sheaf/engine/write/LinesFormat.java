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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

  /** Option {@code sections}: how many rows one has. */
  @Override
  public int sectionRows(Map<String, String> options) {
    return Integer.parseInt(options.getOrDefault("sections", "0"));
  }

  private record Lines(List<String> lines) implements Section {
    @Override
    public long bytes() {
      return 10L * lines.size();
    }
  }

  @Override
  public FileWriter writer(
      WritableFile file, Schema schema, Map<String, String> options, MemoryLease lease) {
    lease.grow(1000);
    return new FileWriter() {
      private long rows;

      @Override
      public void write(Batch batch) {
        values(batch).forEach(this::line);
      }

      private void line(String value) {
        if (value.equals(options.get("fail"))) {
          throw SheafException.external("DISK_FULL", "no room for " + value, null);
        }
        byte[] line = (value + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(line, 0, line.length);
        rows++;
      }

      @Override
      public SectionWriter sections(MemoryLease sectionLease, Consumer<Section> out) {
        sectionLease.grow(1000);
        List<String> lines = new ArrayList<>();
        return new SectionWriter() {
          @Override
          public void write(Batch batch) {
            for (String value : values(batch)) {
              lines.add(value);
              if (lines.size() == sectionRows(options)) {
                flush();
              }
            }
          }

          @Override
          public void flush() {
            if (!lines.isEmpty()) {
              out.accept(new Lines(List.copyOf(lines)));
              lines.clear();
            }
          }

          @Override
          public void close() {}
        };
      }

      @Override
      public void append(Section section) {
        ((Lines) section).lines().forEach(this::line);
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

  private static List<String> values(Batch batch) {
    Batch dense = batch.compact();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < dense.rows(); i++) {
      values.add(String.valueOf(JavaValues.get(dense.column(0), i, ZoneOffset.UTC)));
    }
    return values;
  }
}
