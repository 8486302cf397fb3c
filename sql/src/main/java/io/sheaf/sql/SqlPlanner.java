package io.sheaf.sql;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.connector.Catalog;
import io.sheaf.plan.Expr;
import io.sheaf.sql.lower.Bindings;
import io.sheaf.sql.lower.ConstantFolding;
import io.sheaf.sql.lower.SimpleConstants;
import io.sheaf.sql.optimize.Optimizer;
import io.sheaf.sql.parser.SyntaxQuery;
import io.sheaf.sql.validate.QueryAnalyzer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** The entry to planning: makes a {@link PlanningSession} of a query. Immutable and thread-safe. */
public final class SqlPlanner {
  private final Catalog catalog;
  private final ConstantEvaluator constants;
  private final Clock clock;
  private final Checkpoint checkpoint;
  private final ParsedViews views;
  private final List<Expr.Literal> parameters;

  public SqlPlanner(Catalog catalog) {
    this(catalog, new SimpleConstants(), Clock.systemUTC(), Checkpoint.NONE, new ParsedViews());
  }

  /**
   * @param constants computes constant expressions while planning
   * @param clock what CURRENT_DATE and CURRENT_TIMESTAMP say, in its zone
   * @param checkpoint ends a planning that shall not go on
   * @param views kept from one planning to the next
   */
  public SqlPlanner(
      Catalog catalog,
      ConstantEvaluator constants,
      Clock clock,
      Checkpoint checkpoint,
      ParsedViews views) {
    this(catalog, constants, clock, checkpoint, views, List.of());
  }

  private SqlPlanner(
      Catalog catalog,
      ConstantEvaluator constants,
      Clock clock,
      Checkpoint checkpoint,
      ParsedViews views,
      List<Expr.Literal> parameters) {
    this.catalog = Objects.requireNonNull(catalog);
    this.constants = Objects.requireNonNull(constants);
    this.clock = Objects.requireNonNull(clock);
    this.checkpoint = Objects.requireNonNull(checkpoint);
    this.views = Objects.requireNonNull(views);
    this.parameters = List.copyOf(parameters);
  }

  /**
   * The same planner for queries with parameters.
   *
   * @param values one for each {@code ?}; a text, and a NULL of no type, takes the type that its
   *     place in the query asks for
   */
  public SqlPlanner withParameters(List<Expr.Literal> values) {
    return new SqlPlanner(catalog, constants, clock, checkpoint, views, values);
  }

  /** The same planner for other tables. */
  public SqlPlanner over(Catalog tables) {
    return new SqlPlanner(tables, constants, clock, checkpoint, views, parameters);
  }

  /** Knows the tables. */
  public Catalog catalog() {
    return catalog;
  }

  /** Begins to plan a text that is one query. */
  public PlanningSession plan(String sql) {
    if (StatementParser.parse(sql) instanceof Statement.Query query) {
      return plan(query.query());
    }
    throw SheafException.user("NOT_A_QUERY", "Expected a query: " + sql);
  }

  /** Begins to plan a query; nothing is looked up before a step is asked for. */
  public PlanningSession plan(ParsedQuery query) {
    return plan(query, null);
  }

  /**
   * Begins to plan a query whose rows are to be inserted: the plan's columns have the names, order
   * and types of the table; columns that the query does not fill are NULL.
   *
   * @param columns the columns that the query fills, in its order; empty for all
   */
  public PlanningSession planInsert(ParsedQuery query, Schema table, List<String> columns) {
    return plan(query, new InsertTarget(table, columns, clock.getZone()));
  }

  private PlanningSession plan(ParsedQuery query, InsertTarget target) {
    ConstantFolding folding = new ConstantFolding(constants);
    Bindings bindings = new Bindings(parameters, constants, clock.getZone());
    QueryAnalyzer analyzer =
        new QueryAnalyzer(
            catalog,
            views,
            expressions -> Optimizer.cluster(expressions, folding, checkpoint),
            clock,
            bindings.types());
    return new PlanningSession(analyzer, checkpoint, (SyntaxQuery) query, target, bindings);
  }
}
