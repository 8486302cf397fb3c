package io.sheaf.engine;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.ScanContext;
import io.sheaf.engine.spill.SpillSpace;
import java.util.function.LongSupplier;

/**
 * What the operators of one query share.
 *
 * @param nanoClock nanoseconds since some moment
 */
public record QueryContext(
    EngineSettings settings,
    Catalog catalog,
    MemoryPool memory,
    SpillSpace spill,
    CancelToken cancel,
    LongSupplier nanoClock)
    implements ScanContext {

  /** The same with files of its own. */
  public QueryContext with(SpillSpace other) {
    return new QueryContext(settings, catalog, memory, other, cancel, nanoClock);
  }

  @Override
  public void checkCancelled() {
    cancel.check();
  }
}
