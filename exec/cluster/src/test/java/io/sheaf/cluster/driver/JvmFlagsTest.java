package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JvmFlagsTest {
  private static final OptionalLong HALF_A_GIGABYTE = OptionalLong.of(512L << 20);

  private static final List<String> NATIVE =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  /** What is between the program and the class path, but for what every worker may do. */
  private static List<String> flags(List<String> present, OptionalLong memory) {
    List<String> words = new JvmFlags(present).command(4, memory);
    List<String> flags = new ArrayList<>(words.subList(1, words.indexOf("-cp")));
    for (String flag : NATIVE) {
      assertEquals(flags.indexOf(flag), flags.lastIndexOf(flag), flag);
      assertTrue(flags.remove(flag), flag);
    }
    return flags;
  }

  @Test
  void whatIsAllowedIsSaidOnce() {
    assertEquals(List.of(), flags(NATIVE, OptionalLong.empty()));
  }

  @Test
  void aWorkersHeapFollowsFromItsMemory() {
    List<String> shares = List.of("-Xss4m", "-XX:MaxRAMPercentage=60");
    assertEquals(
        List.of("-Xss4m", "-XX:MaxRAMPercentage=15.0"), flags(shares, OptionalLong.empty()));
    assertEquals(List.of("-Xss4m", "-Xmx640m"), flags(shares, HALF_A_GIGABYTE));
    assertEquals(List.of("-Xmx640m"), flags(List.of("-javaagent:a.jar"), HALF_A_GIGABYTE));
    assertEquals(List.of("-Xmx1g"), flags(List.of("-Xmx1g"), HALF_A_GIGABYTE));
  }
}
