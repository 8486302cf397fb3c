/**
 * Functions over windows. Rows come sorted by partition and order into a {@link
 * io.sheaf.engine.window.WindowStep}, which cuts them into {@link io.sheaf.engine.window.WindowRows
 * whole partitions}; {@link io.sheaf.engine.window.WindowValues} computes a column for each call:
 * {@link io.sheaf.engine.window.Rankings} from where a row is, {@link
 * io.sheaf.engine.window.RowPicks} from another row, {@link io.sheaf.engine.window.FrameSums} and
 * {@link io.sheaf.engine.window.FrameExtremes} from the rows of its {@link
 * io.sheaf.engine.window.Frames frame}.
 */
package io.sheaf.engine.window;
