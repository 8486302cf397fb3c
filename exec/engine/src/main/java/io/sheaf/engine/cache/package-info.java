/**
 * Rows that are kept from one query to the next because somebody asked for it. A {@link
 * io.sheaf.engine.cache.StorageLevel} says how; {@link io.sheaf.engine.cache.Kept} is what is kept:
 * as {@link io.sheaf.engine.cache.CachedRows} in this JVM, in memory or on disk, or as {@link
 * io.sheaf.engine.cache.SpreadRows}, whose partitions lie with the workers that computed them, of
 * which a {@link io.sheaf.engine.cache.RowKeeper} knows. {@link io.sheaf.engine.cache.CachedTable}
 * is the table that queries read instead of what the rows were made of; where they lie with
 * workers, {@link io.sheaf.engine.cache.KeptScans} puts the plan that makes them in its place, with
 * an exchange above it that says which rows these are. Whoever fills it knows when it is out of
 * date.
 */
package io.sheaf.engine.cache;
