package io.sheaf.connector;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import java.util.List;

/** A table as planner and engine see it, at one version of its data. Thread-safe and immutable. */
public interface Table {
  TableRef ref();

  Schema schema();

  /**
   * Changes whenever the data may have changed: files' sizes and times, a memory table's counter.
   */
  String version();

  TableStatistics statistics();

  /**
   * Cuts the table into independent pieces, leaving out those that {@code request.predicate()}
   * excludes. All splits together hold each remaining row once.
   *
   * @param minimumSplits at least so many pieces if there are that many rows; 0 leaves it to the
   *     table
   */
  List<Split> splits(ScanRequest request, int minimumSplits);

  /**
   * Opens one split. The stream's schema is {@code schema().select(request.columns())}. The stream
   * may return rows that the predicate excludes, never the other way round; rows that {@code
   * request.filter()} rejects are never returned.
   */
  BatchStream open(Split split, ScanRequest request, ScanContext context);
}
