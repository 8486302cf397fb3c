package io.sheaf.dataframe;

import io.sheaf.columnar.SheafException;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanText;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.Statement;
import io.sheaf.sql.Statement.ExplainMode;

/** What EXPLAIN prints of a statement; nothing of it is run. */
record Explanation(
    SessionCatalog catalog, SqlPlanner planner, Engine engine, EngineSettings settings) {

  String text(ExplainMode mode, Statement statement) {
    PlanningSession planning = query(statement);
    return switch (mode) {
      case PARSED -> planning.parsed();
      case LOGICAL -> planning.logical();
      case OPTIMIZED -> planning.optimized();
      case PHYSICAL -> PlanText.of(plan(statement, planning));
      case RDD -> engine.explainRdd(plan(statement, planning), settings, catalog);
      case STAGES -> engine.explainStages(plan(statement, planning), settings, catalog);
      case CODEGEN -> Engine.explainCodegen(plan(statement, planning), settings);
    };
  }

  /** The query in a statement. */
  PlanningSession query(Statement statement) {
    return switch (statement) {
      case Statement.Query s -> planner.plan(s.query());
      case Statement.CreateTable s when s.query().isPresent() -> planner.plan(s.query().get());
      case Statement.InsertInto s ->
          planner.planInsert(s.query(), catalog.table(s.table()).schema(), s.columns());
      case Statement.Rewrite s ->
          planner.planInsert(s.query(), catalog.table(s.table()).schema(), s.columns());
      case Statement.Summarize s -> planner.plan(s.query());
      case Statement.ShowFunctions s -> throw refused();
      case Statement.Copy s -> planner.plan(s.query());
      case Statement.Describe s -> planner.plan(s.query());
      case Statement.CreateView s -> planner.plan(s.sql());
      case Statement.Explain s -> query(s.statement());
      case Statement.CreateTable s -> throw refused();
      case Statement.DropView s -> throw refused();
      case Statement.DropTable s -> throw refused();
      case Statement.ShowTables s -> throw refused();
      case Statement.SetOption s -> throw refused();
      case Statement.ResetOption s -> throw refused();
      case Statement.ShowSettings s -> throw refused();
      case Statement.CacheTable s when s.sql().isPresent() -> planner.plan(s.sql().get());
      case Statement.CacheTable s -> throw refused();
      case Statement.UncacheTable s -> throw refused();
      case Statement.ClearCache s -> throw refused();
    };
  }

  private static SheafException refused() {
    return SheafException.user("NOT_A_QUERY", "EXPLAIN takes a statement with a query in it");
  }

  /** The plan with the target that the statement writes to. */
  private static PhysicalPlan plan(Statement statement, PlanningSession planning) {
    PhysicalPlan plan = planning.physical();
    if (statement instanceof Statement.CreateTable s) {
      return WritePlans.intoMemory(plan, s.name());
    }
    if (statement instanceof Statement.InsertInto s) {
      return WritePlans.intoMemory(plan, s.table());
    }
    if (statement instanceof Statement.Rewrite s) {
      return WritePlans.intoMemory(plan, s.table());
    }
    return statement instanceof Statement.Copy s
        ? WritePlans.copy(plan, s.path(), s.options())
        : plan;
  }
}
