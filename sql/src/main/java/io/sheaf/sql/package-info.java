/**
 * SQL text comes in, a {@link io.sheaf.plan.PhysicalPlan} goes out. The types in reading order:
 * {@link io.sheaf.sql.Statement} (what a text says), {@link io.sheaf.sql.StatementParser} (text to
 * statements), {@link io.sheaf.sql.SqlPlanner} (the entry to planning), {@link
 * io.sheaf.sql.PlanningSession} (one query on its way: parsed, logical, optimised, physical).
 *
 * <p>No signature of this package shows a type of Calcite; the packages below are its inside.
 */
package io.sheaf.sql;
