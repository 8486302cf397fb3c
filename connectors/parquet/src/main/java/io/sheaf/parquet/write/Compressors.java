package io.sheaf.parquet.write;

import io.airlift.compress.v3.Compressor;
import io.airlift.compress.v3.lz4.Lz4Compressor;
import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.airlift.compress.v3.zstd.ZstdCompressor;
import io.sheaf.columnar.SheafException;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;

/** Compresses pages. For one thread. */
final class Compressors {
  private final CompressionCodec codec;
  private final Compressor compressor;

  Compressors(CompressionCodec codec) {
    this.codec = codec;
    this.compressor =
        switch (codec) {
          case SNAPPY -> SnappyCompressor.create();
          case ZSTD -> ZstdCompressor.create();
          case LZ4_RAW -> Lz4Compressor.create();
          case UNCOMPRESSED, GZIP -> null;
          case LZO, BROTLI, LZ4 -> throw SheafException.bug("no compressor for " + codec);
        };
  }

  CompressionCodec codec() {
    return codec;
  }

  /** Appends the compressed bytes to {@code out}. */
  void compress(byte[] data, int length, ByteSink out) {
    if (codec == CompressionCodec.UNCOMPRESSED) {
      out.write(data, 0, length);
    } else if (codec == CompressionCodec.GZIP) {
      try (GZIPOutputStream zip = new GZIPOutputStream(out, 1 << 16)) {
        zip.write(data, 0, length);
      } catch (IOException e) {
        throw SheafException.external("WRITE_FAILED", "cannot compress a page", e);
      }
    } else {
      int most = compressor.maxCompressedLength(length);
      out.ensure(most);
      int size = out.size();
      int written =
          compressor.compress(data, 0, length, out.data(), size, out.data().length - size);
      out.size(size + written);
    }
  }
}
