/**
 * From batches to files: in come batches, out go pages, row groups, page indexes and a footer. Each
 * column collects the values of a page in arrays, encodes them as dictionary codes while that pays,
 * and compresses them; a row group is written when it is full.
 *
 * <p>Reading order: {@link io.sheaf.parquet.write.ParquetWriter}, {@link
 * io.sheaf.parquet.write.RowGroupWriter}, {@link io.sheaf.parquet.write.ChunkWriter}, {@link
 * io.sheaf.parquet.write.PageValues} and its kinds, {@link io.sheaf.parquet.write.HybridEncoder},
 * {@link io.sheaf.parquet.write.FooterWriter}.
 */
package io.sheaf.parquet.write;
