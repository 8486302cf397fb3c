package io.sheaf.engine;

import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.ThreadsBackend;

/** The contract of backends, on the threads of this JVM. */
class RandomQueriesTest extends BackendContract {
  @Override
  protected ExecutionBackend backend() {
    return new ThreadsBackend();
  }

  @Override
  protected int rounds() {
    return Integer.getInteger("sheaf.rounds", 400);
  }
}
