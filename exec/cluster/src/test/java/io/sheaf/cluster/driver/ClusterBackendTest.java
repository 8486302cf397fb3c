package io.sheaf.cluster.driver;

import io.sheaf.engine.BackendContract;
import io.sheaf.engine.schedule.ExecutionBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of backends, on two worker JVMs. */
class ClusterBackendTest extends BackendContract {
  @TempDir static Path folder;
  private static MiniCluster cluster;

  @BeforeAll
  static void start() {
    cluster = MiniCluster.start(2, folder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected ExecutionBackend backend() {
    return cluster.backend();
  }

  @Override
  protected int rounds() {
    return Boolean.getBoolean("sheaf.soak") ? 400 : 30;
  }
}
