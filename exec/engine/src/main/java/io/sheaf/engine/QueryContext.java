package io.sheaf.engine;

import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.Catalog;
import io.sheaf.connector.ScanContext;
import io.sheaf.engine.spill.SpillSpace;

/** What the operators of one query share. */
public record QueryContext(
    EngineSettings settings,
    Catalog catalog,
    MemoryPool memory,
    SpillSpace spill,
    CancelToken cancel)
    implements ScanContext {

  @Override
  public void checkCancelled() {
    cancel.check();
  }
}
