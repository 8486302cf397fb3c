package io.sheaf.parquet.read;

import io.airlift.compress.v3.Decompressor;
import io.airlift.compress.v3.lz4.Lz4Decompressor;
import io.airlift.compress.v3.snappy.SnappyDecompressor;
import io.airlift.compress.v3.zstd.ZstdDecompressor;
import io.sheaf.parquet.meta.MalformedData;
import io.sheaf.parquet.meta.ParquetErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/**
 * Decompresses the pages of one column chunk. For one thread. Snappy has a decoder of its own; for
 * the others native libraries are used where the platform has them, else their Java twins; either
 * only ever sees the exact bytes of the page and of the target.
 */
final class Codecs {
  private final CompressionCodec codec;
  private final SnappyDecoder snappy = new SnappyDecoder();
  private Decompressor decompressor;

  /**
   * @throws io.sheaf.columnar.SheafException (USER) for a codec that is not supported
   */
  Codecs(String path, CompressionCodec codec) {
    this.codec = codec;
    switch (codec) {
      case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> {}
      case LZO, BROTLI, LZ4 ->
          throw ParquetErrors.unsupported(path, "compression codec " + codec + " is not supported");
    }
  }

  /**
   * The most bytes that so many compressed ones can stand for, to refuse absurd sizes before
   * allocating them.
   */
  long maxOutput(long compressedBytes) {
    long ratio =
        switch (codec) {
          case UNCOMPRESSED -> 1;
          case SNAPPY -> 64;
          case LZ4_RAW, LZ4 -> 256;
          case GZIP -> 1100;
          case ZSTD, LZO, BROTLI -> 1 << 17;
        };
    return codec == CompressionCodec.UNCOMPRESSED ? compressedBytes : 64 + compressedBytes * ratio;
  }

  void decompress(byte[] in, int from, int bytes, byte[] out, int offset, int length) {
    if (codec == CompressionCodec.UNCOMPRESSED) {
      if (bytes != length) {
        throw new MalformedData(
            "an uncompressed page of " + bytes + " bytes that claims " + length);
      }
      System.arraycopy(in, from, out, offset, length);
      return;
    }
    if (length == 0 && bytes == 0) {
      return;
    }
    int got;
    try {
      got =
          switch (codec) {
            case GZIP -> gunzip(in, from, bytes, out, offset, length);
            case SNAPPY -> unsnap(in, from, bytes, out, offset, length);
            case ZSTD, LZ4_RAW -> air().decompress(in, from, bytes, out, offset, length);
            case UNCOMPRESSED, LZO, BROTLI, LZ4 -> throw new IllegalStateException();
          };
    } catch (RuntimeException e) {
      throw new MalformedData(
          codec + " data cannot be decompressed (" + ParquetErrors.describe(e) + ")");
    }
    if (got != length) {
      throw new MalformedData(
          codec + " data decompresses to " + got + " bytes instead of " + length);
    }
  }

  private int unsnap(byte[] in, int from, int bytes, byte[] out, int offset, int length) {
    snappy.start(in, from, bytes, out, offset, length);
    if (!SnappyTrials.over()) {
      SnappyTrials.run(snappy, bytes, offset, length);
      return air().decompress(in, from, bytes, out, offset, length);
    }
    snappy.finish();
    return length;
  }

  private Decompressor air() {
    if (decompressor == null) {
      decompressor =
          switch (codec) {
            case SNAPPY -> SnappyDecompressor.create();
            case ZSTD -> ZstdDecompressor.create();
            case LZ4_RAW -> Lz4Decompressor.create();
            case UNCOMPRESSED, GZIP, LZO, BROTLI, LZ4 -> throw new IllegalStateException();
          };
    }
    return decompressor;
  }

  private static int gunzip(byte[] in, int from, int bytes, byte[] out, int offset, int length) {
    try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(in, from, bytes), 8192)) {
      int got = zip.readNBytes(out, offset, length);
      return got == length && zip.read() >= 0 ? length + 1 : got;
    } catch (IOException e) {
      throw new MalformedData(ParquetErrors.describe(e));
    }
  }
}
