/**
 * The narrow waist between planning and running: {@code PhysicalPlan} and {@code Expr}, immutable
 * trees of nested records. Planners produce them, the engine compiles them; neither side sees the
 * other.
 */
package io.sheaf.plan;
