package io.sheaf.parquet.prune;

import io.sheaf.connector.Bytes;
import io.sheaf.connector.ScanPredicate.Condition;
import io.sheaf.connector.ScanPredicate.InSet;
import io.sheaf.connector.ScanPredicate.IsNotNull;
import io.sheaf.connector.ScanPredicate.IsNull;
import io.sheaf.connector.ScanPredicate.Prefix;
import io.sheaf.connector.ScanPredicate.Range;
import io.sheaf.parquet.meta.Bounds;
import io.sheaf.parquet.meta.FileColumn;
import io.sheaf.parquet.meta.PlainValues;
import java.util.Arrays;

/**
 * A condition together with the file's column it is about. Every answer errs towards "may match":
 * NaN counts as greater than any bound, values of unexpected classes match everything.
 */
public record ColumnCondition(Condition condition, FileColumn column) {
  private static final int MAX_CHECKS = 1 << 18;

  /** Whether values within the bounds may match. */
  public boolean mayMatch(Bounds bounds) {
    return switch (condition) {
      case IsNull c -> bounds.nulls() != 0;
      case IsNotNull c -> !bounds.allNull();
      case Range c -> !bounds.allNull() && range(c, bounds);
      case InSet c -> !bounds.allNull() && inSet(c, bounds);
      case Prefix c -> !bounds.allNull() && prefix(c.prefix().value(), bounds);
    };
  }

  private static boolean range(Range c, Bounds bounds) {
    if (bounds.mayHaveNaN() && c.high() == null) {
      return true;
    }
    if (c.low() != null && below(bounds.max(), c.low(), c.lowInclusive())) {
      return false;
    }
    return c.high() == null || !above(bounds.min(), c.high(), c.highInclusive());
  }

  /** Whether everything up to {@code max} is too small. */
  private static boolean below(Comparable<?> max, Comparable<?> low, boolean inclusive) {
    if (max == null || !usable(max, low)) {
      return false;
    }
    int order = PlainValues.compare(max, low);
    return inclusive ? order < 0 : order <= 0;
  }

  private static boolean above(Comparable<?> min, Comparable<?> high, boolean inclusive) {
    if (min == null || !usable(min, high)) {
      return false;
    }
    int order = PlainValues.compare(min, high);
    return inclusive ? order > 0 : order >= 0;
  }

  private static boolean usable(Comparable<?> value, Comparable<?> wanted) {
    return PlainValues.comparable(value, wanted) && !(wanted instanceof Double d && d.isNaN());
  }

  private static boolean inSet(InSet c, Bounds bounds) {
    for (Comparable<?> value : c.values()) {
      if (bounds.mayHaveNaN() && value instanceof Double d && d.isNaN()) {
        return true;
      }
      if (!below(bounds.max(), value, true) && !above(bounds.min(), value, true)) {
        return true;
      }
    }
    return false;
  }

  private static boolean prefix(byte[] prefix, Bounds bounds) {
    if (bounds.max() instanceof Bytes max && Arrays.compareUnsigned(max.value(), prefix) < 0) {
      return false;
    }
    if (bounds.min() instanceof Bytes min) {
      int length = Math.min(prefix.length, min.value().length);
      // All values are behind the prefix when the smallest, cut to its length, is.
      return Arrays.compareUnsigned(min.value(), 0, length, prefix, 0, length) <= 0;
    }
    return true;
  }

  /** Whether a single value, not NULL, may match. */
  public boolean mayMatch(Comparable<?> value) {
    return mayMatch(new Bounds(value, value, 0, 1, false));
  }

  /** Whether it is worth while to look at so many values one by one. */
  public boolean cheapFor(int values) {
    return switch (condition) {
      case IsNull c -> false;
      case IsNotNull c -> false;
      case Range c -> values <= MAX_CHECKS;
      case Prefix c -> values <= MAX_CHECKS;
      case InSet c -> (long) values * c.values().size() <= MAX_CHECKS;
    };
  }
}
