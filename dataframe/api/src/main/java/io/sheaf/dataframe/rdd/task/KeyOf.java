package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;

/** What of an object decides where it goes. */
public enum KeyOf {
  /** The key of a pair. */
  PAIR {
    @Override
    Object of(Object object) {
      return ((Pair<?, ?>) object).key();
    }
  },
  /** The object itself. */
  WHOLE {
    @Override
    Object of(Object object) {
      return object;
    }
  };

  abstract Object of(Object object);
}
