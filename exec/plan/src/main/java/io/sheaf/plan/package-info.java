/**
 * The narrow waist between planning and running: {@code PhysicalPlan} and {@code Expr}, immutable
 * trees of nested records. Planners produce them, the engine compiles them; neither side sees the
 * other.
 *
 * <p>For several machines {@code ExchangePlacement} adds to a plan how its rows lie in partitions
 * ({@code Partitioning}), by what {@code TableFacts} tells of its tables; {@code PlanCodec} sends
 * it. While it runs, {@code RuntimeFilters} tells which stages' keys spare which scans rows, {@code
 * EmptyInputs} what nothing can come of, {@code SharedReads} what tasks share out among them, and
 * {@code JoinInPlace} where rows need not be spread to be joined.
 *
 * <p>{@code UserCode} is the only node with Java code of a program in it ({@code SerializedCode});
 * it sees rows in partitions as its author cut them, which {@code PartitionMap} may put together in
 * other ways.
 */
package io.sheaf.plan;
