/**
 * Rows on their way between tasks. A task's rows go through a {@link
 * io.sheaf.cluster.block.MapOutputWriter} into one file, as blocks that {@link
 * io.sheaf.engine.shuffle.BlockFrame} compresses and protects with a checksum; the finished {@link
 * io.sheaf.cluster.block.MapOutput} lies in the {@link io.sheaf.cluster.block.BlockStore} of its
 * JVM, which answers whoever asks for bytes; those who see its {@link
 * io.sheaf.cluster.block.OutputFiles} read {@link io.sheaf.cluster.block.SeenOutputs} and need not
 * ask. {@link io.sheaf.cluster.block.FetchedRows} reads the rows of many outputs, each from where
 * it lies; what cannot be had is a {@link io.sheaf.cluster.block.FetchFailure}. Rows that outlive
 * their query lie in the {@link io.sheaf.cluster.block.KeptStore} instead: batches, which are read
 * in place in the same JVM and packed only for others. A {@link io.sheaf.cluster.block.Takeover}
 * copies an output from a worker that leaves.
 */
package io.sheaf.cluster.block;
