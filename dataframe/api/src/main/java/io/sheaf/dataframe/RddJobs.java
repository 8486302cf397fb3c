package io.sheaf.dataframe;

import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.dataframe.rdd.Jobs;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.QueryRun;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.Checkpoint;

/** Runs the jobs of rdds as queries of a session. Thread-safe. */
record RddJobs(Session session) implements Jobs {
  @Override
  public QueryRun start(PhysicalPlan plan) {
    session.checkOpen();
    Settings settings = session.conf().settings();
    StatementCatalog tables =
        new StatementCatalog(
            session.catalog(), settings.zone(), Checkpoint.NONE, batches -> {}, table -> {});
    QueryRun run = session.engine().start(plan, settings.engine(), tables, new CancelToken());
    settings.timeout().ifPresent(run::timeout);
    return run;
  }

  @Override
  public MemoryLease lease(String owner) {
    return session.engine().memory().lease(owner, false);
  }

  @Override
  public int parallelism() {
    return session.conf().settings().engine().threads();
  }
}
