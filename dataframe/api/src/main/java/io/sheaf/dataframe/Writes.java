package io.sheaf.dataframe;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.QueryRun;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.sql.PlanningSession;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The statements that write rows: CREATE TABLE, INSERT and COPY. For one thread and one statement.
 *
 * @param tables names for a statement, whose rows for memory go to the consumer
 * @param runner runs the plan that writes
 */
record Writes(
    SessionCatalog catalog,
    Function<Consumer<List<Batch>>, StatementCatalog> tables,
    Function<StatementCatalog, SqlPlanner> planner,
    Runner runner) {

  /** Runs a query's plan below its target, and returns how many rows were written. */
  interface Runner {
    long run(PlanningSession query, PhysicalPlan.Write plan, StatementCatalog tables);
  }

  /** How many rows a run wrote, which each of its tasks tells. */
  static long written(QueryRun run) {
    long rows = 0;
    for (Batch batch = run.next(); batch != null; batch = run.next()) {
      rows += ((LongColumn) batch.column(0)).values()[0];
    }
    return rows;
  }

  /** Makes the table, empty or with the rows of a query; returns how many. */
  long createTable(Statement.CreateTable statement) {
    String name = statement.name();
    Statement.CreateOptions options = statement.options();
    if (options.ifNotExists() && catalog.find(name).isPresent()) {
      return 0;
    }
    catalog.checkFree(name, options.orReplace());
    if (statement.schema().isPresent()) {
      checkColumns(statement.schema().get());
      catalog.createTable(name, statement.schema().get(), List.of(), options.orReplace());
      return 0;
    }
    List<Batch> batches = new ArrayList<>();
    StatementCatalog sources = tables.apply(batches::addAll);
    PlanningSession query = planner.apply(sources).plan(statement.query().get());
    PhysicalPlan plan = query.physical();
    checkColumns(plan.schema());
    long rows = runner.run(query, WritePlans.intoMemory(plan, name), sources);
    catalog.createTable(name, plan.schema(), batches, options.orReplace());
    return rows;
  }

  private static void checkColumns(Schema schema) {
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      if (schema.indexOf(field.name()) != i) {
        throw SheafException.user(
            "DUPLICATE_COLUMN", "a table cannot have two columns '" + field.name() + "'");
      }
      if (field.type() == DataType.Simple.NULL) {
        throw SheafException.user(
            "BAD_TYPE", "column '" + field.name() + "' has no type: CAST the NULL to one");
      }
    }
  }

  /** Puts a query's rows into a table of the session; returns how many. */
  long insert(Statement.InsertInto statement) {
    String table = statement.table();
    Schema schema = catalog.table(table).schema();
    List<Batch> batches = new ArrayList<>();
    StatementCatalog sources = tables.apply(batches::addAll);
    PlanningSession query =
        planner.apply(sources).planInsert(statement.query(), schema, statement.columns());
    long rows = runner.run(query, WritePlans.intoMemory(query.physical(), table), sources);
    checkNulls(table, schema, batches);
    catalog.append(table, schema, batches);
    return rows;
  }

  /** Gives a table the rows of a query; returns how many it has now, or how many it lost. */
  long rewrite(Statement.Rewrite statement) {
    String table = statement.table();
    MemoryTable before = catalog.table(table);
    Schema schema = before.schema();
    List<Batch> batches = new ArrayList<>();
    StatementCatalog sources = tables.apply(batches::addAll);
    PlanningSession query =
        planner.apply(sources).planInsert(statement.query(), schema, statement.columns());
    long rows = runner.run(query, WritePlans.intoMemory(query.physical(), table), sources);
    checkNulls(table, schema, batches);
    catalog.replace(table, before, batches);
    return rows;
  }

  private static void checkNulls(String table, Schema schema, List<Batch> batches) {
    for (int i = 0; i < schema.size(); i++) {
      for (Batch batch : schema.field(i).nullable() ? List.<Batch>of() : batches) {
        for (int row = 0; row < batch.rows(); row++) {
          if (batch.column(i).isNull(row)) {
            throw SheafException.user(
                "NOT_NULL", "column " + table + "." + schema.field(i).name() + " takes no NULL");
          }
        }
      }
    }
  }

  /** Writes a query's rows to files; returns how many. */
  long copy(Statement.Copy statement) {
    StatementCatalog sources = tables.apply(rows -> {});
    PlanningSession query = planner.apply(sources).plan(statement.query());
    return runner.run(
        query, WritePlans.copy(query.physical(), statement.path(), statement.options()), sources);
  }
}
