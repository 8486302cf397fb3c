package io.sheaf.files.csv;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.Split;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.WritableFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CSV as RFC 4180 has it, with header, delimiter and types found out from the file. A file is one
 * split. Thread-safe.
 */
public final class CsvFormat implements FileFormat {
  private static final int CACHED_SAMPLES = 256;

  /** Samples by file version and options, so that a query reads the head of a file once. */
  private final Map<SampleKey, CsvSample> samples =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SampleKey, CsvSample> eldest) {
          return size() > CACHED_SAMPLES;
        }
      };

  private record SampleKey(FileInfo file, Map<String, String> options) {}

  record CsvSplit(FileInfo file, long rows) implements Split {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public List<String> extensions() {
    return List.of("csv", "tsv");
  }

  @Override
  public FileSummary summarise(FileStore store, FileInfo file, Map<String, String> options) {
    CsvSample sample = sample(store, file, options);
    return new FileSummary(
        sample.schema(), TableStatistics.unknown(sample.rows(), sample.schema().size()));
  }

  /** A text can be read as whatever it has to be. */
  @Override
  public boolean converts(DataType file, DataType table) {
    return true;
  }

  @Override
  public List<Split> splits(
      FileStore store, FileInfo file, FileRequest request, int minimumSplits) {
    double rows = sample(store, file, request.options()).rows();
    return rows == 0 ? List.of() : List.of(new CsvSplit(file, (long) rows));
  }

  @Override
  public BatchStream open(FileStore store, Split split, FileRequest request, ScanContext context) {
    FileInfo file = ((CsvSplit) split).file();
    CsvSample sample = sample(store, file, request.options());
    CsvRecords records = new CsvRecords(store, file, sample.options());
    return new CsvStream(records, sample, request, context);
  }

  @Override
  public FileWriter writer(
      WritableFile file, Schema schema, Map<String, String> options, MemoryLease lease) {
    for (Field field : schema.fields()) {
      if (field.type() == Simple.INTERVAL_YEAR_MONTH || field.type() == Simple.INTERVAL_DAY_TIME) {
        throw SheafException.user(
            "BAD_TYPE",
            "a CSV file holds no "
                + field.type().sql()
                + " (column "
                + field.name()
                + "): CAST it");
      }
    }
    lease.grow(CsvFileWriter.HELD_BYTES);
    return new CsvFileWriter(file, schema, CsvOptions.of(options));
  }

  private CsvSample sample(FileStore store, FileInfo file, Map<String, String> options) {
    SampleKey key = new SampleKey(file, options);
    synchronized (samples) {
      CsvSample known = samples.get(key);
      if (known != null) {
        return known;
      }
    }
    CsvSample found = CsvSample.of(store, file, CsvOptions.of(options));
    synchronized (samples) {
      samples.put(key, found);
    }
    return found;
  }
}
