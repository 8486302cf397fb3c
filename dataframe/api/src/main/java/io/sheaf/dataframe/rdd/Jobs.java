package io.sheaf.dataframe.rdd;

import io.sheaf.engine.QueryRun;
import io.sheaf.plan.PhysicalPlan;

/** What rdds need of the session that they belong to. Thread-safe. */
public interface Jobs {
  /** Starts a query; whoever gets it closes it. */
  QueryRun start(PhysicalPlan plan);

  /** How many partitions keep all threads of the session busy. */
  int parallelism();
}
