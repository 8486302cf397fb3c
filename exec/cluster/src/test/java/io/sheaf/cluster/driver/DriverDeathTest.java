package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver is killed while a query runs: its workers end, and the next one cleans up. */
@Timeout(120)
class DriverDeathTest {
  /** Longer than a worker waits for a driver that says nothing, and to join one. */
  private static final long LIMIT_SECONDS = 45;

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void nothingIsLeftOfAKilledDriver()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    List<String> command = new ArrayList<>(JvmFlags.present().command(3, OptionalLong.empty()));
    command.addAll(List.of(DriverProcess.class.getName(), folder.toString()));
    Process driver =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<ProcessHandle> workers = new ArrayList<>();
    try (BufferedReader out = driver.inputReader()) {
      String pids = out.readLine();
      Arrays.stream(pids.replaceAll("[\\[\\] ]", "").split(","))
          .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(workers::add));
    } finally {
      driver.destroyForcibly().waitFor();
    }
    assertEquals(2, workers.size());
    for (ProcessHandle worker : workers) {
      worker.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    assertFalse(files().isEmpty(), "the driver was killed before it had any files");
    try (MiniCluster next = MiniCluster.start(1, folder)) {
      next.awaitWorkers(1);
      List<Path> folders;
      try (Stream<Path> all = Files.list(folder)) {
        folders = all.toList();
      }
      assertEquals(2, folders.size(), "the driver's and the worker's: " + folders);
      assertTrue(files().stream().allMatch(file -> file.endsWith("lock")), files().toString());
    }
    assertEquals(List.of(), files());
  }
}
