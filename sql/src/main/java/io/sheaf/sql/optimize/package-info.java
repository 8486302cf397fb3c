/**
 * From the tree that a query says to the tree that is cheap to run. In reading order: {@link
 * io.sheaf.sql.optimize.Optimizer} (the phases and their order), then a class a phase: {@link
 * io.sheaf.sql.optimize.SimpleSubQueries}, {@link io.sheaf.sql.optimize.Decorrelation}, {@link
 * io.sheaf.sql.optimize.CommonFactors}, {@link io.sheaf.sql.optimize.PushDown}, {@link
 * io.sheaf.sql.optimize.Disjunctions}, {@link io.sheaf.sql.optimize.TransitivePredicates}, {@link
 * io.sheaf.sql.optimize.Trimming}, {@link io.sheaf.sql.optimize.JoinOrder}, {@link
 * io.sheaf.sql.optimize.AggregateReduction}.
 */
package io.sheaf.sql.optimize;
