package io.sheaf.connector;

import java.util.List;

/**
 * What is known of a table without reading it.
 *
 * @param rows exact or estimated number of rows
 * @param counted whether {@code rows} is exact
 * @param columns one entry a column of the schema
 */
public record TableStatistics(double rows, boolean counted, List<ColumnStatistics> columns) {
  public TableStatistics {
    columns = List.copyOf(columns);
  }

  /**
   * @param distinct estimated number of distinct values, NaN if unknown
   * @param nulls number of NULLs, NaN if unknown
   * @param min smallest value in the plain form of {@link ScanPredicate}, or null; may be a lower
   *     bound
   * @param max largest value, or null; may be an upper bound
   * @param exact whether {@code nulls} is their number and {@code min} and {@code max} are values
   *     of the column, both null only where all of it is NULL
   * @param averageBytes average size of a value, NaN if unknown
   */
  public record ColumnStatistics(
      double distinct,
      double nulls,
      Comparable<?> min,
      Comparable<?> max,
      boolean exact,
      double averageBytes) {
    public static final ColumnStatistics UNKNOWN =
        new ColumnStatistics(Double.NaN, Double.NaN, null, null, false, Double.NaN);
  }

  public static TableStatistics unknown(double rows, int columns) {
    return new TableStatistics(
        rows, false, java.util.Collections.nCopies(columns, ColumnStatistics.UNKNOWN));
  }
}
