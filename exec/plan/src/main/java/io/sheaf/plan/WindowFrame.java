package io.sheaf.plan;

import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Which rows of the partition a function reads for each row. */
public record WindowFrame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
  /** From the partition's start to the last peer of the row. */
  public static final WindowFrame USUAL =
      new WindowFrame(
          Unit.RANGE, new Bound.UnboundedPreceding(), new Bound.CurrentRow(), Exclusion.NONE);

  /** What bounds count. */
  public enum Unit {
    /** Rows, each for itself. */
    ROWS,
    /** Values of the one sort key; peers belong together. */
    RANGE
  }

  /** What is left out again. */
  public enum Exclusion {
    NONE,
    CURRENT_ROW,
    /** The row and its peers. */
    GROUP,
    /** The row's peers, but not the row. */
    TIES
  }

  /**
   * One end. A distance is a number of rows, not negative; of a RANGE it is the least or greatest
   * value of the sort key itself, of its type.
   */
  public sealed interface Bound {
    /** The partition's first row. */
    record UnboundedPreceding() implements Bound {}

    record Preceding(Expr distance) implements Bound {}

    /** The row; of a RANGE its first or last peer. */
    record CurrentRow() implements Bound {}

    record Following(Expr distance) implements Bound {}

    /** The partition's last row. */
    record UnboundedFollowing() implements Bound {}

    default Optional<Expr> offset() {
      return switch (this) {
        case Preceding b -> Optional.of(b.distance());
        case Following b -> Optional.of(b.distance());
        case UnboundedPreceding b -> Optional.empty();
        case CurrentRow b -> Optional.empty();
        case UnboundedFollowing b -> Optional.empty();
      };
    }

    private Bound reading(UnaryOperator<Expr> moved) {
      return switch (this) {
        case Preceding b -> new Preceding(moved.apply(b.distance()));
        case Following b -> new Following(moved.apply(b.distance()));
        case UnboundedPreceding b -> b;
        case CurrentRow b -> b;
        case UnboundedFollowing b -> b;
      };
    }
  }

  public WindowFrame {
    Objects.requireNonNull(unit);
    Objects.requireNonNull(exclusion);
    if (start instanceof Bound.UnboundedFollowing || end instanceof Bound.UnboundedPreceding) {
      throw new IllegalArgumentException("from " + start + " to " + end);
    }
  }

  WindowFrame reading(UnaryOperator<Expr> moved) {
    return new WindowFrame(unit, start.reading(moved), end.reading(moved), exclusion);
  }

  @Override
  public String toString() {
    return unit
        + " "
        + text(start)
        + " TO "
        + text(end)
        + (exclusion == Exclusion.NONE ? "" : " EXCLUDE " + exclusion);
  }

  private static String text(Bound bound) {
    return switch (bound) {
      case Bound.UnboundedPreceding b -> "START";
      case Bound.Preceding b -> b.distance() + " PRECEDING";
      case Bound.CurrentRow b -> "CURRENT";
      case Bound.Following b -> b.distance() + " FOLLOWING";
      case Bound.UnboundedFollowing b -> "END";
    };
  }
}
