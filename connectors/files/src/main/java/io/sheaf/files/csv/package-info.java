/**
 * Comma separated values. Bytes of a file come in; batches of inferred types go out, and the other
 * way round.
 *
 * <p>In reading order: {@link io.sheaf.files.csv.CsvFormat} is the format, {@link
 * io.sheaf.files.csv.CsvOptions} what users may say about it, {@link io.sheaf.files.csv.CsvRecords}
 * yields the records, {@link io.sheaf.files.csv.CsvSample} infers header and types from the first
 * ones, {@link io.sheaf.files.csv.CsvStream} reads and {@link io.sheaf.files.csv.CsvFileWriter}
 * writes.
 */
package io.sheaf.files.csv;
