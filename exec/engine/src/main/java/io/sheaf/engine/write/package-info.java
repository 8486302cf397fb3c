/**
 * Results that are kept: a {@link io.sheaf.engine.write.WriteSink} takes a {@code Write} node's
 * rows to one file, to a directory of files, or to a {@link io.sheaf.engine.write.WritableCatalog}.
 * Where a format has sections, drivers encode them side by side, and a {@link
 * io.sheaf.engine.write.SectionQueue} appends them in order.
 */
package io.sheaf.engine.write;
