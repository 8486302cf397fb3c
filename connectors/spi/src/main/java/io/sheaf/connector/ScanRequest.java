package io.sheaf.connector;

import java.util.List;
import java.util.Objects;

/**
 * What a scan wants of a table.
 *
 * @param columns indexes into the table's schema, in output order, without duplicates
 * @param predicate what may be pruned by; the stream need not apply it exactly
 * @param filter applied exactly by the stream, between decoding its columns and the others; null
 *     for none
 * @param limit stop after so many rows; {@link Long#MAX_VALUE} for all
 * @param batchRows at most so many rows a batch
 */
public record ScanRequest(
    List<Integer> columns,
    ScanPredicate predicate,
    ColumnFilter filter,
    long limit,
    int batchRows) {
  public ScanRequest {
    columns = List.copyOf(columns);
    Objects.requireNonNull(predicate);
    if (batchRows < 1) {
      throw new IllegalArgumentException("batchRows " + batchRows);
    }
  }

  public static ScanRequest of(List<Integer> columns, int batchRows) {
    return new ScanRequest(columns, ScanPredicate.ALL, null, Long.MAX_VALUE, batchRows);
  }

  public ScanRequest withFilter(ColumnFilter newFilter) {
    return new ScanRequest(columns, predicate, newFilter, limit, batchRows);
  }
}
