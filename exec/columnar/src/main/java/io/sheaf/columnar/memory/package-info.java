/**
 * The memory budget: a {@link io.sheaf.columnar.memory.MemoryPool} bounds a JVM, a {@link
 * io.sheaf.columnar.memory.MemoryLease} is what one owner holds of it. Reservations go in before
 * allocations are made; a refused one means spill, and an open lease at the end means leak.
 */
package io.sheaf.columnar.memory;
