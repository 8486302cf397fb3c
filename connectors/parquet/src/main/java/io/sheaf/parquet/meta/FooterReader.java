package io.sheaf.parquet.meta;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.FileStore;
import io.sheaf.connector.ReadableFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/** Reads and checks the tail of a file. Stateless. */
public final class FooterReader {
  private static final int TAIL_BYTES = 64 << 10;
  private static final int TRAILER_BYTES = 8;
  private static final int MAGIC_BYTES = 4;
  private static final int MAX_FOOTER_BYTES = 256 << 20;

  private FooterReader() {}

  /**
   * @throws SheafException (EXTERNAL) naming the file when its footer is not sound
   */
  public static Footer read(FileStore store, FileInfo file) {
    try (ReadableFile readable = store.open(file)) {
      return parse(file, footerBytes(file, readable));
    } catch (MalformedData e) {
      throw ParquetErrors.corrupt(file.path(), e.getMessage());
    }
  }

  private static byte[] footerBytes(FileInfo file, ReadableFile readable) {
    long size = file.sizeBytes();
    if (size < MAGIC_BYTES + TRAILER_BYTES) {
      throw new MalformedData(size + " bytes are too short for a Parquet file");
    }
    int tailLength = (int) Math.min(size, TAIL_BYTES);
    byte[] tail = new byte[tailLength];
    readable.read(size - tailLength, tail, 0, tailLength);
    String magic =
        new String(
            tail,
            tailLength - MAGIC_BYTES,
            MAGIC_BYTES,
            java.nio.charset.StandardCharsets.ISO_8859_1);
    if (magic.equals("PARE")) {
      throw ParquetErrors.unsupported(file.path(), "encrypted files cannot be read");
    }
    if (!magic.equals("PAR1")) {
      throw new MalformedData("it does not end with PAR1, so it is truncated or no Parquet file");
    }
    int at = tailLength - TRAILER_BYTES;
    int length =
        tail[at] & 0xFF
            | (tail[at + 1] & 0xFF) << 8
            | (tail[at + 2] & 0xFF) << 16
            | tail[at + 3] << 24;
    if (length <= 0 || length > size - TRAILER_BYTES - MAGIC_BYTES || length > MAX_FOOTER_BYTES) {
      throw new MalformedData("a footer of " + length + " bytes in a file of " + size + " bytes");
    }
    if (length <= at) {
      return Arrays.copyOfRange(tail, at - length, at);
    }
    byte[] footer = new byte[length];
    readable.read(size - TRAILER_BYTES - length, footer, 0, length);
    return footer;
  }

  private static Footer parse(FileInfo file, byte[] bytes) {
    FileMetaData meta;
    try {
      meta = Util.readFileMetaData(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException | RuntimeException e) {
      throw new MalformedData("the footer cannot be parsed (" + ParquetErrors.describe(e) + ")");
    }
    FooterChecksum.check(bytes, meta.getCreated_by());
    Map<String, String> keyValues = new HashMap<>();
    if (meta.isSetKey_value_metadata()) {
      for (KeyValue entry : meta.getKey_value_metadata()) {
        if (entry.getKey() != null && entry.getValue() != null) {
          keyValues.put(entry.getKey(), entry.getValue());
        }
      }
    }
    if (meta.getSchema() == null || meta.getRow_groups() == null) {
      throw new MalformedData("the footer has no schema or no row groups");
    }
    SchemaReader.Read schema = SchemaReader.read(meta.getSchema(), keyValues);
    List<RowGroupInfo> groups = new ArrayList<>(meta.getRow_groups().size());
    long dataEnd = file.sizeBytes() - TRAILER_BYTES - bytes.length;
    for (RowGroup group : meta.getRow_groups()) {
      groups.add(rowGroup(schema, groups.size(), group, dataEnd));
    }
    Footer footer = new Footer(file, schema.schema(), groups, bytes.length);
    if (meta.getNum_rows() != footer.rows()) {
      throw new MalformedData(
          "the footer counts " + meta.getNum_rows() + " rows, its row groups " + footer.rows());
    }
    return footer;
  }

  private static RowGroupInfo rowGroup(
      SchemaReader.Read schema, int index, RowGroup group, long dataEnd) {
    long rows = group.getNum_rows();
    if (rows < 0 || rows > 1L << 48) {
      throw new MalformedData("row group " + index + " has " + rows + " rows");
    }
    List<ColumnChunk> chunks = group.getColumns();
    if (chunks == null || chunks.size() != schema.leaves()) {
      throw new MalformedData("row group " + index + " does not have one chunk a column");
    }
    boolean[] flat = new boolean[schema.leaves()];
    schema.schema().columns().forEach(column -> flat[column.index()] = true);
    List<ChunkInfo> infos = new ArrayList<>(chunks.size());
    for (int i = 0; i < chunks.size(); i++) {
      try {
        ChunkInfo info = chunk(chunks.get(i), dataEnd);
        if (flat[i] && info.meta().getNum_values() != rows) {
          throw new MalformedData(
              "it has " + info.meta().getNum_values() + " values for " + rows + " rows");
        }
        infos.add(info);
      } catch (MalformedData e) {
        throw new MalformedData(
            "column chunk " + i + " of row group " + index + ": " + e.getMessage());
      }
    }
    return new RowGroupInfo(index, rows, infos);
  }

  private static ChunkInfo chunk(ColumnChunk chunk, long dataEnd) {
    ColumnMetaData meta = chunk.getMeta_data();
    if (meta == null) {
      throw new MalformedData("it has no metadata (encrypted?)");
    }
    if (chunk.isSetFile_path() && !chunk.getFile_path().isEmpty()) {
      throw new MalformedData("its data is in another file");
    }
    if (meta.getCodec() == null || meta.getType() == null) {
      throw new MalformedData("unknown codec or physical type");
    }
    long start = meta.getData_page_offset();
    // Some writers leave a dictionary offset of 0 where there is no dictionary.
    if (meta.isSetDictionary_page_offset() && meta.getDictionary_page_offset() > 0) {
      start = Math.min(start, meta.getDictionary_page_offset());
    }
    long length = meta.getTotal_compressed_size();
    if (start < MAGIC_BYTES || length < 0 || length > dataEnd || start > dataEnd - length) {
      throw new MalformedData("pages at " + start + ", " + length + " bytes, are outside the file");
    }
    ChunkInfo.Indexes indexes = indexes(chunk, dataEnd);
    ChunkChecks checks = null;
    if (meta.isSetKey_value_metadata()) {
      for (KeyValue entry : meta.getKey_value_metadata()) {
        if (ChunkChecks.KEY.equals(entry.getKey()) && entry.getValue() != null) {
          checks = ChunkChecks.parse(entry.getValue());
        }
      }
    }
    return new ChunkInfo(meta, start, length, indexes, checks);
  }

  private static ChunkInfo.Indexes indexes(ColumnChunk chunk, long dataEnd) {
    boolean both = chunk.isSetColumn_index_offset() && chunk.isSetColumn_index_length();
    long columnAt = both ? chunk.getColumn_index_offset() : 0;
    int columnLength = both ? chunk.getColumn_index_length() : 0;
    both = chunk.isSetOffset_index_offset() && chunk.isSetOffset_index_length();
    long offsetAt = both ? chunk.getOffset_index_offset() : 0;
    int offsetLength = both ? chunk.getOffset_index_length() : 0;
    if (columnAt < 0
        || columnLength < 0
        || columnAt > dataEnd - columnLength
        || offsetAt < 0
        || offsetLength < 0
        || offsetAt > dataEnd - offsetLength) {
      throw new MalformedData("its page indexes are outside the file");
    }
    return new ChunkInfo.Indexes(columnAt, columnLength, offsetAt, offsetLength);
  }
}
