package io.sheaf.parquet.meta;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/**
 * Parses small structures with sizes bounded by the bytes that are there, so that wrong lengths
 * allocate nothing.
 */
public final class ThriftReads {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_FRAME_BYTES = 1 << 24;

  private ThriftReads() {}

  /** Parses a column index. */
  public static ColumnIndex columnIndex(byte[] bytes) throws IOException {
    ColumnIndex index = new ColumnIndex();
    read(index, new ByteArrayInputStream(bytes), bytes.length);
    return index;
  }

  /** Parses an offset index. */
  public static OffsetIndex offsetIndex(byte[] bytes) throws IOException {
    OffsetIndex index = new OffsetIndex();
    read(index, new ByteArrayInputStream(bytes), bytes.length);
    return index;
  }

  /**
   * Parses the header of a bloom filter.
   *
   * @param available bytes that {@code in} can give
   */
  public static BloomFilterHeader bloomFilterHeader(InputStream in, int available)
      throws IOException {
    BloomFilterHeader header = new BloomFilterHeader();
    read(header, in, available);
    return header;
  }

  private static void read(TBase<?, ?> target, InputStream in, int available) throws IOException {
    try {
      TConfiguration limits = new TConfiguration(available, MAX_FRAME_BYTES, MAX_DEPTH);
      target.read(new TCompactProtocol(new TIOStreamTransport(limits, in), available, available));
    } catch (TException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
