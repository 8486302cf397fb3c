package io.sheaf.cluster.driver;

import io.sheaf.columnar.memory.MemoryPool;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** How this JVM was started, for JVMs that are to be like it. Immutable. */
record JvmFlags(List<String> flags) {
  private static final String HEAP = "-Xmx";
  private static final String HEAP_SHARE = "-XX:MaxRAMPercentage=";

  /** What concerns this process alone. */
  private static final List<String> OWN =
      List.of(
          "-agentlib", "-javaagent", "-XX:AOTCacheOutput", "-XX:AOTConfiguration", "-XX:AOTMode");

  /** What libraries may do without a warning. */
  private static final List<String> NATIVE =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  JvmFlags {
    flags = List.copyOf(flags);
  }

  static JvmFlags present() {
    return new JvmFlags(ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  private boolean boundsHeap() {
    return flags.stream().anyMatch(flag -> flag.startsWith(HEAP));
  }

  /**
   * The command that starts a JVM like this one, up to the main class.
   *
   * @param sharers how many JVMs share the machine when nobody said how large their heaps are
   * @param memoryBytes what queries may hold in the JVM, for which it gets the heap unless it was
   *     said how large that is; empty when the heap decides
   */
  List<String> command(int sharers, OptionalLong memoryBytes) {
    boolean derived = memoryBytes.isPresent() && !boundsHeap();
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    for (String flag : flags) {
      if (flag.startsWith(HEAP_SHARE)) {
        if (derived) {
          continue;
        }
        double share = Double.parseDouble(flag.substring(HEAP_SHARE.length()));
        words.add(HEAP_SHARE + share / sharers);
      } else if (OWN.stream().noneMatch(flag::startsWith)) {
        words.add(flag);
      }
    }
    if (derived) {
      words.add(HEAP + (MemoryPool.heapBytes(memoryBytes.getAsLong()) >> 20) + "m");
    }
    NATIVE.stream().filter(flag -> !words.contains(flag)).forEach(words::add);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    return words;
  }
}
