package io.sheaf.dataframe.rdd.lambda;

/** Compares objects that know their order. */
enum NaturalOrder implements RddComparator<Object> {
  NULLS_FIRST;

  @Override
  @SuppressWarnings("unchecked") // objects of other classes than their own fail, as they should
  public int compare(Object a, Object b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    return ((Comparable<Object>) a).compareTo(b);
  }
}
