/**
 * Results that are kept: a {@link io.sheaf.engine.write.WriteSink} takes a {@code Write} node's
 * rows to one file, to a directory of files, or to a {@link io.sheaf.engine.write.WritableCatalog}.
 * The files of a directory wait in a {@link io.sheaf.engine.write.StagedFolder} until all are
 * there. Tasks of several JVMs write them by a {@link io.sheaf.engine.write.FilesWrite} each, into
 * the folder of the query's {@link io.sheaf.engine.write.StagedWrites}; those of the attempts that
 * counted are put in place by a {@link io.sheaf.engine.write.PublishWrite} in the JVM of the query.
 * Where a format has sections, drivers encode them side by side, and a {@link
 * io.sheaf.engine.write.SectionQueue} appends them in order.
 */
package io.sheaf.engine.write;
