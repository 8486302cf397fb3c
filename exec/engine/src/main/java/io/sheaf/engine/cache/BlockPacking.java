package io.sheaf.engine.cache;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4Compressor;
import io.airlift.compress.v3.lz4.Lz4Decompressor;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.block.BlockCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Batches as Arrow IPC messages, maybe compressed by LZ4, and back. Thread-safe. */
final class BlockPacking {
  private static final int HEADER_BYTES = 4;

  private BlockPacking() {}

  static byte[] encode(Batch batch, boolean packed) {
    byte[] raw = BlockCodec.encode(batch);
    if (!packed) {
      return raw;
    }
    Lz4Compressor compressor = Lz4Compressor.create();
    byte[] out = new byte[HEADER_BYTES + compressor.maxCompressedLength(raw.length)];
    int length =
        compressor.compress(raw, 0, raw.length, out, HEADER_BYTES, out.length - HEADER_BYTES);
    ByteBuffer.wrap(out).putInt(0, raw.length);
    return Arrays.copyOf(out, HEADER_BYTES + length);
  }

  static Batch decode(byte[] block, boolean packed, Schema schema) {
    if (!packed) {
      return BlockCodec.decode(block, schema);
    }
    byte[] raw = new byte[ByteBuffer.wrap(block).getInt(0)];
    try {
      Lz4Decompressor.create()
          .decompress(block, HEADER_BYTES, block.length - HEADER_BYTES, raw, 0, raw.length);
    } catch (MalformedInputException e) {
      throw SheafException.external("CACHE_DAMAGED", "rows of the cache are damaged", e);
    }
    return BlockCodec.decode(raw, schema);
  }
}
