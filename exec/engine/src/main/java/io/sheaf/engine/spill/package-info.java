/**
 * Batches on disk for one query: {@link io.sheaf.engine.spill.SpillSpace} hands out {@link
 * io.sheaf.engine.spill.SpillFile}s, which are written by one thread, then read back any number of
 * times, and vanish with the query; where the JVM was killed, the next one that makes a {@link
 * io.sheaf.engine.spill.WorkFolder} in the same place deletes them.
 */
package io.sheaf.engine.spill;
