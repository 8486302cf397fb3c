package io.sheaf.parquet.write;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.Columns;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.connector.FileFormat.SectionWriter;
import io.sheaf.parquet.meta.FileColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Encodes rows into row groups, for one thread. Holds one row group, compressed, which is handed
 * out when it has enough rows or bytes, or when memory is short; pages have fewer rows then, too.
 */
final class RowGroupWriter implements SectionWriter {
  private static final long ROW_GROUP_BYTES = 64L << 20;
  private static final int LEAST_PAGE_ROWS = 1000;

  /** Smaller row groups are not worth the memory that they save... */
  private static final long LEAST_GROUP_BYTES = 4L << 20;

  /** ... but where so small a part of the memory is less. */
  private static final int LEAST_SHARE = 64;

  private final Schema schema;
  private final WriterOptions options;
  private final MemoryLease lease;
  private final Consumer<? super EncodedGroup> out;
  private final List<ChunkWriter> chunks = new ArrayList<>();
  private int groupRows;

  /**
   * Reserves what it holds at least.
   *
   * @param lease holds what this writer holds, and nothing else
   * @param out takes row groups before they are forgotten here
   */
  RowGroupWriter(
      Schema schema,
      List<FileColumn> columns,
      WriterOptions options,
      MemoryLease lease,
      Consumer<? super EncodedGroup> out) {
    this.schema = schema;
    this.options = options;
    this.lease = lease;
    this.out = out;
    Compressors compressors = new Compressors(options.codec());
    int pageRows = reservePages(columns.size(), lease);
    columns.forEach(column -> chunks.add(new ChunkWriter(column, compressors, pageRows)));
    settle();
  }

  /**
   * Rows of a page, fewer where there is little memory; there is no writing with less than some.
   */
  private static int reservePages(int columns, MemoryLease lease) {
    int rows = ChunkWriter.PAGE_ROWS;
    while (rows > LEAST_PAGE_ROWS && !lease.tryGrow(columns * ChunkWriter.leastBytes(rows))) {
      rows /= 2;
    }
    if (rows <= LEAST_PAGE_ROWS) {
      long least = columns * ChunkWriter.leastBytes(rows);
      if (!lease.tryGrow(least)) {
        lease.growBeyond(least);
      }
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
      endGroup();
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
    Batch dense = batch.compact();
    long bytes = Footprint.bytes(dense);
    int from = 0;
    while (from < dense.rows()) {
      int count = Math.min(dense.rows() - from, options.rowGroupRows() - groupRows);
      makeRoom(bytes * count / dense.rows());
      append(dense, from, from + count);
      settle();
      from += count;
      groupRows += count;
      if (groupRows == options.rowGroupRows() || groupBytes() >= ROW_GROUP_BYTES) {
        flush();
      }
    }
  }

  private void append(Batch batch, int from, int to) {
    for (int i = 0; i < chunks.size(); i++) {
      Column column = batch.column(i);
      if (!column.type().equals(schema.type(i))) {
        throw SheafException.bug(
            "column '"
                + schema.field(i).name()
                + "' comes as "
                + column.type().sql()
                + " instead of "
                + schema.type(i).sql());
      }
      chunks.get(i).append(Columns.flatten(column, batch.rows()), from, to);
    }
  }

  @Override
  public void flush() {
    endGroup();
    settle();
  }

  private void endGroup() {
    if (groupRows == 0) {
      return;
    }
    int rows = groupRows;
    groupRows = 0;
    out.accept(new EncodedGroup(rows, chunks.stream().map(ChunkWriter::finish).toList()));
  }

  @Override
  public void close() {
    chunks.clear();
  }
}
