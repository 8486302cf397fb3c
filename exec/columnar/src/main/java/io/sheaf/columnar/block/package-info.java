/**
 * Batches as self-contained bytes, for spill files and wires: {@link
 * io.sheaf.columnar.block.BlockCodec} writes the selected rows of a batch as one Arrow IPC record
 * batch message and reads it back into frozen heap columns. {@link
 * io.sheaf.columnar.block.BlockBody} lays out the body's buffers.
 */
package io.sheaf.columnar.block;
