package io.sheaf.dataframe.rdd.task;

import java.util.Iterator;

/** Objects that are sorted together, in memory that is reserved for them. For one thread. */
interface SortRun {
  /** Whether an object may be one of them. */
  boolean takes(Object object);

  /** Adds an object; false when there is no memory for it. There always is for the first one. */
  boolean add(Object object);

  boolean isEmpty();

  /** The objects in their order, equal ones in that of their coming. */
  Iterator<Object> inOrder();

  /** Gives the bytes of each object, in that order. */
  void write(Written rows);

  /** Forgets all of them; the memory stays reserved. */
  void clear();

  /** Takes objects as bytes. */
  @FunctionalInterface
  interface Written {
    void append(byte[] bytes, int offset, int length);
  }
}
