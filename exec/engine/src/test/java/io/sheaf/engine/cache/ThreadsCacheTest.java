package io.sheaf.engine.cache;

import io.sheaf.engine.CacheContract;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.ThreadsBackend;

/** The contract of what is kept, in one JVM. */
class ThreadsCacheTest extends CacheContract {
  @Override
  protected ExecutionBackend backend() {
    return new ThreadsBackend();
  }
}
