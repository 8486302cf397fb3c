package io.sheaf.parquet.write;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.WritableFile;
import io.sheaf.parquet.meta.ChunkChecks;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.FooterChecksum;
import io.sheaf.parquet.meta.PlainValues;
import io.sheaf.parquet.meta.SheafTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** Writes what follows the last row group: page indexes and the footer. For one thread. */
final class FooterWriter {
  private static final String CREATED_BY = FooterChecksum.CREATOR + "0.1.0 (build 1)";
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** A written column chunk whose indexes are still to come. */
  record Pending(
      ColumnChunk chunk, ColumnIndex columnIndex, OffsetIndex offsetIndex, List<Integer> checks) {}

  private final List<RowGroup> groups = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();

  void add(RowGroup group, List<Pending> chunks) {
    groups.add(group);
    pending.addAll(chunks);
  }

  /**
   * Builds the page indexes of a chunk.
   *
   * @param dataStart file position of its first data page
   */
  static Pending index(EncodedChunk encoded, ColumnChunk chunk, long dataStart) {
    List<PageLocation> locations = new ArrayList<>();
    List<Boolean> nullPages = new ArrayList<>();
    List<ByteBuffer> mins = new ArrayList<>();
    List<ByteBuffer> maxes = new ArrayList<>();
    List<Long> nulls = new ArrayList<>();
    boolean bounded = true;
    long row = 0;
    boolean text = encoded.column().type().isText();
    for (ChunkWriter.PageInfo page : encoded.infos()) {
      locations.add(new PageLocation(dataStart + page.offset(), page.bytes(), row));
      row += page.rows();
      boolean allNull = page.nulls() == page.rows();
      Extremes.Bound low =
          page.extremes().any() ? page.extremes().lower(encoded.boundBytes(), text) : null;
      Extremes.Bound high =
          page.extremes().any() ? page.extremes().upper(encoded.boundBytes(), text) : null;
      bounded &= allNull || low != null && high != null;
      nullPages.add(allNull);
      mins.add(ByteBuffer.wrap(low == null ? new byte[0] : low.bytes()));
      maxes.add(ByteBuffer.wrap(high == null ? new byte[0] : high.bytes()));
      nulls.add((long) page.nulls());
    }
    ColumnIndex columnIndex = null;
    if (bounded) {
      columnIndex = new ColumnIndex(nullPages, mins, maxes, order(encoded.infos()));
      columnIndex.setNull_counts(nulls);
    }
    return new Pending(chunk, columnIndex, new OffsetIndex(locations), encoded.headerChecks());
  }

  private static BoundaryOrder order(List<ChunkWriter.PageInfo> pages) {
    boolean ascending = true;
    boolean descending = true;
    Extremes before = null;
    for (ChunkWriter.PageInfo page : pages) {
      Extremes now = page.extremes();
      if (!now.any()) {
        continue;
      }
      if (before != null) {
        int low = PlainValues.compare(before.min(), now.min());
        int high = PlainValues.compare(before.max(), now.max());
        ascending &= low <= 0 && high <= 0;
        descending &= low >= 0 && high >= 0;
      }
      before = now;
    }
    return ascending
        ? BoundaryOrder.ASCENDING
        : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
  }

  /** Writes everything; nothing may follow. */
  void write(WritableFile file, List<FileColumn> columns, long rows) {
    try {
      writeIndexes(file);
      ByteSink footer = new ByteSink();
      Util.writeFileMetaData(metaData(columns, rows), footer);
      byte[] bytes = Arrays.copyOf(footer.data(), footer.size());
      FooterChecksum.seal(bytes);
      file.write(bytes, 0, bytes.length);
      footer.clear();
      footer.writeInt(bytes.length);
      footer.write(MAGIC, 0, MAGIC.length);
      file.write(footer.data(), 0, footer.size());
    } catch (IOException e) {
      throw SheafException.bug("cannot serialise a footer: " + e.getMessage());
    }
  }

  private void writeIndexes(WritableFile file) throws IOException {
    int[] columnChecks = new int[pending.size()];
    ByteSink out = new ByteSink();
    for (int i = 0; i < columnChecks.length; i++) {
      Pending chunk = pending.get(i);
      if (chunk.columnIndex() != null) {
        out.clear();
        Util.writeColumnIndex(chunk.columnIndex(), out);
        chunk.chunk().setColumn_index_offset(file.position());
        chunk.chunk().setColumn_index_length(out.size());
        columnChecks[i] = crc(out);
        file.write(out.data(), 0, out.size());
      }
    }
    for (int i = 0; i < columnChecks.length; i++) {
      Pending chunk = pending.get(i);
      out.clear();
      Util.writeOffsetIndex(chunk.offsetIndex(), out);
      chunk.chunk().setOffset_index_offset(file.position());
      chunk.chunk().setOffset_index_length(out.size());
      String checks = new ChunkChecks(columnChecks[i], crc(out), chunk.checks()).text();
      KeyValue entry = new KeyValue(ChunkChecks.KEY);
      entry.setValue(checks);
      chunk.chunk().getMeta_data().setKey_value_metadata(List.of(entry));
      file.write(out.data(), 0, out.size());
    }
  }

  private static int crc(ByteSink bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes.data(), 0, bytes.size());
    return (int) crc.getValue();
  }

  private FileMetaData metaData(List<FileColumn> columns, long rows) {
    FileMetaData meta = new FileMetaData(2, SchemaWriter.elements(columns), rows, groups);
    meta.setCreated_by(CREATED_BY);
    meta.setColumn_orders(
        Collections.nCopies(columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    List<KeyValue> entries = new ArrayList<>();
    for (FileColumn column : columns) {
      String text = SheafTypes.text(column.type());
      if (text != null) {
        KeyValue entry = new KeyValue(SheafTypes.key(column.index()));
        entry.setValue(text);
        entries.add(entry);
      }
    }
    KeyValue checksum = new KeyValue(FooterChecksum.KEY);
    checksum.setValue(FooterChecksum.BLANK);
    entries.add(checksum);
    meta.setKey_value_metadata(entries);
    return meta;
  }
}
