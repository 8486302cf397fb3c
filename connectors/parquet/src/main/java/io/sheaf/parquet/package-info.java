/**
 * Reads Parquet files straight into batches and writes batches as Parquet files. In come a {@code
 * FileStore} and what a scan wants; out come splits and batch streams, and files. Footers, pages
 * and encodings stay inside the sub-packages; the outside sees {@link
 * io.sheaf.parquet.ParquetFormat} only.
 *
 * <p>Reading order: {@link io.sheaf.parquet.ParquetFormat}, {@link io.sheaf.parquet.ParquetSplit},
 * then the packages {@code meta} (footers), {@code prune} (what need not be read), {@code read}
 * (pages to batches) and {@code write}.
 */
package io.sheaf.parquet;
