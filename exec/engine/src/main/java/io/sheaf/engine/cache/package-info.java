/**
 * Rows that are kept from one query to the next because somebody asked for it. A {@link
 * io.sheaf.engine.cache.StorageLevel} says where; {@link io.sheaf.engine.cache.CachedRows} holds
 * them, in memory or on disk, and {@link io.sheaf.engine.cache.CachedTable} is the table that
 * queries read instead of what they were made of. Whoever fills it knows when it is out of date.
 */
package io.sheaf.engine.cache;
