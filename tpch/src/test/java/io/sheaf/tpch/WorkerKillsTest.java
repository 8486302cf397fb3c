package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker JVM is killed at a random moment of a query; every answer is right all the same. */
@Timeout(1200)
class WorkerKillsTest {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final int KILLS = Boolean.getBoolean("sheaf.soak") ? 100 : 8;

  @TempDir static Path folder;

  private static DataSet tables;

  @BeforeAll
  static void generate() {
    String data = folder.resolve("sf0.01").toString();
    TpchData.generate("0.01", data);
    tables = new DataSet(new BigDecimal("0.01"), Optional.of(data));
  }

  @Test
  void answersStayRight() {
    System.out.println("WorkerKillsTest seed " + SEED);
    Random random = new Random(SEED);
    try (TpchSession session = TpchSession.open(tables, Map.of("workers", "2"))) {
      for (int kill = 0; kill < KILLS; kill++) {
        int query = 1 + (KILLS > 22 ? kill % 22 : random.nextInt(22));
        int delayMillis = random.nextInt(300);
        int victim = random.nextInt(2);
        String what = "seed " + SEED + ", query " + query + ", kill after " + delayMillis + " ms";
        Executor later = CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> kill(victim), later);
        assertEquals(Optional.empty(), session.run(query).wrong(), what);
        killed.join();
      }
    }
  }

  private static void kill(int victim) {
    List<ProcessHandle> workers = ProcessHandle.current().children().toList();
    if (victim < workers.size()) {
      workers.get(victim).destroyForcibly();
    }
  }
}
