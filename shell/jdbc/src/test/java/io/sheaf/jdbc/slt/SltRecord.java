package io.sheaf.jdbc.slt;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** One record of a file: a text to run and what has to come out. */
sealed interface SltRecord {
  /** The line of the record's first word, from 1. */
  int line();

  /** The variants and engines that leave the record out. */
  Set<String> skippedBy();

  String sql();

  /** {@code statement ok}. */
  record Succeeds(int line, Set<String> skippedBy, String sql) implements SltRecord {}

  /** {@code statement error REGEX}: the message has to contain a match. */
  record Fails(int line, Set<String> skippedBy, String sql, Pattern message) implements SltRecord {}

  /**
   * {@code query TYPES [rowsort]}.
   *
   * @param types a letter for each column: I for whole numbers, R for all other numbers, T for the
   *     rest
   * @param sorted whether rows are compared in sorted order
   * @param expected the rows
   */
  record Query(
      int line, Set<String> skippedBy, String sql, String types, boolean sorted, Expected expected)
      implements SltRecord {}

  /**
   * @param firstLine of the rows in the file, from 1
   */
  record Expected(int firstLine, List<String> rows) {}
}
