package io.sheaf.cluster.driver;

import io.sheaf.engine.CacheContract;
import io.sheaf.engine.schedule.ExecutionBackend;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of what is kept, on two worker JVMs. */
class ClusterCacheTest extends CacheContract {
  @TempDir static Path workerFolder;
  private static MiniCluster cluster;

  @BeforeAll
  static void start() {
    cluster = MiniCluster.start(2, workerFolder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Override
  protected ExecutionBackend backend() {
    return cluster.backend();
  }
}
