/**
 * From pages to batches: in come the chunks of a row group, out comes a {@code BatchStream}. Pages
 * are read into reused buffers, decompressed once and decoded into heap arrays; strings stay codes
 * of the chunk's dictionary or views of the page. Readers and their arrays serve one row group of a
 * scan after another ({@link io.sheaf.parquet.read.ScanParts}) and go with the scan.
 *
 * <p>Reading order: {@link io.sheaf.parquet.read.RowGroupStream}, {@link
 * io.sheaf.parquet.read.ColumnReader}, {@link io.sheaf.parquet.read.PageReader}, {@link
 * io.sheaf.parquet.read.ValueReader} and its kinds, {@link io.sheaf.parquet.read.HybridDecoder}.
 */
package io.sheaf.parquet.read;
