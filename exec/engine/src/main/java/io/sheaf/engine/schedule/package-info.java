/**
 * Decides what runs when. {@link io.sheaf.engine.schedule.QueryState} is the state of one query and
 * a pure function from (state, {@link io.sheaf.engine.schedule.SchedulerEvent}, time) to the next
 * state and {@link io.sheaf.engine.schedule.SchedulerAction}s; {@link
 * io.sheaf.engine.schedule.DagScheduler} is the one thread that feeds it events; an {@link
 * io.sheaf.engine.schedule.ExecutionBackend} runs stages, here {@link
 * io.sheaf.engine.schedule.ThreadsBackend}.
 *
 * <pre>
 *   RUNNING --last stage finished--> SUCCEEDED
 *      |
 *      +--stage failed, cancelled, past the deadline--> STOPPING --running stage ended--> FAILED
 * </pre>
 */
package io.sheaf.engine.schedule;
