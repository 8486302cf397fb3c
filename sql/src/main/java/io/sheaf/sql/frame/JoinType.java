package io.sheaf.sql.frame;

/** How rows of two relations meet. */
public enum JoinType {
  INNER,
  LEFT,
  RIGHT,
  FULL,
  /** Rows of the left side that have a partner. */
  SEMI,
  /** Rows of the left side that have none. */
  ANTI,
  CROSS
}
