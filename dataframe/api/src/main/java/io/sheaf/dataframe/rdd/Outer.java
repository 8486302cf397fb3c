package io.sheaf.dataframe.rdd;

import java.util.List;
import java.util.Optional;

/** One side of an outer join. */
final class Outer {
  private Outer() {}

  /** The partners, or one that stands for none. */
  static <V> List<Optional<V>> side(List<V> values) {
    return values.isEmpty()
        ? List.of(Optional.empty())
        : values.stream().map(Optional::ofNullable).toList();
  }
}
