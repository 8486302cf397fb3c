package io.sheaf.dataframe.rdd;

import java.io.Serializable;

/** Two values, either of which may be null: an element of a {@link PairRdd}, or a tuple. */
public record Pair<K, V>(K key, V value) implements Serializable {
  public static <K, V> Pair<K, V> of(K key, V value) {
    return new Pair<>(key, value);
  }

  @Override
  public String toString() {
    return "(" + key + ", " + value + ")";
  }
}
