/**
 * Rows that wait: a {@link io.sheaf.engine.shuffle.Spool} keeps frozen batches in leased memory or
 * on disk, {@link io.sheaf.engine.shuffle.ShuffleStore} holds one for each partition of each
 * exchange, {@link io.sheaf.engine.shuffle.ShuffleSink} fills them, {@link
 * io.sheaf.engine.shuffle.SpoolSource} reads them. Where batches have to become bytes they are a
 * {@link io.sheaf.engine.shuffle.BlockFrame}. Stages know them as {@link
 * io.sheaf.engine.shuffle.BlockSink} and {@link io.sheaf.engine.shuffle.BlockSource}, which other
 * backends implement otherwise.
 */
package io.sheaf.engine.shuffle;
