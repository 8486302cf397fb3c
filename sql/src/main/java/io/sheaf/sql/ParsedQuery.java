package io.sheaf.sql;

/**
 * A query whose syntax is right; whether its names and types are is found out by planning.
 * Immutable.
 */
public interface ParsedQuery {

  /** The statement's text that positions in messages refer to. */
  String text();

  /** How many parameters ({@code ?}) the query has. */
  int parameters();

  /** The tree as normalised SQL, for EXPLAIN (PARSED). */
  String printed();
}
