/**
 * A JVM that computes partitions for a driver. {@link io.sheaf.cluster.worker.WorkerMain} is the
 * command, {@link io.sheaf.cluster.worker.Worker} does what the driver says, {@link
 * io.sheaf.cluster.worker.TaskRunner} computes one partition: what the driver's own JVM computes
 * goes through it as well.
 */
package io.sheaf.cluster.worker;
