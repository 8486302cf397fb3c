/**
 * What a file says of itself: in comes the tail of a file, out come its columns as Sheaf types, its
 * row groups and the places of their column chunks, all checked against the file's size.
 *
 * <p>Reading order: {@link io.sheaf.parquet.meta.Footer}, {@link
 * io.sheaf.parquet.meta.FooterReader}, {@link io.sheaf.parquet.meta.FileColumn}, {@link
 * io.sheaf.parquet.meta.SchemaReader}, {@link io.sheaf.parquet.meta.ChunkInfo}, {@link
 * io.sheaf.parquet.meta.Bounds}.
 */
package io.sheaf.parquet.meta;
