package io.sheaf.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much threads allocate; a class of its own because what it loads takes a while. */
final class ThreadAllocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ThreadAllocation() {}

  /** Bytes that the calling thread has allocated on the heap since it began. */
  static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
