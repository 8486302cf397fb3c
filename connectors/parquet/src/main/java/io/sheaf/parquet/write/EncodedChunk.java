package io.sheaf.parquet.write;

import io.sheaf.parquet.meta.FileColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;

/**
 * One column of one row group as it will be in a file, wherever that is.
 *
 * @param dictionary a page, empty if there is none
 * @param pages data pages behind their headers
 * @param infos of each data page
 * @param headerChecks of each page's header, the dictionary's first
 */
record EncodedChunk(
    FileColumn column,
    byte[] dictionary,
    List<byte[]> pages,
    List<ChunkWriter.PageInfo> infos,
    List<Integer> headerChecks,
    Sizes sizes) {

  /**
   * Numbers for the footer.
   *
   * @param entries of the dictionary, or 0
   */
  record Sizes(int entries, long uncompressedBytes) {}

  /** Bytes in the file, and about as many of memory. */
  long bytes() {
    return dictionary.length + pages.stream().mapToLong(page -> page.length).sum();
  }

  /** Bytes of a bound of this column. */
  int boundBytes() {
    return column.physical() == Type.BOOLEAN ? 1 : column.fixedBytes();
  }

  /** What the footer says of the chunk when it starts at a position of the file. */
  ColumnMetaData metaData(CompressionCodec codec, int rows, long position) {
    ColumnMetaData meta =
        new ColumnMetaData(
            column.physical(),
            encodings(),
            List.of(column.name()),
            codec,
            rows,
            sizes.uncompressedBytes(),
            bytes(),
            position + dictionary.length);
    if (dictionary.length > 0) {
      meta.setDictionary_page_offset(position);
    }
    meta.setStatistics(statistics());
    meta.setEncoding_stats(encodingStats());
    return meta;
  }

  private List<Encoding> encodings() {
    List<Encoding> encodings = new ArrayList<>();
    encodings.add(Encoding.RLE);
    encodings.add(Encoding.PLAIN);
    if (sizes.entries() > 0) {
      encodings.add(Encoding.RLE_DICTIONARY);
    }
    return encodings;
  }

  private List<PageEncodingStats> encodingStats() {
    int coded = (int) infos.stream().filter(ChunkWriter.PageInfo::coded).count();
    int plain = infos.size() - coded;
    List<PageEncodingStats> stats = new ArrayList<>();
    if (coded > 0) {
      stats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
      stats.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.RLE_DICTIONARY, coded));
    }
    if (plain > 0) {
      stats.add(new PageEncodingStats(PageType.DATA_PAGE, Encoding.PLAIN, plain));
    }
    return stats;
  }

  private Statistics statistics() {
    Statistics statistics = new Statistics();
    Extremes extremes = Extremes.NONE;
    long nulls = 0;
    boolean coded = true;
    for (ChunkWriter.PageInfo page : infos) {
      extremes = extremes.and(page.extremes());
      nulls += page.nulls();
      coded &= page.coded() || page.nulls() == page.rows();
    }
    statistics.setNull_count(nulls);
    if (coded) {
      statistics.setDistinct_count(sizes.entries());
    }
    if (extremes.any()) {
      boolean text = column.type().isText();
      Extremes.Bound low = extremes.lower(boundBytes(), text);
      Extremes.Bound high = extremes.upper(boundBytes(), text);
      statistics.setMin_value(low.bytes());
      statistics.setIs_min_value_exact(low.exact());
      if (high != null) {
        statistics.setMax_value(high.bytes());
        statistics.setIs_max_value_exact(high.exact());
      }
    }
    return statistics;
  }
}
