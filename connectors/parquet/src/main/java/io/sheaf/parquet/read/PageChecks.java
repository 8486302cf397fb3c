package io.sheaf.parquet.read;

import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.MalformedData;
import java.util.zip.CRC32;
import org.apache.parquet.format.Encoding;

/**
 * Checks of page headers against what the footer of a file written by Sheaf promises; nothing for
 * other files.
 */
final class PageChecks {
  private final ChunkInfo chunk;
  private final CRC32 crc;

  /**
   * @param crc free to be used for a moment
   */
  PageChecks(ChunkInfo chunk, CRC32 crc) {
    this.chunk = chunk;
    this.crc = crc;
  }

  void header(byte[] bytes, int at, int length, int page) {
    if (chunk.checks() == null) {
      return;
    }
    if (page >= chunk.checks().headers().size()) {
      throw new MalformedData("there are more pages than the footer has checksums for");
    }
    crc.reset();
    crc.update(bytes, at, length);
    if ((int) crc.getValue() != chunk.checks().headers().get(page)) {
      throw new MalformedData("its header does not match its checksum");
    }
  }

  void encoding(Encoding encoding, boolean dictionary) {
    if (encoding == null) {
      throw new MalformedData("it has an unknown encoding");
    }
    if (dictionary && encoding != Encoding.PLAIN && encoding != Encoding.PLAIN_DICTIONARY) {
      throw new MalformedData("its dictionary is encoded as " + encoding);
    }
  }
}
