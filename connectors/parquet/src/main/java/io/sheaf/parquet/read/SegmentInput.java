package io.sheaf.parquet.read;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads a segment as a stream and knows how far it got. */
final class SegmentInput extends InputStream {
  private final MemorySegment segment;
  private long position;

  SegmentInput(MemorySegment segment, long position) {
    this.segment = segment;
    this.position = position;
  }

  long position() {
    return position;
  }

  @Override
  public int read() {
    return position >= segment.byteSize()
        ? -1
        : segment.get(ValueLayout.JAVA_BYTE, position++) & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = (int) Math.min(length, segment.byteSize() - position);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, segment.byteSize() - position);
  }
}
