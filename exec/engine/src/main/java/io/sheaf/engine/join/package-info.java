/**
 * Joins. The right input goes in through a sink that keeps its rows and builds a table over their
 * keys; the left input streams through a step that finds matches; joined batches come out.
 *
 * <p>Reading order: {@link io.sheaf.engine.join.HashJoinOperator} ties the two ends together,
 * {@link io.sheaf.engine.join.JoinShape} says what is joined, {@link
 * io.sheaf.engine.join.JoinTable} finds rows by key, {@link io.sheaf.engine.join.ProbeRun} turns
 * one probe batch into output, {@link io.sheaf.engine.join.SpilledJoin} does the same when the
 * build side is larger than memory. {@link io.sheaf.engine.join.NestedLoopJoinOperator} joins by
 * any condition.
 */
package io.sheaf.engine.join;
