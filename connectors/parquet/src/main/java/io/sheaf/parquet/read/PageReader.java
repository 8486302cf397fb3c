package io.sheaf.parquet.read;

import io.sheaf.connector.ByteRange;
import io.sheaf.connector.ReadableFile;
import io.sheaf.connector.ScanContext;
import io.sheaf.parquet.meta.ChunkInfo;
import io.sheaf.parquet.meta.MalformedData;
import io.sheaf.parquet.meta.PageHeaders;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;

/**
 * Walks over the pages of one column chunk after another: reads headers, checks sizes and
 * checksums, decompresses bodies. For one thread. Chunks are read in one or a few large positioned
 * reads into a buffer, which is given back as soon as the last page has been decompressed.
 */
final class PageReader implements AutoCloseable {
  private static final int WHOLE_CHUNK_BYTES = 4 << 20;
  private static final int WINDOW_BYTES = 2 << 20;
  private static final int HEADER_GUESS = 4 << 10;
  private static final long PLAUSIBLE_BYTES = 64 << 10;
  private static final long PLAUSIBLE_RATIO = 64;
  private static final int MAX_HEADER = 16 << 20;

  /** What all chunks of a stream share. */
  record Source(ReadableFile file, BufferPool buffers, ReadMemory memory, ScanContext context) {}

  private Source source;
  private ChunkInfo chunk;
  private Codecs codecs;
  private PageChecks checks;
  private long position;
  private final PageHeaders header = new PageHeaders();
  private final CRC32 crc = new CRC32();
  private boolean atPage;
  private byte[] window;
  private long windowStart;
  private int windowLength;
  private byte[] reused;
  private long freshBytes;
  private int pages;
  private List<ByteRange> wanted = List.of();

  /** Goes on with the first page of a chunk; the one before must have been closed. */
  void start(Source from, ChunkInfo next) {
    source = from;
    if (codecs == null || chunk.meta().getCodec() != next.meta().getCodec()) {
      codecs = new Codecs(from.file().info().path(), next.meta().getCodec());
    }
    chunk = next;
    checks = new PageChecks(next, crc);
    position = next.start();
    atPage = false;
    pages = 0;
    wanted = List.of();
  }

  /**
   * Says which bytes of the file all pages lie in that will be read; else everything may be.
   *
   * @param ranges ascending
   */
  void readOnly(List<ByteRange> ranges) {
    wanted = ranges;
  }

  /** Where what may be read from the present position on ends. */
  private long end() {
    for (ByteRange range : wanted) {
      if (position < range.end()) {
        return range.end();
      }
    }
    return chunk.end();
  }

  /** Number of headers read, for messages. */
  int pages() {
    return pages;
  }

  long position() {
    return position;
  }

  /** Continues with the page whose header is at this file position. */
  void seek(long filePosition, int pageNumber) {
    if (filePosition < chunk.start() || filePosition >= chunk.end()) {
      throw new MalformedData("page index points outside the column chunk");
    }
    atPage = false;
    position = filePosition;
    pages = pageNumber;
  }

  /** Reads the next header; the page before must have been loaded or skipped. */
  void nextHeader() {
    source.context().checkCancelled();
    if (atPage) {
      throw new IllegalStateException("page neither loaded nor skipped");
    }
    if (position >= chunk.end()) {
      throw new MalformedData("the column chunk ends before its last row");
    }
    int guess = HEADER_GUESS;
    while (true) {
      int available = (int) Math.min(guess, end() - position);
      int at = ensure(available);
      try {
        header.read(window, at, at + available);
        break;
      } catch (MalformedData e) {
        if (available == end() - position || guess >= MAX_HEADER) {
          throw e;
        }
        guess *= 16;
      }
    }
    checks.header(window, (int) (position - windowStart), header.length(), pages);
    pages++;
    position += header.length();
    atPage = true;
    int compressed = header.compressedBytes();
    if (header.type() == null
        || compressed < 0
        || compressed > chunk.end() - position
        || header.uncompressedBytes() < 0) {
      throw new MalformedData(
          "its header claims "
              + compressed
              + " bytes, "
              + header.uncompressedBytes()
              + " uncompressed, where the chunk has "
              + (chunk.end() - position)
              + " left");
    }
  }

  PageType type() {
    return header.type();
  }

  /** Values with NULLs of the present data page. */
  int values() {
    int values = header.type() == PageType.INDEX_PAGE ? 0 : body().values();
    if (values < 0 || values > chunk.meta().getNum_values() && isData()) {
      throw new MalformedData("its header claims " + values + " values");
    }
    return values;
  }

  private boolean isData() {
    return header.type() == PageType.DATA_PAGE || header.type() == PageType.DATA_PAGE_V2;
  }

  private PageHeaders body() {
    if (!header.hasBody()) {
      throw new MalformedData(
          switch (header.type()) {
            case DICTIONARY_PAGE -> "its dictionary page header is missing";
            case DATA_PAGE, DATA_PAGE_V2, INDEX_PAGE -> "its data page header is missing";
          });
    }
    return header;
  }

  /** Whether the values of the present data page are codes of the dictionary. */
  boolean dictionaryCoded() {
    Encoding encoding = isData() ? body().encoding() : null;
    return encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
  }

  /** Passes over the body of the present page without reading it. */
  void skip() {
    position += header.compressedBytes();
    atPage = false;
    releaseIfDone();
  }

  /**
   * Reads and decompresses the present page.
   *
   * @param optional whether there are definition levels
   * @param keep whether the array must never be written again; else it is overwritten by the next
   *     page
   */
  Page load(boolean optional, boolean keep) {
    source.context().checkCancelled();
    int compressed = header.compressedBytes();
    int uncompressed = header.uncompressedBytes();
    int at = ensure(compressed);
    if (header.hasChecksum()) {
      crc.reset();
      crc.update(window, at, compressed);
      if ((int) crc.getValue() != header.checksum()) {
        throw new MalformedData("its bytes do not match their checksum");
      }
    }
    Page page =
        header.type() == PageType.DATA_PAGE_V2
            ? loadV2(at, optional, keep)
            : loadV1(at, optional, keep);
    checks.encoding(page.encoding(), header.type() == PageType.DICTIONARY_PAGE);
    source.context().decoded(uncompressed);
    position += compressed;
    atPage = false;
    releaseIfDone();
    return page;
  }

  private Page loadV1(int at, boolean optional, boolean keep) {
    int compressed = header.compressedBytes();
    int uncompressed = header.uncompressedBytes();
    checkSize(compressed, uncompressed);
    byte[] data = target(uncompressed, keep);
    codecs.decompress(window, at, compressed, data, 0, uncompressed);
    if (header.type() == PageType.DICTIONARY_PAGE) {
      return new Page(data, values(), body().encoding(), null, new Page.Range(0, uncompressed));
    }
    Page.Range levels = null;
    int start = 0;
    if (optional) {
      Encoding encoding = body().levelEncoding();
      if (encoding != Encoding.RLE) {
        throw new MalformedData("definition levels encoded as " + encoding);
      }
      if (uncompressed < Integer.BYTES) {
        throw new MalformedData("its definition levels end too early");
      }
      int length = data[0] & 0xFF | (data[1] & 0xFF) << 8 | (data[2] & 0xFF) << 16 | data[3] << 24;
      if (length < 0 || length > uncompressed - Integer.BYTES) {
        throw new MalformedData("its definition levels claim " + length + " bytes");
      }
      start = Integer.BYTES + length;
      levels = new Page.Range(Integer.BYTES, start);
    }
    return new Page(data, values(), body().encoding(), levels, new Page.Range(start, uncompressed));
  }

  private Page loadV2(int at, boolean optional, boolean keep) {
    int compressed = header.compressedBytes();
    int uncompressed = header.uncompressedBytes();
    int repetition = body().repetitionBytes();
    int definition = header.definitionBytes();
    long levelBytes = (long) repetition + definition;
    if (repetition != 0 || definition < 0 || levelBytes > compressed || levelBytes > uncompressed) {
      throw new MalformedData("its levels claim " + repetition + " and " + definition + " bytes");
    }
    boolean packed = header.compressed();
    int compressedValues = compressed - definition;
    int values = uncompressed - definition;
    if (packed) {
      checkSize(compressedValues, values);
    } else if (compressedValues != values) {
      throw new MalformedData(
          "an uncompressed page of " + compressedValues + " bytes claims " + values);
    }
    byte[] data = target(uncompressed, keep);
    System.arraycopy(window, at, data, 0, definition);
    int rest = at + definition;
    if (packed) {
      codecs.decompress(window, rest, compressedValues, data, definition, values);
    } else {
      System.arraycopy(window, rest, data, definition, values);
    }
    return new Page(
        data,
        values(),
        header.encoding(),
        optional ? new Page.Range(0, definition) : null,
        new Page.Range(definition, uncompressed));
  }

  private void checkSize(long compressed, int uncompressed) {
    // Beyond what is plausible for any data, the footer must agree too.
    boolean implausible =
        uncompressed > PLAUSIBLE_BYTES + PLAUSIBLE_RATIO * compressed
            && uncompressed > chunk.meta().getTotal_uncompressed_size();
    if (implausible
        || uncompressed > codecs.maxOutput(compressed)
        || uncompressed > Integer.MAX_VALUE - 4096) {
      throw new MalformedData(
          "its header claims " + uncompressed + " uncompressed bytes for " + compressed);
    }
  }

  private byte[] target(int bytes, boolean keep) {
    int needed = bytes + Page.PADDING;
    if (keep) {
      // The page before may live on in batches, but this stream no longer answers for it.
      source.memory().reserve(needed);
      source.memory().release(freshBytes);
      freshBytes = needed;
      return new byte[needed];
    }
    if (reused == null || reused.length < needed) {
      giveBackPage();
      source.memory().reserve(BufferPool.roundUp(needed));
      reused = source.buffers().take(needed);
    }
    return reused;
  }

  private void giveBackPage() {
    giveBack(reused);
    reused = null;
  }

  /** Makes the next bytes of the chunk available; returns their place in the window. */
  private int ensure(int length) {
    if (window != null
        && position >= windowStart
        && position + length <= windowStart + windowLength) {
      return (int) (position - windowStart);
    }
    long left = end() - position;
    int bytes =
        (int) Math.max(length, Math.min(left, left <= WHOLE_CHUNK_BYTES ? left : WINDOW_BYTES));
    long offset = position - windowStart;
    int kept =
        window != null && offset >= 0 && offset < windowLength ? (int) (windowLength - offset) : 0;
    byte[] before = window;
    if (before == null || before.length < bytes) {
      source.memory().reserve(BufferPool.roundUp(bytes));
      window = source.buffers().take(bytes);
    }
    if (kept > 0) {
      System.arraycopy(before, (int) offset, window, 0, kept);
    }
    if (before != window) {
      giveBack(before);
    }
    source.file().read(position + kept, window, kept, bytes - kept);
    windowStart = position;
    windowLength = bytes;
    return 0;
  }

  private void giveBack(byte[] buffer) {
    if (buffer != null) {
      source.memory().release(buffer.length);
      source.buffers().giveBack(buffer);
    }
  }

  private void releaseIfDone() {
    if (position >= chunk.end()) {
      giveBack(window);
      window = null;
      windowLength = 0;
    }
  }

  @Override
  public void close() {
    giveBack(window);
    window = null;
    windowLength = 0;
    giveBackPage();
    source.memory().release(freshBytes);
    freshBytes = 0;
  }
}
