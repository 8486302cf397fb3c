package io.sheaf.engine.expression.library;

/**
 * A function of one row. Arguments and result are Strings, Doubles, Booleans, byte arrays, and
 * Longs for all integers, dates (days) and times (microseconds). May keep state; for one thread.
 */
interface RowFunction {
  /**
   * {@code args}: none of them null, but the further ones of a function with any number of them.
   *
   * @return null for NULL
   */
  Object apply(Object[] args);
}
