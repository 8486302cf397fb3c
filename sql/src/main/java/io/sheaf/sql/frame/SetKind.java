package io.sheaf.sql.frame;

/** The operations on rows as elements of sets; columns are matched by their place. */
public enum SetKind {
  UNION_ALL,
  INTERSECT,
  INTERSECT_ALL,
  EXCEPT,
  EXCEPT_ALL
}
