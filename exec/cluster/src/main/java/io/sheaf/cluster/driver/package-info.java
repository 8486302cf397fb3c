/**
 * The side that has the plan: a backend of the engine that has stages computed by workers. {@link
 * io.sheaf.cluster.driver.ClusterBackend} is what the engine sees; {@link
 * io.sheaf.cluster.driver.ClusterLoop} is its one thread, which hands {@link
 * io.sheaf.cluster.driver.ClusterEvent}s to the {@link io.sheaf.cluster.driver.Dispatcher}, who
 * knows the workers and what follows from each event; {@link io.sheaf.cluster.driver.Assignment}
 * decides who computes what; {@link io.sheaf.cluster.driver.QueryTasks} runs the stages of one
 * query, and {@link io.sheaf.cluster.driver.QueryProgress} is what it knows of them: which outputs
 * are there, where, and what has to be computed next. A lost output is one that is not there; it is
 * computed again because it is missing, and so is everything that it needs. {@link
 * io.sheaf.cluster.driver.Attempts} tells the event log of every attempt; {@link
 * io.sheaf.cluster.driver.StageFilters} takes keys from stages that have ended to those that start;
 * {@link io.sheaf.cluster.driver.StageShares} knows what each task reads, which {@link
 * io.sheaf.cluster.driver.Regrouping} decides by measured sizes; {@link
 * io.sheaf.cluster.driver.SmallBuilds} finds joins that by these had better be done where the
 * probing rows are computed.
 *
 * <p>Rows that are kept for later queries are outputs like any others, only that the {@link
 * io.sheaf.cluster.driver.KeptDirectory} knows of them beyond their query: {@link
 * io.sheaf.cluster.driver.KeptStages} tells the next one what it need not compute, {@link
 * io.sheaf.cluster.driver.KeptCopies} has them copied, and {@link io.sheaf.cluster.driver.Locality}
 * decides how long a task waits for a slot where they lie, or on a host that {@link
 * io.sheaf.cluster.driver.StageHosts} tells of as it has what the task scans.
 *
 * <p>The stage that gives the result runs in the driver's JVM, over rows that have been fetched
 * before it starts, so that no loss can hit it; so do stages that read tables of the session. That
 * is {@link io.sheaf.cluster.driver.DriverWork}; with another one, and workers that are no
 * processes, a dispatcher runs without time, threads or network. What programs give in lists and
 * broadcast values stays in {@link io.sheaf.cluster.driver.ProgramParts} until workers ask for it.
 */
package io.sheaf.cluster.driver;
