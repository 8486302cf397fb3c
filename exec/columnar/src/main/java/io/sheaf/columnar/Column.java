package io.sheaf.columnar;

/**
 * One column of a {@link Batch}: a light view over heap arrays. The arrays may be longer than the
 * batch has rows and may be reused by the stream that filled them; whoever keeps a column beyond
 * the stream's next {@code next()} goes through {@link Batch#freeze()}.
 *
 * <p>{@code validity()} is null when no row is null; else bit {@code i & 63} of word {@code i >> 6}
 * is set for each row that is not null. Values under a null are arbitrary but safe to compute with.
 */
public sealed interface Column
    permits BooleanColumn,
        IntColumn,
        LongColumn,
        FloatColumn,
        DoubleColumn,
        Int128Column,
        TextColumn,
        DictionaryColumn,
        ConstantColumn {

  DataType type();

  /** Validity bits, or null when there is no null. */
  long[] validity();

  default boolean isNull(int row) {
    long[] bits = validity();
    return bits != null && (bits[row >> 6] >>> row & 1) == 0;
  }
}
