package io.sheaf.dataframe.rdd.lambda;

/** Compares objects that know their order. */
final class NaturalOrder {
  private NaturalOrder() {}

  @SuppressWarnings("unchecked") // objects of other classes than their own fail, as they should
  static int compare(Object a, Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    return ((Comparable<Object>) a).compareTo(b);
  }
}
