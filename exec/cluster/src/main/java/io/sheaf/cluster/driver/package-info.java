/**
 * The side that has the plan: a backend of the engine that has stages computed by workers. {@link
 * io.sheaf.cluster.driver.ClusterBackend} is what the engine sees; {@link
 * io.sheaf.cluster.driver.ClusterLoop} is its one thread, which takes {@link
 * io.sheaf.cluster.driver.ClusterEvent}s and knows the workers; {@link
 * io.sheaf.cluster.driver.QueryTasks} runs the stages of one query, and {@link
 * io.sheaf.cluster.driver.QueryProgress} is what it knows of them: which outputs are there, where,
 * and what has to be computed next. A lost output is one that is not there; it is computed again
 * because it is missing, and so is everything that it needs.
 *
 * <p>The stage that gives the result runs in the driver's JVM, over rows that have been fetched
 * before it starts, so that no loss can hit it; so do stages that read tables of the session.
 */
package io.sheaf.cluster.driver;
