package io.sheaf.parquet.meta;

import io.sheaf.columnar.DataType;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;

/**
 * Statistics of a file for the planner. Rows, NULLs and bounds come from the footer. Numbers of
 * distinct values come from the statistics where the writer counted them, else from the headers of
 * dictionary pages (of a few row groups); integers and decimals are bounded by the width of their
 * range. A text column without dictionaries stays unknown.
 */
public final class FileStatistics {
  private static final int SAMPLED_GROUPS = 4;
  private static final int HEADER_BYTES = 512;

  private final Footer footer;
  private final ReadableFile file;

  private FileStatistics(Footer footer, ReadableFile file) {
    this.footer = footer;
    this.file = file;
  }

  /** Statistics of the columns of {@code footer.schema()}. */
  public static TableStatistics of(FileStore store, Footer footer) {
    try (ReadableFile file = store.open(footer.file())) {
      FileStatistics statistics = new FileStatistics(footer, file);
      if (file.isRemote()) {
        file.fetchAhead(statistics.headers());
      }
      List<ColumnStatistics> columns = new ArrayList<>();
      for (FileColumn column : footer.schema().columns()) {
        columns.add(statistics.column(column));
      }
      return new TableStatistics(footer.rows(), true, columns);
    }
  }

  /** Where there may be headers of dictionary pages that are going to be read. */
  private List<ByteRange> headers() {
    List<ByteRange> headers = new ArrayList<>();
    for (FileColumn column : footer.schema().columns()) {
      for (RowGroupInfo group : sampled()) {
        ChunkInfo chunk = group.chunk(column);
        if (dictionaryOnly(chunk.meta()) && chunk.lengthBytes() > 0) {
          headers.add(new ByteRange(chunk.start(), headerBytes(chunk)));
        }
      }
    }
    return headers;
  }

  private static int headerBytes(ChunkInfo chunk) {
    return (int) Math.min(HEADER_BYTES, chunk.lengthBytes());
  }

  /** Some row groups, evenly spread. */
  private List<RowGroupInfo> sampled() {
    List<RowGroupInfo> groups = footer.rowGroups();
    int count = Math.min(SAMPLED_GROUPS, groups.size());
    List<RowGroupInfo> sampled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sampled.add(groups.get(count == 1 ? 0 : (int) ((groups.size() - 1L) * i / (count - 1))));
    }
    return sampled;
  }

  private ColumnStatistics column(FileColumn column) {
    List<RowGroupInfo> groups = footer.rowGroups();
    double nulls = 0;
    Comparable<?> min = null;
    Comparable<?> max = null;
    boolean bounded = true;
    List<Bounds> all = new ArrayList<>(groups.size());
    for (RowGroupInfo group : groups) {
      Bounds bounds = Bounds.of(column, group.chunk(column).meta().getStatistics(), group.rows());
      all.add(bounds);
      nulls += !column.optional() ? 0 : bounds.nulls() < 0 ? Double.NaN : bounds.nulls();
      if (bounds.allNull()) {
        continue;
      }
      bounded &= bounds.min() != null && bounds.max() != null;
      if (bounded) {
        min = min == null || PlainValues.compare(bounds.min(), min) < 0 ? bounds.min() : min;
        max = max == null || PlainValues.compare(bounds.max(), max) > 0 ? bounds.max() : max;
      }
    }
    if (!bounded) {
      min = null;
      max = null;
    }
    double values = footer.rows() - (Double.isNaN(nulls) ? 0 : nulls);
    List<DistinctEstimate.Sample> samples = new ArrayList<>();
    double bytes = fixedBytes(column.type());
    for (RowGroupInfo group : sampled()) {
      ChunkSize size = chunk(column, group);
      samples.add(new DistinctEstimate.Sample(all.get(group.index()), size.distinct()));
      bytes = Double.isNaN(bytes) ? size.averageBytes() : bytes;
    }
    double distinct = DistinctEstimate.of(samples, groups.size(), values);
    if (min instanceof Long low && max instanceof Long high) {
      double width = (double) high - low + 1;
      distinct = Math.min(Double.isNaN(distinct) ? values : distinct, width);
    }
    boolean exact =
        bounded && !Double.isNaN(nulls) && groups.stream().allMatch(g -> exact(column, g));
    return new ColumnStatistics(distinct, nulls, min, max, exact, bytes);
  }

  /** Whether bounds of numbers are values; those of texts may be cut, those of DOUBLE lack NaN. */
  private static boolean exact(FileColumn column, RowGroupInfo group) {
    Statistics statistics = group.chunk(column).meta().getStatistics();
    boolean whole =
        switch (column.physical()) {
          case INT32, INT64 -> column.conversion() == Conversion.NONE;
          case BOOLEAN, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    return whole
        && statistics != null
        && !(statistics.isSetIs_min_value_exact() && !statistics.isIs_min_value_exact())
        && !(statistics.isSetIs_max_value_exact() && !statistics.isIs_max_value_exact());
  }

  private static double fixedBytes(DataType type) {
    return switch (type.storage()) {
      case BOOLEAN -> 1;
      case INT, FLOAT -> 4;
      case LONG, DOUBLE -> 8;
      case INT128 -> 16;
      case TEXT -> Double.NaN;
    };
  }

  private record ChunkSize(long distinct, double averageBytes) {}

  private ChunkSize chunk(FileColumn column, RowGroupInfo group) {
    ChunkInfo chunk = group.chunk(column);
    ColumnMetaData meta = chunk.meta();
    boolean counted = meta.getStatistics() != null && meta.getStatistics().isSetDistinct_count();
    long distinct = counted ? meta.getStatistics().getDistinct_count() : -1;
    boolean text = column.type().storage() == io.sheaf.columnar.Storage.TEXT;
    double bytes = Double.NaN;
    boolean whole = dictionaryOnly(meta);
    if (whole && (text || distinct < 0)) {
      PageHeaders header = dictionaryHeader(chunk);
      if (header != null) {
        long entries = header.values();
        distinct = distinct < 0 ? entries : distinct;
        bytes = (double) header.uncompressedBytes() / Math.max(1, entries) - Integer.BYTES;
      }
    } else if (text) {
      bytes =
          (double) meta.getTotal_uncompressed_size() / Math.max(1, group.rows()) - Integer.BYTES;
    }
    return new ChunkSize(Math.clamp(distinct, -1, group.rows()), Math.max(1, bytes));
  }

  /** Whether all data pages of a chunk are codes of its dictionary, as far as the footer says. */
  public static boolean dictionaryOnly(ColumnMetaData meta) {
    if (meta.isSetEncoding_stats() && meta.getEncoding_stats() != null) {
      boolean any = false;
      for (var stats : meta.getEncoding_stats()) {
        boolean data =
            stats.getPage_type() == PageType.DATA_PAGE
                || stats.getPage_type() == PageType.DATA_PAGE_V2;
        boolean codes =
            stats.getEncoding() == Encoding.PLAIN_DICTIONARY
                || stats.getEncoding() == Encoding.RLE_DICTIONARY;
        if (data && !codes && stats.getCount() > 0) {
          return false;
        }
        any |= data && codes;
      }
      return any;
    }
    // Without page counts PLAIN may be the dictionary's own encoding or that of data pages.
    return meta.getEncodings() != null
        && meta.getEncodings().contains(Encoding.PLAIN_DICTIONARY)
        && meta.getEncodings().stream()
            .allMatch(
                e ->
                    e == Encoding.PLAIN_DICTIONARY
                        || e == Encoding.RLE
                        || e == Encoding.BIT_PACKED);
  }

  /** The header of a chunk's dictionary page, or null when there is none to be read cheaply. */
  private PageHeaders dictionaryHeader(ChunkInfo chunk) {
    int length = headerBytes(chunk);
    byte[] bytes = new byte[length];
    file.read(chunk.start(), bytes, 0, length);
    PageHeaders header = new PageHeaders();
    try {
      header.read(bytes, 0, length);
    } catch (MalformedData e) {
      // The estimate does without; whoever reads the chunk will say what is wrong with it.
      return null;
    }
    return header.type() == PageType.DICTIONARY_PAGE && header.hasBody() ? header : null;
  }
}
