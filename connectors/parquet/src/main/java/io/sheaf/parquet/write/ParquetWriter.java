package io.sheaf.parquet.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat.FileWriter;
import io.sheaf.connector.WritableFile;
import io.sheaf.parquet.meta.FileColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;

/**
 * Writes one file, for one thread. Holds one row group, compressed, which is written when it has
 * enough rows or bytes, or when memory is short; pages have fewer rows then, too.
 */
public final class ParquetWriter implements FileWriter {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final long ROW_GROUP_BYTES = 64L << 20;
  private static final int LEAST_PAGE_ROWS = 1000;

  /** Smaller row groups are not worth the memory that they save... */
  private static final long LEAST_GROUP_BYTES = 4L << 20;

  /** ... but where so small a part of the memory is less. */
  private static final int LEAST_SHARE = 64;

  private final WritableFile file;
  private final Schema schema;
  private final WriterOptions options;
  private final MemoryLease lease;
  private final List<FileColumn> columns;
  private final List<ChunkWriter> chunks = new ArrayList<>();
  private final FooterWriter footer = new FooterWriter();
  private long rows;
  private int groupRows;
  private boolean started;
  private boolean finished;

  /**
   * @param lease holds what this writer holds, and nothing else
   */
  public ParquetWriter(WritableFile file, Schema schema, WriterOptions options, MemoryLease lease) {
    if (schema.size() == 0) {
      throw SheafException.user("BAD_SCHEMA", "a Parquet file needs at least one column");
    }
    this.file = file;
    this.schema = schema;
    this.options = options;
    this.lease = lease;
    this.columns = SchemaWriter.columns(schema);
    Compressors compressors = new Compressors(options.codec());
    int pageRows = reservePages(columns.size(), lease);
    columns.forEach(column -> chunks.add(new ChunkWriter(column, compressors, pageRows)));
    settle();
  }

  /** Rows of a page, fewer where there is little memory. */
  private static int reservePages(int columns, MemoryLease lease) {
    int rows = ChunkWriter.PAGE_ROWS;
    while (rows > LEAST_PAGE_ROWS && !lease.tryGrow(columns * ChunkWriter.leastBytes(rows))) {
      rows /= 2;
    }
    if (rows <= LEAST_PAGE_ROWS) {
      lease.grow(columns * ChunkWriter.leastBytes(rows));
    }
    return rows;
  }

  /** Makes the lease hold what the writer holds. */
  private void settle() {
    long excess = lease.heldBytes() - chunks.stream().mapToLong(ChunkWriter::heldBytes).sum();
    if (excess >= 0) {
      lease.shrink(excess);
    } else {
      lease.growBeyond(-excess);
    }
  }

  private long groupBytes() {
    return chunks.stream().mapToLong(ChunkWriter::chunkBytes).sum();
  }

  /** Reserves room for some bytes of rows, and for buffers to grow by as much. */
  private void makeRoom(long bytes) {
    if (!lease.spillRequested() && lease.tryGrow(2 * bytes)) {
      return;
    }
    if (groupBytes() >= Math.min(LEAST_GROUP_BYTES, lease.limitBytes() / LEAST_SHARE)) {
      finishGroup();
      chunks.forEach(ChunkWriter::release);
      settle();
    }
    lease.spilled();
    if (!lease.tryGrow(2 * bytes)) {
      lease.growBeyond(2 * bytes);
    }
  }

  @Override
  public void write(Batch batch) {
    if (finished) {
      throw SheafException.bug("writing to a finished file");
    }
    start();
    Batch dense = batch.compact();
    long bytes = Footprint.bytes(dense);
    int from = 0;
    while (from < dense.rows()) {
      int count = Math.min(dense.rows() - from, options.rowGroupRows() - groupRows);
      makeRoom(bytes * count / dense.rows());
      append(dense, from, count);
      settle();
      from += count;
      groupRows += count;
      rows += count;
      if (groupRows == options.rowGroupRows() || groupBytes() >= ROW_GROUP_BYTES) {
        finishGroup();
      }
    }
  }

  private void append(Batch batch, int from, int count) {
    int[] some = null;
    if (from > 0 || count < batch.rows()) {
      some = new int[count];
      for (int i = 0; i < count; i++) {
        some[i] = from + i;
      }
    }
    for (int i = 0; i < chunks.size(); i++) {
      var column = batch.column(i);
      if (!column.type().equals(schema.type(i))) {
        throw SheafException.bug(
            "column '"
                + schema.field(i).name()
                + "' comes as "
                + column.type().sql()
                + " instead of "
                + schema.type(i).sql());
      }
      var flat = Columns.flatten(column, batch.rows());
      chunks.get(i).append(some == null ? flat : Columns.gather(flat, some, count), count);
    }
  }

  private void start() {
    if (!started) {
      started = true;
      file.write(MAGIC, 0, MAGIC.length);
    }
  }

  private void finishGroup() {
    if (groupRows == 0) {
      return;
    }
    long start = file.position();
    long bytes = 0;
    List<ColumnChunk> written = new ArrayList<>();
    List<FooterWriter.Pending> pending = new ArrayList<>();
    for (ChunkWriter chunk : chunks) {
      byte[] dictionary = chunk.finish();
      long at = file.position();
      file.write(dictionary, 0, dictionary.length);
      long dataStart = file.position();
      chunk.writePages(file);
      ColumnMetaData meta =
          new ColumnMetaData(
              chunk.column().physical(),
              encodings(chunk),
              List.of(chunk.column().name()),
              options.codec(),
              groupRows,
              chunk.uncompressedBytes(),
              file.position() - at,
              dataStart);
      if (dictionary.length > 0) {
        meta.setDictionary_page_offset(at);
      }
      meta.setStatistics(statistics(chunk));
      meta.setEncoding_stats(encodingStats(chunk));
      ColumnChunk columnChunk = new ColumnChunk(0);
      columnChunk.setMeta_data(meta);
      written.add(columnChunk);
      pending.add(FooterWriter.index(chunk, columnChunk, dataStart));
      bytes += chunk.uncompressedBytes();
      chunk.clear();
    }
    RowGroup group = new RowGroup(written, bytes, groupRows);
    group.setFile_offset(start);
    group.setTotal_compressed_size(file.position() - start);
    footer.add(group, pending);
    groupRows = 0;
  }

  private static List<Encoding> encodings(ChunkWriter chunk) {
    List<Encoding> encodings = new ArrayList<>();
    encodings.add(Encoding.RLE);
    encodings.add(Encoding.PLAIN);
    if (chunk.dictionarySize() > 0) {
      encodings.add(Encoding.RLE_DICTIONARY);
    }
    return encodings;
  }

  private static List<PageEncodingStats> encodingStats(ChunkWriter chunk) {
    int coded = (int) chunk.pages().stream().filter(ChunkWriter.PageInfo::coded).count();
    int plain = chunk.pages().size() - coded;
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

  private static Statistics statistics(ChunkWriter chunk) {
    Statistics statistics = new Statistics();
    Extremes extremes = Extremes.NONE;
    long nulls = 0;
    boolean coded = true;
    for (ChunkWriter.PageInfo page : chunk.pages()) {
      extremes = extremes.and(page.extremes());
      nulls += page.nulls();
      coded &= page.coded() || page.nulls() == page.rows();
    }
    statistics.setNull_count(nulls);
    if (coded) {
      statistics.setDistinct_count(chunk.dictionarySize());
    }
    if (extremes.any()) {
      boolean text = chunk.column().type().isText();
      Extremes.Bound low = extremes.lower(chunk.boundBytes(), text);
      Extremes.Bound high = extremes.upper(chunk.boundBytes(), text);
      statistics.setMin_value(low.bytes());
      statistics.setIs_min_value_exact(low.exact());
      if (high != null) {
        statistics.setMax_value(high.bytes());
        statistics.setIs_max_value_exact(high.exact());
      }
    }
    return statistics;
  }

  @Override
  public void finish() {
    if (!finished) {
      start();
      finishGroup();
      footer.write(file, columns, rows);
      finished = true;
    }
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void close() {
    chunks.clear();
  }
}
