package io.sheaf.columnar.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/** Arrow buffers as memory segments: reached by address, which needs no flags to open the JDK. */
final class ArrowMemory {
  private ArrowMemory() {}

  /** The whole buffer; valid while the buffer is not released. */
  @SuppressWarnings("restricted")
  static MemorySegment segment(ArrowBuf buffer) {
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
  }
}
