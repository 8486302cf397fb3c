package io.sheaf.parquet.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat.FileWriter;
import io.sheaf.connector.FileFormat.Section;
import io.sheaf.connector.FileFormat.SectionWriter;
import io.sheaf.connector.WritableFile;
import io.sheaf.parquet.meta.FileColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/**
 * Writes one file, for one thread at a time: row groups, which a {@link RowGroupWriter} makes of
 * its rows or others have made elsewhere, and the footer.
 */
public final class ParquetWriter implements FileWriter {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};

  private final WritableFile file;
  private final Schema schema;
  private final WriterOptions options;
  private final MemoryLease lease;
  private final List<FileColumn> columns;
  private final FooterWriter footer = new FooterWriter();
  private RowGroupWriter groups;
  private long rows;
  private long pendingRows;
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
  }

  @Override
  public void write(Batch batch) {
    start();
    if (groups == null) {
      groups = new RowGroupWriter(schema, columns, options, lease, this::put);
    }
    pendingRows += batch.selectedRows();
    groups.write(batch);
  }

  @Override
  public SectionWriter sections(MemoryLease sectionLease, Consumer<Section> out) {
    return new RowGroupWriter(schema, columns, options, sectionLease, out);
  }

  @Override
  public void append(Section section) {
    EncodedGroup group = (EncodedGroup) section;
    put(group);
    rows += group.rows();
  }

  private void put(EncodedGroup group) {
    start();
    long begin = file.position();
    long bytes = 0;
    List<ColumnChunk> written = new ArrayList<>();
    List<FooterWriter.Pending> pending = new ArrayList<>();
    for (EncodedChunk chunk : group.chunks()) {
      long at = file.position();
      file.write(chunk.dictionary(), 0, chunk.dictionary().length);
      long dataStart = file.position();
      chunk.pages().forEach(page -> file.write(page, 0, page.length));
      ColumnChunk columnChunk = new ColumnChunk(0);
      columnChunk.setMeta_data(chunk.metaData(options.codec(), group.rows(), at));
      written.add(columnChunk);
      pending.add(FooterWriter.index(chunk, columnChunk, dataStart));
      bytes += chunk.sizes().uncompressedBytes();
    }
    RowGroup meta = new RowGroup(written, bytes, group.rows());
    meta.setFile_offset(begin);
    meta.setTotal_compressed_size(file.position() - begin);
    footer.add(meta, pending);
  }

  private void start() {
    if (finished) {
      throw SheafException.bug("writing to a finished file");
    }
    if (!started) {
      started = true;
      file.write(MAGIC, 0, MAGIC.length);
    }
  }

  @Override
  public void finish() {
    if (!finished) {
      start();
      if (groups != null) {
        groups.flush();
      }
      footer.write(file, columns, rows());
      finished = true;
    }
  }

  @Override
  public long rows() {
    return rows + pendingRows;
  }

  @Override
  public void close() {
    if (groups != null) {
      groups.close();
    }
  }
}
