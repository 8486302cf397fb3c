package io.sheaf.engine.expression;

/** A condition over numbers that loops without branches decide, see {@link MaskLoop}. Immutable. */
sealed interface MaskPart {

  /** {@code low <= x <= high} for an input column, or its opposite. */
  record Range(int column, long low, long high, boolean outside) implements MaskPart {}

  /** {@code a < b} or {@code a = b} for two input columns, or its opposite. */
  record Pair(int left, int right, boolean less, boolean negated) implements MaskPart {}
}
