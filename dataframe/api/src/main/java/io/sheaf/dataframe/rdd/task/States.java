package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import java.util.Iterator;

/**
 * What the values of keys make, in memory that is reserved for it: how large states are and how
 * they grow is measured now and then. For one thread.
 */
final class States {
  /** A key in the table, and what belongs to it. */
  private static final int KEY_BYTES = 24;

  /** So many values pass between two measurements of small states, more between large ones. */
  private static final int MEASURE_EVERY = 64;

  private static final int BYTES_PER_VALUE = 16;

  private final TaskScope scope;
  private final Folding folding;
  private final HeldObjects held;
  private final KeyTable states = new KeyTable();
  private int unmeasuredKeys;
  private int unmeasuredValues;
  private long keyBytes = KEY_BYTES;
  private long valueBytes;

  States(TaskScope scope, Folding folding, HeldObjects held) {
    this.scope = scope;
    this.folding = folding;
    this.held = held;
  }

  /**
   * Takes a value up.
   *
   * @param side from which of several rdds it is
   * @return bytes by which all states have grown, about
   */
  long add(int side, Pair<?, ?> pair) {
    int hash = KeyTable.hash(pair.key());
    int place = states.find(pair.key(), hash);
    if (place < 0) {
      Object first = folding.first(scope, side, pair.value());
      states.add(pair.key(), hash, first);
      return grownByKey(pair.key(), first);
    }
    Object state = states.value(place);
    boolean measured = !(state instanceof Number) && --unmeasuredValues < 0;
    int before = measured ? scope.objects().write(state) : 0;
    Object next = folding.add(scope, state, side, pair.value());
    states.value(place, next);
    if (measured) {
      int after = scope.objects().write(next);
      valueBytes = (valueBytes + Math.max(0, after - before) + 1) / 2;
      unmeasuredValues = MEASURE_EVERY + after / BYTES_PER_VALUE;
    }
    return state instanceof Number ? 0 : valueBytes;
  }

  private long grownByKey(Object key, Object state) {
    if (--unmeasuredKeys < 0) {
      int bytes = scope.objects().write(key);
      keyBytes = (keyBytes + bytes + scope.objects().write(state) + KEY_BYTES + 1) / 2;
      unmeasuredKeys = MEASURE_EVERY;
    }
    return keyBytes;
  }

  int size() {
    return states.size();
  }

  /** The keys in the order of their coming, with what their values have made. */
  Iterator<Pair<Object, Object>> pairs() {
    return states.pairs();
  }

  void clear() {
    states.clear();
    held.clear();
  }

  /** The memory of the states. */
  HeldObjects held() {
    return held;
  }
}
