package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryRun;
import io.sheaf.plan.PhysicalPlan;

/** What rdds need of the session that they belong to. Thread-safe. */
public interface Jobs {
  /** Starts a query; whoever gets it closes it. */
  QueryRun start(PhysicalPlan plan);

  /** Memory of the session for what a job brings; whoever gets it closes it. */
  MemoryLease lease(String owner);

  /** How many partitions keep all threads of the session busy. */
  int parallelism();
}
