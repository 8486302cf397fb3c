package io.sheaf.connector.remote;

import io.sheaf.columnar.SheafException;
import io.sheaf.connector.ByteRange;
import io.sheaf.connector.FileInfo;
import io.sheaf.connector.ReadableFile;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file behind a network: what was fetched ahead is read from memory, the rest is fetched when it
 * is read. Thread-safe.
 */
public final class RemoteFile implements ReadableFile {
  private static final int SEGMENT_BYTES = 8 << 20;

  private final FileInfo info;
  private final Source source;
  private final Transfers transfers;
  private final NavigableMap<Long, Held> held = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  /** Fetches bytes of one version of a file. Thread-safe. */
  @FunctionalInterface
  public interface Source {
    /**
     * Blocks until all bytes are there.
     *
     * @throws SheafException when they cannot be had, or the file is another version by now
     */
    void fetch(long position, byte[] target, int offset, int length);
  }

  /** Bytes that are there or will be, and how many of them are still wanted. */
  private record Held(ByteRange range, Future<byte[]> bytes, AtomicLong wanted) {}

  /**
   * @param source fetches from the version that {@code info} says
   */
  public RemoteFile(FileInfo info, Source source, Transfers transfers) {
    this.info = info;
    this.source = source;
    this.transfers = transfers;
  }

  @Override
  public FileInfo info() {
    return info;
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public void fetchAhead(List<ByteRange> ranges) {
    for (Coalescing.Fetch fetch : Coalescing.of(ranges)) {
      ByteRange range = fetch.range();
      check(range.start(), range.length());
      Future<byte[]> bytes =
          transfers.start(
              () -> {
                byte[] target = new byte[(int) range.length()];
                source.fetch(range.start(), target, 0, target.length);
                return target;
              });
      held.put(range.start(), new Held(range, bytes, new AtomicLong(fetch.wanted())));
    }
    if (closed) {
      dropAll();
    }
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    check(position, length);
    int done = 0;
    while (done < length) {
      long at = position + done;
      Map.Entry<Long, Held> before = held.floorEntry(at);
      if (before != null && at < before.getValue().range().end()) {
        done += take(before.getValue(), at, target, offset + done, length - done);
      } else {
        Long next = held.ceilingKey(at);
        int bytes = next == null ? length - done : (int) Math.min(length - done, next - at);
        source.fetch(at, target, offset + done, bytes);
        done += bytes;
      }
    }
  }

  private int take(Held from, long at, byte[] target, int offset, int most) {
    byte[] bytes = Transfers.result(from.bytes());
    int skipped = (int) (at - from.range().start());
    int count = Math.min(most, bytes.length - skipped);
    System.arraycopy(bytes, skipped, target, offset, count);
    if (from.wanted().addAndGet(-count) <= 0) {
      held.remove(from.range().start(), from);
    }
    return count;
  }

  @Override
  public void read(long position, MemorySegment target) {
    byte[] piece = new byte[(int) Math.min(SEGMENT_BYTES, target.byteSize())];
    for (long at = 0; at < target.byteSize(); at += piece.length) {
      int length = (int) Math.min(piece.length, target.byteSize() - at);
      read(position + at, piece, 0, length);
      MemorySegment.copy(MemorySegment.ofArray(piece), 0, target, at, length);
    }
  }

  private void check(long position, long length) {
    if (position < 0 || position > info.sizeBytes() - length) {
      throw SheafException.external(
          "TRUNCATED_FILE",
          "%s has %d bytes, but %d bytes at %d are wanted: it is cut off or damaged"
              .formatted(FileInfo.shown(info.path()), info.sizeBytes(), length, position),
          null);
    }
  }

  private void dropAll() {
    held.values().forEach(each -> each.bytes().cancel(true));
    held.clear();
  }

  @Override
  public void close() {
    closed = true;
    dropAll();
  }
}
