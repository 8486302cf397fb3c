package io.sheaf.engine.expression.packed;

/**
 * How rows are packed, as {@link io.sheaf.plan.ScalarFunction#PACK} writes it.
 *
 * @param text letters
 */
record PackedForm(String text) {
  private static final int KEY_LETTERS = 3;

  static PackedForm of(String text) {
    return new PackedForm(text);
  }

  /** Whether packed rows say how long they are, because they stand one behind the other. */
  boolean collected() {
    return text.charAt(0) == 'C';
  }

  int keys() {
    return (text.length() - 2) / KEY_LETTERS;
  }

  /** The letter of a key's kind, or behind them of the value's. */
  char kind(int argument) {
    return text.charAt(1 + KEY_LETTERS * argument);
  }

  boolean descending(int key) {
    return text.charAt(2 + KEY_LETTERS * key) == 'D';
  }

  boolean nullsFirst(int key) {
    return text.charAt(3 + KEY_LETTERS * key) == 'F';
  }
}
