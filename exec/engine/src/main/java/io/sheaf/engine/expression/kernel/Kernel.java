package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;

/**
 * One function, made ready for its argument types. For one thread: it keeps the arrays of its
 * result, which stays valid until its next call.
 */
public interface Kernel {
  /**
   * Computes the function.
   *
   * @param args one column an argument, of the storage of its type (a DECIMAL of any precision may
   *     come in either width, any argument may be constant, but not all of them)
   * @return a column of {@code rows.length()} rows; those that do not count are arbitrary
   */
  Column apply(Column[] args, Rows rows);
}
