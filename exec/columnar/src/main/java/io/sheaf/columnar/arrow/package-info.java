/**
 * The border to Apache Arrow: {@link io.sheaf.columnar.arrow.ArrowBatch} holds a batch in Arrow
 * memory for users and other programs, {@link io.sheaf.columnar.arrow.ArrowSchemas} gives the
 * standard Arrow types, {@link io.sheaf.columnar.arrow.ArrowWriter} copies heap columns into
 * vectors in bulk and {@link io.sheaf.columnar.arrow.ArrowReader} back.
 */
package io.sheaf.columnar.arrow;
