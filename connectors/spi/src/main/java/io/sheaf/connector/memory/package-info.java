/**
 * Tables in memory: frozen batches come in, splits and streams of them go out. {@link
 * io.sheaf.connector.memory.MemoryTable} is all there is to know.
 */
package io.sheaf.connector.memory;
