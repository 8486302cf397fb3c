package io.sheaf.cluster.driver;

import io.sheaf.engine.ConcurrencyContract;
import io.sheaf.engine.schedule.ExecutionBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Many queries at once on two worker JVMs. */
class ClusterConcurrencyTest extends ConcurrencyContract {
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
  protected int queries() {
    return Boolean.getBoolean("sheaf.soak") ? 200 : 50;
  }
}
