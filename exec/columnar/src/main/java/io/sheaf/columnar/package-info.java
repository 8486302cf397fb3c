/**
 * Rows in columns: the currency of everything above. Values come in from readers and operators as
 * heap arrays; batches go from stream to stream, and leave the engine as Arrow.
 *
 * <p>In reading order: {@link io.sheaf.columnar.DataType} and {@link io.sheaf.columnar.Schema} say
 * what a column holds, {@link io.sheaf.columnar.Column} holds it, {@link
 * io.sheaf.columnar.Dictionary} and {@link io.sheaf.columnar.TextColumn} are its forms for text,
 * {@link io.sheaf.columnar.Batch} is some columns with a row count and maybe a {@link
 * io.sheaf.columnar.Selection}, {@link io.sheaf.columnar.BatchStream} is the one iterator over
 * batches, and {@link io.sheaf.columnar.SheafException} the one way to fail.
 */
package io.sheaf.columnar;
