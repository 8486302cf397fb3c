package io.sheaf.connector;

import java.io.InputStream;
import java.util.List;

/**
 * A file from a position on as a stream, for one thread. A remote file is read in blocks, which
 * grow and of which the next ones are fetched while one is being read. Closing it leaves the file
 * open.
 */
public final class FileInput extends InputStream {
  private static final int FIRST_BYTES = 64 << 10;
  private static final int MOST_BYTES = 1 << 20;
  private static final int BLOCKS_AHEAD = 2;

  private final ReadableFile file;
  private final long end;
  private long position;
  private long fetched;
  private byte[] block = new byte[0];
  private int blockAt;
  private int blockEnd;
  private int blockBytes = FIRST_BYTES;

  public FileInput(ReadableFile file, long position) {
    this.file = file;
    this.end = file.info().sizeBytes();
    this.position = position;
    this.fetched = position;
  }

  /** The position in the file of the byte that is read next. */
  public long position() {
    return position;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = (int) Math.min(length, end - position);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    if (file.isRemote()) {
      if (blockAt == blockEnd) {
        nextBlock();
      }
      count = Math.min(count, blockEnd - blockAt);
      System.arraycopy(block, blockAt, target, offset, count);
      blockAt += count;
    } else {
      file.read(position, target, offset, count);
    }
    position += count;
    return count;
  }

  private void nextBlock() {
    int bytes = (int) Math.min(blockBytes, end - position);
    if (block.length < bytes) {
      block = new byte[bytes];
    }
    blockBytes = Math.min(MOST_BYTES, 2 * blockBytes);
    fetched = Math.max(fetched, position + bytes);
    // Who looks at the head of a file only reads one block.
    if (block.length > FIRST_BYTES) {
      long wanted = Math.min(end, position + bytes + (long) BLOCKS_AHEAD * blockBytes);
      while (fetched < wanted) {
        long more = Math.min(blockBytes, wanted - fetched);
        file.fetchAhead(List.of(new ByteRange(fetched, more)));
        fetched += more;
      }
    }
    file.read(position, block, 0, bytes);
    blockAt = 0;
    blockEnd = bytes;
  }
}
