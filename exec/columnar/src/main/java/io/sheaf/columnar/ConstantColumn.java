package io.sheaf.columnar;

/**
 * The same value in every row.
 *
 * @param value a column of one row, never constant itself, that holds the value or NULL
 */
public record ConstantColumn(Column value) implements Column {
  private static final long[] ALL_NULL = new long[0];

  public ConstantColumn {
    if (value instanceof ConstantColumn) {
      throw new IllegalArgumentException("constant of a constant");
    }
  }

  @Override
  public DataType type() {
    return value.type();
  }

  /** Not meaningful row by row: use {@link #isNull(int)} or {@link Columns#flatten}. */
  @Override
  public long[] validity() {
    return value.isNull(0) ? ALL_NULL : null;
  }

  @Override
  public boolean isNull(int row) {
    return value.isNull(0);
  }
}
