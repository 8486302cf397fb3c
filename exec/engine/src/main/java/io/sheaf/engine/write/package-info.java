/**
 * Results that are kept: a {@link io.sheaf.engine.write.WriteSink} takes a {@code Write} node's
 * rows to one file, to a directory of files, or to a {@link io.sheaf.engine.write.WritableCatalog}.
 */
package io.sheaf.engine.write;
