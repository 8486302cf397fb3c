/**
 * Reads Parquet files straight into batches and writes batches as Parquet files. Footers, pages and encodings
 * stay inside this package; the outside sees a {@code FileFormat}.
 */
package io.sheaf.parquet;
