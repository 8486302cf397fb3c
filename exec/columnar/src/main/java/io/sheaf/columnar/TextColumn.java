package io.sheaf.columnar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Plain strings (UTF-8) or binary values as views over immutable buffers: row i is the {@code
 * lengths[i]} bytes at {@code offsets[i]} of buffer {@code bufferIds[i]} (of buffer 0 when {@code
 * bufferIds} is null). The buffers never change once published, so views may be kept; the view
 * arrays themselves may be reused.
 */
public record TextColumn(
    DataType type, byte[][] buffers, int[] bufferIds, int[] offsets, int[] lengths, long[] validity)
    implements Column {

  public byte[] buffer(int row) {
    return buffers[bufferIds == null ? 0 : bufferIds[row]];
  }

  /** A copy of the row's bytes; the value of a null row is arbitrary. */
  public byte[] bytes(int row) {
    int offset = offsets[row];
    return Arrays.copyOfRange(buffer(row), offset, offset + lengths[row]);
  }

  public String string(int row) {
    return new String(buffer(row), offsets[row], lengths[row], StandardCharsets.UTF_8);
  }
}
