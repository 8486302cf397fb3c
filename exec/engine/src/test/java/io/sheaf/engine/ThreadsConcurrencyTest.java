package io.sheaf.engine;

import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.engine.schedule.ThreadsBackend;

/** Many queries at once on the threads of this JVM. */
class ThreadsConcurrencyTest extends ConcurrencyContract {
  @Override
  protected ExecutionBackend backend() {
    return new ThreadsBackend();
  }

  @Override
  protected int queries() {
    return 200;
  }
}
