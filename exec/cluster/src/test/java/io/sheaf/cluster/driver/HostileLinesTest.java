package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Certificates;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is no member of the cluster may come to its ports as often as it likes. */
@Timeout(180)
class HostileLinesTest {
  private static final boolean SOAK = Boolean.getBoolean("sheaf.soak");
  private static final int IDLE = SOAK ? 500 : 50;
  private static final int ROUNDS = SOAK ? 200 : 20;
  private static final long MOST_GROWTH_KB = 128 << 10;

  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Tables tables = new Tables().add(Numbers.table());

  @TestFactory
  Stream<DynamicTest> queriesGoOnAmongIdleAndHostileLines() {
    DynamicTest open =
        DynamicTest.dynamicTest("open lines", () -> besiege(Door.local(Optional.empty())));
    DynamicTest encrypted = DynamicTest.dynamicTest("encrypted lines", this::besiegeEncrypted);
    return SOAK ? Stream.of(open, encrypted) : Stream.of(open);
  }

  private void besiegeEncrypted() throws Exception {
    Path certificates =
        new Certificates(Files.createDirectories(folder.resolve("keys"))).member("m");
    besiege(Door.local(Optional.of(certificates)));
  }

  private void besiege(Door door) throws IOException {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("HostileLinesTest seed " + seed);
    Random random = new Random(seed);
    try (MiniCluster cluster = MiniCluster.start(door, 2, folder, ClusterLoop.Limits.USUAL);
        Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend())) {
      run(engine);
      List<Long> members = new ArrayList<>(cluster.pids());
      Map<Long, Long> resident = new LinkedHashMap<>();
      for (long pid : members) {
        resident.put(pid, residentKilobytes(pid));
      }
      members.add(ProcessHandle.current().pid());
      Map<Long, Integer> before = descriptors(members);
      List<Socket> idle = new ArrayList<>();
      for (long pid : members) {
        for (int port : listening(pid)) {
          for (int i = 0; i < IDLE; i++) {
            idle.add(silent(port, i % 3));
          }
          for (int i = 0; i < ROUNDS; i++) {
            rubbish(port, random);
          }
        }
      }
      assertTrue(idle.size() >= 3 * IDLE, idle.size() + " lines");
      run(engine);
      run(engine);
      for (Socket socket : idle) {
        hungUp(socket);
      }
      run(engine);
      assertEquals(members.subList(0, 2), cluster.pids());
      Map<Long, Integer> after = descriptors(members);
      for (long pid : members) {
        assertTrue(after.get(pid) <= before.get(pid) + 10, before + " became " + after);
      }
      for (long pid : cluster.pids()) {
        long grown = residentKilobytes(pid) - resident.get(pid);
        assertTrue(grown < MOST_GROWTH_KB, "grew by " + grown + " KB");
      }
    }
    assertEquals(List.of(), memory.openLeases());
  }

  private void run(Engine engine) {
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    try (QueryRun query =
        engine.start(Numbers.counts(tables), settings, tables, new CancelToken())) {
      Numbers.check(query);
    }
  }

  /** A line on which nothing is said, or the beginning of something. */
  private static Socket silent(int port, int bytes) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.getOutputStream().write(new byte[bytes]);
    return socket;
  }

  private static void rubbish(int port, Random random) throws IOException {
    byte[] bytes = new byte[1 + random.nextInt(3000)];
    random.nextBytes(bytes);
    bytes[0] = random.nextBoolean() ? 0 : bytes[0]; // lengths that may be right
    try (Socket socket = new Socket("127.0.0.1", port)) {
      try {
        socket.getOutputStream().write(bytes);
      } catch (IOException e) {
        // hung up already
      }
    }
  }

  /** Waits until the other end has closed a line. */
  private static void hungUp(Socket socket) throws IOException {
    try (socket) {
      while (socket.getInputStream().read() >= 0) {
        // a refusal or a TLS alert
      }
    } catch (java.net.SocketException e) {
      // reset: hung up as well
    }
  }

  private static Map<Long, Integer> descriptors(List<Long> pids) throws IOException {
    Map<Long, Integer> open = new LinkedHashMap<>();
    for (long pid : pids) {
      try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
        open.put(pid, (int) all.count());
      }
    }
    return open;
  }

  private static long residentKilobytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The ports on which a process listens. */
  private static Set<Integer> listening(long pid) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : all.toList()) {
        try {
          sockets.add(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
          // closed meanwhile
        }
      }
    }
    Set<Integer> ports = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/net/" + table))) {
        String[] words = line.strip().split("\\s+");
        if (words[3].equals("0A") && sockets.contains("socket:[" + words[9] + "]")) {
          ports.add(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }
}
