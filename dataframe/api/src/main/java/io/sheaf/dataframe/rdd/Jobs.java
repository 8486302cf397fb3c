package io.sheaf.dataframe.rdd;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.DataFrame;
import io.sheaf.plan.PhysicalPlan;
import java.util.function.Supplier;

/** What rdds need of the session that they belong to. Thread-safe. */
public interface Jobs {
  /** A query that runs until it is closed. For one thread. */
  interface Running extends AutoCloseable {
    /** The next rows, frozen; null at the end. */
    Batch next();

    @Override
    void close();
  }

  /** Starts a query; whoever gets it closes it. */
  Running start(PhysicalPlan plan);

  /** Memory of the session for what a job brings; whoever gets it closes it. */
  MemoryLease lease(String owner);

  /** How many partitions keep all threads of the session busy. */
  int parallelism();

  /**
   * Rows that code makes, as a table that no user can name.
   *
   * @param rows makes the plan of them for each query
   * @return its name
   */
  String table(Schema schema, Supplier<PhysicalPlan> rows);

  /** The rows of such a table, which is dropped when nothing that is made of them is left. */
  DataFrame frame(String table);

  /**
   * Drops such a table, and what is kept of it, once an object cannot be reached any more.
   *
   * @param reader is part of all that reads the table
   */
  void dropWith(Object reader, String table);

  /** From now on the rows of such a table are kept once somebody reads them. */
  void keep(String table, String level);

  /** The rows of such a table are kept no more. */
  void free(String table);

  /** The plan that reads such a table, whose rows are there then if they are to be kept. */
  PhysicalPlan kept(String table);
}
