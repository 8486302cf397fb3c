package io.sheaf.files.csv;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the first records of a file tell.
 *
 * @param options those of the user, the delimiter filled in
 * @param header whether the first record holds names
 * @param rows number of records without the header; exact when the sample reached the file's end
 */
record CsvSample(CsvOptions options, boolean header, Schema schema, double rows) {
  /** In the order of preference; text takes what is left. */
  private static final List<DataType> CANDIDATES =
      List.of(
          Simple.BOOLEAN,
          Simple.BIGINT,
          Simple.DOUBLE,
          Simple.DATE,
          Simple.TIMESTAMP,
          Simple.TIMESTAMP_WITH_TIME_ZONE,
          Simple.TIME);

  static CsvSample of(FileStore store, FileInfo file, CsvOptions given) {
    CsvOptions options =
        given.delimiter() != 0 ? given : given.withDelimiter(delimiter(store, file, given));
    List<CsvRecords.Row> rows = new ArrayList<>();
    boolean all = false;
    long bytes;
    try (CsvRecords records = new CsvRecords(store, file, options)) {
      while (rows.size() <= options.sampleRows()) {
        CsvRecords.Row row = records.next();
        if (row == null) {
          all = true;
          break;
        }
        rows.add(row);
      }
      bytes = records.bytesRead();
    }
    int width = rows.stream().mapToInt(r -> r.fields().size()).max().orElse(0);
    if (width > 1) {
      rows.removeIf(CsvRecords.Row::empty);
      width = rows.isEmpty() ? 0 : rows.getFirst().fields().size();
    }
    List<String> first = rows.isEmpty() ? List.of() : rows.getFirst().fields();
    boolean header = options.header() != null ? options.header() : looksLikeNames(first);
    header &= !rows.isEmpty();
    List<CsvRecords.Row> data = header ? rows.subList(1, rows.size()) : rows;
    List<String> names = header ? names(first) : null;
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      fields.add(new Field(header ? names.get(i) : "column" + i, infer(data, i), true));
    }
    // What was fetched runs ahead of what was parsed, so this errs on the small side.
    double estimate =
        all ? data.size() : data.size() * Math.max(1.0, file.sizeBytes() / (double) bytes);
    return new CsvSample(options, header, new Schema(fields), estimate);
  }

  /** The candidate that is most frequent in the first line, outside quotes. */
  private static char delimiter(FileStore store, FileInfo file, CsvOptions options) {
    if (file.path().toLowerCase(Locale.ROOT).endsWith(".tsv")) {
      return '\t';
    }
    byte[] start = new byte[(int) Math.min(file.sizeBytes(), 64 << 10)];
    try (ReadableFile source = store.open(file)) {
      source.read(0, start, 0, start.length);
    }
    String candidates = ",;|\t";
    int[] counts = new int[candidates.length()];
    boolean quoted = false;
    for (char c : new String(start, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == '\n' && !quoted) {
        break;
      }
      quoted ^= c == options.quote();
      if (!quoted && candidates.indexOf(c) >= 0) {
        counts[candidates.indexOf(c)]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return candidates.charAt(best);
  }

  private static boolean looksLikeNames(List<String> fields) {
    Set<String> seen = new HashSet<>();
    for (String field : fields) {
      if (field == null
          || field.isBlank()
          || !seen.add(field)
          || typeOf(List.of(field)) != DataType.VARCHAR) {
        return false;
      }
    }
    return !fields.isEmpty();
  }

  /** Empty and repeated names are made distinct. */
  private static List<String> names(List<String> header) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i) == null ? "column" + i : header.get(i).strip();
      String unique = name;
      for (int n = 1; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
        unique = name + "_" + n;
      }
      names.add(unique);
    }
    return names;
  }

  private static DataType infer(List<CsvRecords.Row> rows, int column) {
    List<String> values = new ArrayList<>();
    for (CsvRecords.Row row : rows) {
      if (column < row.fields().size() && row.fields().get(column) != null) {
        values.add(row.fields().get(column));
      }
    }
    return values.isEmpty() ? DataType.VARCHAR : typeOf(values);
  }

  private static DataType typeOf(List<String> values) {
    for (DataType candidate : CANDIDATES) {
      if (allAre(candidate, values)) {
        return candidate;
      }
    }
    return DataType.VARCHAR;
  }

  private static boolean allAre(DataType type, List<String> values) {
    ColumnBuilder scratch = new ColumnBuilder(type, 16);
    try {
      for (String value : values) {
        SqlText.parse(value, scratch);
        scratch.truncate(0);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
