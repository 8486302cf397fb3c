package io.sheaf.plan;

/** What a join returns. Left is always the probe side, right the build side. */
public enum JoinKind {
  INNER,
  /** All left rows; right columns NULL where nothing matches. */
  LEFT,
  /** All right rows; left columns NULL where nothing matches. */
  RIGHT,
  FULL,
  /** Left rows with a match; only left columns. */
  SEMI,
  /** Left rows without a match; only left columns. */
  ANTI,
  /** All left rows and a BOOLEAN mark: whether there is a match. */
  MARK,
  /** Right rows with a match; only right columns: a semi join whose preserved side is built. */
  RIGHT_SEMI,
  /** Right rows without a match; only right columns. */
  RIGHT_ANTI;

  public boolean emitsLeft() {
    return this != RIGHT_SEMI && this != RIGHT_ANTI;
  }

  public boolean emitsRight() {
    return switch (this) {
      case INNER, LEFT, RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> true;
      case SEMI, ANTI, MARK -> false;
    };
  }

  /** Whether matching pairs are output rows. */
  public boolean emitsPairs() {
    return switch (this) {
      case INNER, LEFT, RIGHT, FULL -> true;
      case SEMI, ANTI, MARK, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  /** Whether the output depends on which left rows have a match. */
  public boolean tracksLeft() {
    return switch (this) {
      case LEFT, FULL, SEMI, ANTI, MARK -> true;
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  /** Whether the output depends on which right rows have a match. */
  public boolean tracksRight() {
    return switch (this) {
      case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> true;
      case INNER, LEFT, SEMI, ANTI, MARK -> false;
    };
  }

  /** Whether left rows without a match change nothing, so that they need not be there. */
  public boolean dropsLeft() {
    return switch (this) {
      case INNER, SEMI, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT, FULL, ANTI, MARK -> false;
    };
  }

  /**
   * Whether right rows without a match change nothing; where NULLs count for the answer, it may
   * also matter whether there is any row.
   */
  public boolean dropsRight() {
    return switch (this) {
      case INNER, LEFT, SEMI, ANTI, MARK, RIGHT_SEMI -> true;
      case RIGHT, FULL, RIGHT_ANTI -> false;
    };
  }
}
