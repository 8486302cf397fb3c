package io.sheaf.plan;

import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.List;

/** What placing exchanges asks about the tables of a plan. */
public interface TableFacts {
  TableFacts NONE =
      new TableFacts() {
        @Override
        public double rows(Scan scan) {
          return Double.NaN;
        }

        @Override
        public List<Long> bounds(Scan scan, int column, int partitions) {
          return List.of();
        }

        @Override
        public boolean splits(Scan scan, int column, List<Long> bounds) {
          return false;
        }
      };

  /** How many rows a scan's table has, before its filter; NaN where unknown. */
  double rows(Scan scan);

  /**
   * Where to cut the values of a column so that each of so many partitions has about as many rows.
   *
   * @param column of the scan's output
   * @return empty where that is not known
   */
  List<Long> bounds(Scan scan, int column, int partitions);

  /**
   * Whether the table lies in the order of the column, so that tasks that each read the values
   * between two bounds have about as much to read, and together little more than the table.
   *
   * @param column of the scan's output
   */
  boolean splits(Scan scan, int column, List<Long> bounds);
}
