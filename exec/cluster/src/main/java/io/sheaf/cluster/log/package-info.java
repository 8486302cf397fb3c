/**
 * What happened in a cluster, to be read by people, by tests and by whatever shows it. Every {@link
 * io.sheaf.cluster.log.LogEvent} goes to an {@link io.sheaf.cluster.log.EventLog} as it happens;
 * {@link io.sheaf.cluster.log.EventFiles} is the one on disk: a line of JSON for each event, in
 * files that follow one another and never grow beyond a bound. {@link io.sheaf.cluster.log.LogLine}
 * makes the lines and reads them back.
 */
package io.sheaf.cluster.log;
