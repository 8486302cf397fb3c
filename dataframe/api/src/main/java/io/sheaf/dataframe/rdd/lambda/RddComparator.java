package io.sheaf.dataframe.rdd.lambda;

import java.io.Serializable;
import java.util.Comparator;

/** An order that is sent to where the data is, with a copy of all that it captures. */
@FunctionalInterface
public interface RddComparator<T> extends Comparator<T>, Serializable {
  /** The order of the objects themselves, which are {@link Comparable}; a null comes first. */
  @SuppressWarnings("unchecked") // it compares any objects
  static <T> RddComparator<T> natural() {
    return (RddComparator<T>) NaturalOrder.NULLS_FIRST;
  }

  /** Whether it is {@link #natural()}, also after it was sent. */
  static boolean isNatural(RddComparator<?> order) {
    return order == NaturalOrder.NULLS_FIRST;
  }

  /** The other way round. */
  default RddComparator<T> backwards() {
    RddComparator<T> forwards = this;
    return (a, b) -> forwards.compare(b, a);
  }
}
