/**
 * What makes a distribution out of the modules: the built jars come in, jars that are quick to open
 * and an ahead-of-time cache of their classes go out.
 *
 * <p>In reading order: {@link io.sheaf.dist.SlimJars} takes out of libraries what only costs time
 * at every start; {@link io.sheaf.dist.Rehearsal} is what the JVM records to make the cache. When
 * that happens, and when a cache is used, is decided by the launcher.
 */
package io.sheaf.dist;
