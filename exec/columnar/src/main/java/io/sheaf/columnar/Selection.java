package io.sheaf.columnar;

/**
 * The rows of a batch that count: the first {@code count} entries of {@code rows}, ascending and
 * without duplicates. The array may be reused by the stream that made it.
 */
public record Selection(int[] rows, int count) {}
