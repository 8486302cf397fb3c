package io.sheaf.parquet.read;

import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import io.sheaf.connector.Bytes;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.ScanPredicate.Condition;
import io.sheaf.connector.ScanPredicate.InSet;
import io.sheaf.connector.ScanPredicate.IsNotNull;
import io.sheaf.connector.ScanPredicate.IsNull;
import io.sheaf.connector.ScanPredicate.Prefix;
import io.sheaf.connector.ScanPredicate.Range;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.Conversion;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.ThriftReads;
import io.sheaf.parquet.prune.ColumnCondition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.Type;

/**
 * Asks the split-block bloom filter of a column chunk whether any of a few values may be there.
 * Reads only the blocks that the values fall into.
 */
final class BloomFilters {
  private static final int MAX_VALUES = 16;
  private static final int BLOCK_BYTES = 32;
  private static final int HEADER_BYTES = 64;
  private static final int[] SALT = {
    0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
  };

  private BloomFilters() {}

  /** False only if no row of the chunk can match. */
  static boolean mayMatch(ReadableFile file, ChunkInfo chunk, ColumnCondition condition) {
    List<Comparable<?>> values = values(condition.condition());
    if (values == null || values.size() > MAX_VALUES || !chunk.meta().isSetBloom_filter_offset()) {
      return true;
    }
    long start = chunk.meta().getBloom_filter_offset();
    int available = (int) Math.min(HEADER_BYTES, file.info().sizeBytes() - start);
    if (start < 0 || available <= 0) {
      return true;
    }
    byte[] bytes = new byte[available];
    file.read(start, bytes, 0, available);
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    BloomFilterHeader header;
    try {
      header = ThriftReads.bloomFilterHeader(in, available);
    } catch (IOException | RuntimeException e) {
      // The filter is only a help; rows are read without it.
      return true;
    }
    long bitset = start + available - in.available();
    int size = header.getNumBytes();
    if (size < BLOCK_BYTES
        || size % BLOCK_BYTES != 0
        || size > file.info().sizeBytes() - bitset
        || !header.getAlgorithm().isSetBLOCK()
        || !header.getHash().isSetXXHASH()
        || !header.getCompression().isSetUNCOMPRESSED()) {
      return true;
    }
    byte[] block = new byte[BLOCK_BYTES];
    for (Comparable<?> value : values) {
      byte[] plain = plain(condition.column(), value);
      if (plain == null) {
        return true;
      }
      long hash = XxHash64JavaHasher.hash(plain, 0, plain.length, 0);
      long index = (hash >>> 32) * (size / BLOCK_BYTES) >>> 32;
      file.read(bitset + index * BLOCK_BYTES, block, 0, BLOCK_BYTES);
      if (contains(block, (int) hash)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] block, int key) {
    ByteBuffer words = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SALT.length; i++) {
      int bit = key * SALT[i] >>> 27;
      if ((words.getInt(i * Integer.BYTES) >>> bit & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /** The values that a row must have one of, or null if there are more than a filter can answer. */
  private static List<Comparable<?>> values(Condition condition) {
    return switch (condition) {
      case InSet c -> c.values();
      case Range c ->
          c.low() != null && c.low().equals(c.high()) && c.lowInclusive() && c.highInclusive()
              ? List.of(c.low())
              : null;
      case IsNull c -> null;
      case IsNotNull c -> null;
      case Prefix c -> null;
    };
  }

  /** The bytes that the writer hashed, or null if they are not certain. */
  private static byte[] plain(FileColumn column, Comparable<?> value) {
    if (column.conversion() != Conversion.NONE) {
      return null;
    }
    if (column.physical() == Type.BYTE_ARRAY && value instanceof Bytes text) {
      return text.value();
    }
    if (!(value instanceof Long number)) {
      return null;
    }
    if (column.physical() == Type.INT64) {
      return buffer(Long.BYTES).putLong(number).array();
    }
    boolean fits = number == number.intValue();
    return column.physical() == Type.INT32 && fits
        ? buffer(Integer.BYTES).putInt(number.intValue()).array()
        : null;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
