package io.sheaf.dataframe.rdd.task;

import io.sheaf.dataframe.rdd.Pair;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Keys, each with a value, in the order of their coming; they are found by {@code equals} and
 * {@code hashCode}. Keys that all are of class Long, or all Integer, are kept as numbers, where
 * they are looked for: large tables wait for memory more than for anything else. For one thread.
 */
final class KeyTable {
  private static final int LEAST_KEYS = 8;
  private static final int SLOTS_PER_KEY = 2;
  private static final long PLACE = 0xFFFFFFFFL;

  private int size;

  /** The class of all keys where they are in {@link #numbers}, else null. */
  private Class<?> numberClass;

  private long[] numbers;
  private Object[] keys;
  private Object[] values;

  /**
   * Near where a hash points, 0 where there is none: the hash of an object above one more than its
   * place; for a number two elements, the number and one more than its place. At most half full.
   */
  private long[] slots;

  KeyTable() {
    clear();
  }

  void clear() {
    if (values != null && values.length == LEAST_KEYS) {
      Arrays.fill(values, 0, size, null);
    } else {
      values = new Object[LEAST_KEYS];
    }
    size = 0;
    numberClass = null;
    numbers = null;
    keys = null;
    slots = null;
  }

  int size() {
    return size;
  }

  static int hash(Object key) {
    return spread(key == null ? 0 : key.hashCode());
  }

  private static int spread(int hash) {
    int spread = hash * 0x9E3779B9;
    return spread ^ spread >>> 16;
  }

  /**
   * The place of a key, from 0; negative where it is not there.
   *
   * @param hash of the key, by {@link #hash}
   */
  int find(Object key, int hash) {
    if (size == 0) {
      return -1;
    }
    return numbers == null
        ? findObject(key, hash)
        : key != null && key.getClass() == numberClass
            ? findNumber(((Number) key).longValue(), hash)
            : -1;
  }

  private int findNumber(long number, int hash) {
    long[] table = slots;
    int mask = table.length - 1;
    for (int i = 2 * hash & mask; table[i + 1] != 0; i = i + 2 & mask) {
      if (table[i] == number) {
        return (int) table[i + 1] - 1;
      }
    }
    return -1;
  }

  private int findObject(Object key, int hash) {
    long[] table = slots;
    int mask = table.length - 1;
    for (int i = hash & mask; table[i] != 0; i = i + 1 & mask) {
      if ((int) (table[i] >>> Integer.SIZE) == hash) {
        int place = (int) (table[i] & PLACE) - 1;
        if (keys[place] == key || key != null && key.equals(keys[place])) {
          return place;
        }
      }
    }
    return -1;
  }

  Object value(int place) {
    return values[place];
  }

  void value(int place, Object value) {
    values[place] = value;
  }

  private Object key(int place) {
    return numbers == null
        ? keys[place]
        : numberClass == Long.class ? (Object) numbers[place] : (Object) (int) numbers[place];
  }

  /** Appends a key that is not there. */
  void add(Object key, int hash, Object value) {
    if (size == 0) {
      begin(key);
    } else if (numbers != null && (key == null || key.getClass() != numberClass)) {
      toObjects();
    }
    if (size == values.length) {
      grow();
    }
    values[size] = value;
    if (numbers == null) {
      keys[size] = key;
      point(hash, size);
    } else {
      numbers[size] = ((Number) key).longValue();
      pointNumber(hash, size);
    }
    size++;
  }

  private void begin(Object first) {
    boolean number = first instanceof Long || first instanceof Integer;
    numberClass = number ? first.getClass() : null;
    numbers = number ? new long[values.length] : null;
    keys = number ? null : new Object[values.length];
    slots = new long[SLOTS_PER_KEY * (number ? 2 : 1) * values.length];
  }

  private void toObjects() {
    Object[] objects = new Object[values.length];
    for (int i = 0; i < size; i++) {
      objects[i] = key(i);
    }
    keys = objects;
    numbers = null;
    numberClass = null;
    slots = new long[SLOTS_PER_KEY * values.length];
    for (int i = 0; i < size; i++) {
      point(hash(keys[i]), i);
    }
  }

  private void grow() {
    values = Arrays.copyOf(values, 2 * size);
    long[] before = slots;
    slots = new long[2 * before.length];
    if (numbers != null) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      for (int i = 0; i < size; i++) {
        pointNumber(hash(key(i)), i);
      }
      return;
    }
    keys = Arrays.copyOf(keys, 2 * size);
    for (long slot : before) {
      if (slot != 0) {
        point((int) (slot >>> Integer.SIZE), (int) (slot & PLACE) - 1);
      }
    }
  }

  private void point(int hash, int place) {
    int mask = slots.length - 1;
    int i = hash & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    slots[i] = (long) hash << Integer.SIZE | place + 1;
  }

  private void pointNumber(int hash, int place) {
    int mask = slots.length - 1;
    int i = 2 * hash & mask;
    while (slots[i + 1] != 0) {
      i = i + 2 & mask;
    }
    slots[i] = numbers[place];
    slots[i + 1] = place + 1;
  }

  /** All keys with their values; until the table changes. */
  Iterator<Pair<Object, Object>> pairs() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < size;
      }

      @Override
      public Pair<Object, Object> next() {
        if (next >= size) {
          throw new NoSuchElementException();
        }
        Pair<Object, Object> pair = Pair.of(key(next), values[next]);
        next++;
        return pair;
      }
    };
  }
}
