package io.sheaf.connector;

import java.util.List;
import java.util.Objects;

/**
 * A conjunction of simple conditions on columns, for pruning by statistics, page indexes,
 * dictionaries and bloom filters. Whoever prunes may ignore any of them; rows are filtered exactly
 * elsewhere. Values are in the column's plain form: {@link Long} for integers, dates (days), times
 * and timestamps (microseconds), and decimals (unscaled, at the column's scale; a {@link
 * java.math.BigInteger} beyond 64 bits), {@link Double} for floating columns, {@link Boolean},
 * {@code byte[]} wrapped as {@link Bytes} for text.
 */
public record ScanPredicate(List<Condition> conditions) {
  public static final ScanPredicate ALL = new ScanPredicate(List.of());

  public ScanPredicate {
    conditions = List.copyOf(conditions);
  }

  /**
   * A condition on one column of the table (index into the table's schema). NULL rows fail all but
   * {@link IsNull}.
   */
  public sealed interface Condition {
    int column();
  }

  /** Between two bounds; a null bound is open. */
  public record Range(
      int column,
      Comparable<?> low,
      boolean lowInclusive,
      Comparable<?> high,
      boolean highInclusive)
      implements Condition {}

  /** Equal to one of the values. */
  public record InSet(int column, List<Comparable<?>> values) implements Condition {
    public InSet {
      values = List.copyOf(values);
    }
  }

  public record IsNull(int column) implements Condition {}

  public record IsNotNull(int column) implements Condition {}

  /** Text that starts with these bytes. */
  public record Prefix(int column, Bytes prefix) implements Condition {
    public Prefix {
      Objects.requireNonNull(prefix);
    }
  }
}
