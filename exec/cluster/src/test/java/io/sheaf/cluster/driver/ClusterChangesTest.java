package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.StageChanged;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.Numbers;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Worker JVMs run stages otherwise than planned, by what was measured; the answer is the same. */
@Timeout(120)
class ClusterChangesTest {
  @TempDir Path folder;

  private final MemoryPool memory = new MemoryPool(64 << 20);

  @Test
  void littleIsReadByOneTask() {
    Tables tables = new Tables().add(Numbers.table());
    EngineSettings settings = new EngineSettings(2, 512, 0, folder, false, 0);
    try (MiniCluster cluster =
            MiniCluster.start(new LocalCluster(2, 1, OptionalLong.of(64 << 20), folder));
        Engine engine = new Engine(memory, System::nanoTime, event -> {}, cluster.backend());
        QueryRun query =
            engine.start(Numbers.counts(tables), settings, tables, new CancelToken())) {
      Numbers.check(query);
      List<StageChanged> changes = cluster.happened().all(StageChanged.class);
      assertTrue(
          changes.getLast().what().matches("coalesced: 1 task reads 2 partitions, .* bytes"),
          changes.toString());
      for (StageChanged change : changes) {
        String line = "stage " + change.stage() + ": " + change.what();
        assertTrue(query.explainAnalyze().contains(line + "\n"), query.explainAnalyze());
      }
      assertEquals(List.of(), cluster.happened().redone().unexplained());
    }
    assertEquals(List.of(), memory.openLeases());
  }
}
