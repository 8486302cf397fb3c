/**
 * The border between Calcite's trees and Sheaf's: a relational tree comes in, a {@link
 * io.sheaf.plan.PhysicalPlan} goes out. In reading order: {@link io.sheaf.sql.lower.Lowering} (one
 * case a node), {@link io.sheaf.sql.lower.ScanLowering}, {@link io.sheaf.sql.lower.JoinLowering},
 * {@link io.sheaf.sql.lower.MarkLowering}, {@link io.sheaf.sql.lower.AggregateLowering}, {@link
 * io.sheaf.sql.lower.ExprLowering} (one case an operator) and {@link
 * io.sheaf.sql.lower.FunctionLowering}.
 */
package io.sheaf.sql.lower;
