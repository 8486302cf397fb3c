package io.sheaf.engine.shuffle;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4Compressor;
import io.airlift.compress.v3.lz4.Lz4Decompressor;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.block.BlockCodec;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Batches as blocks in files and on wires, and in memory where that is short; and back. For one
 * thread.
 *
 * <pre>
 *   4 bytes   length of the content as it is stored
 *   4 bytes   its length when it is unpacked; equal lengths say that it is not packed
 *   4 bytes   CRC32C of both lengths and the content as it is stored
 *   content   see {@link BlockCodec}, maybe packed with LZ4
 * </pre>
 */
public final class BlockFrame {
  public static final int HEADER_BYTES = 12;

  /** The part of the header that the checksum covers. */
  private static final int CHECKED_BYTES = 8;

  /** No block is longer, packed or not. */
  private static final int MOST_BYTES = 1 << 30;

  /** What LZ4 makes of one byte at most: a header that claims more is damaged. */
  private static final long MOST_UNPACKED = 255;

  /** What is shorter is not worth packing. */
  private static final int LEAST_PACKED_BYTES = 512;

  private final Lz4Compressor compressor = Lz4Compressor.create();
  private final Lz4Decompressor decompressor = Lz4Decompressor.create();

  /** A whole block, header included. */
  public ByteBuffer encode(Batch batch) {
    byte[] raw = BlockCodec.encode(batch);
    byte[] block =
        new byte
            [HEADER_BYTES
                + (raw.length < LEAST_PACKED_BYTES
                    ? raw.length
                    : compressor.maxCompressedLength(raw.length))];
    int stored =
        raw.length < LEAST_PACKED_BYTES
            ? raw.length
            : compressor.compress(
                raw, 0, raw.length, block, HEADER_BYTES, block.length - HEADER_BYTES);
    if (stored >= raw.length) {
      stored = raw.length;
      System.arraycopy(raw, 0, block, HEADER_BYTES, stored);
    }
    ByteBuffer whole = ByteBuffer.wrap(block, 0, HEADER_BYTES + stored);
    whole.putInt(0, stored).putInt(4, raw.length);
    return whole.putInt(CHECKED_BYTES, checksum(block, stored));
  }

  private static int checksum(byte[] block, int stored) {
    CRC32C crc = new CRC32C();
    crc.update(block, 0, CHECKED_BYTES);
    crc.update(block, HEADER_BYTES, stored);
    return (int) crc.getValue();
  }

  /**
   * How long the block is that begins with this header, header included.
   *
   * @throws SheafException (EXTERNAL) when no block can begin so
   */
  public static int length(ByteBuffer header) {
    int stored = header.getInt(header.position());
    int raw = header.getInt(header.position() + 4);
    if (stored < 0 || raw < stored || raw > MOST_BYTES || raw > stored * MOST_UNPACKED) {
      throw corrupt("its header is damaged");
    }
    return HEADER_BYTES + stored;
  }

  /**
   * How many bytes the content takes when it is unpacked: to be reserved before {@link #decode}.
   *
   * @param block a whole block
   * @throws SheafException (EXTERNAL) when a byte of it is not what it was
   */
  public static int check(byte[] block) {
    ByteBuffer header = ByteBuffer.wrap(block);
    int stored = block.length < HEADER_BYTES ? -1 : length(header) - HEADER_BYTES;
    if (stored != block.length - HEADER_BYTES) {
      throw corrupt("it is cut");
    }
    if (checksum(block, stored) != header.getInt(CHECKED_BYTES)) {
      throw corrupt("its checksum is wrong");
    }
    return header.getInt(4);
  }

  /**
   * @param block a whole block
   * @throws SheafException (EXTERNAL) when a byte of it is not what it was
   */
  public Batch decode(byte[] block, Schema schema) {
    byte[] raw = new byte[check(block)];
    int stored = block.length - HEADER_BYTES;
    if (raw.length == stored) {
      System.arraycopy(block, HEADER_BYTES, raw, 0, stored);
    } else {
      unpack(block, stored, raw);
    }
    return BlockCodec.decode(raw, schema);
  }

  private void unpack(byte[] block, int stored, byte[] raw) {
    try {
      int length = decompressor.decompress(block, HEADER_BYTES, stored, raw, 0, raw.length);
      if (length != raw.length) {
        throw corrupt("it has another length");
      }
    } catch (MalformedInputException e) {
      throw corrupt("it cannot be unpacked");
    }
  }

  private static SheafException corrupt(String how) {
    return SheafException.external("BLOCK_CORRUPT", "a block of rows is damaged: " + how, null);
  }
}
