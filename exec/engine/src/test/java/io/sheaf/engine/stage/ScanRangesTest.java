package io.sheaf.engine.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanContext;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.ScanRequest;
import io.sheaf.connector.Split;
import io.sheaf.connector.Table;
import io.sheaf.connector.TableRef;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.TableStatistics.ColumnStatistics;
import io.sheaf.engine.Tables;
import io.sheaf.engine.operator.ScanRange;
import io.sheaf.plan.Partitioning;
import io.sheaf.plan.PhysicalPlan.Scan;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tables are read by ranges, and what a range is. */
class ScanRangesTest {
  /** Rows whose keys lie between two numbers. */
  private record Group(long min, long max, long rows) implements Split {}

  private record Keyed(String name, List<Group> groups, double nulls) implements Table {
    @Override
    public TableRef ref() {
      return new TableRef("files", name);
    }

    @Override
    public Schema schema() {
      return Schema.of(
          new Field("other", Simple.DOUBLE, true), new Field("key", Simple.INTEGER, true));
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public TableStatistics statistics() {
      long rows = groups.stream().mapToLong(Group::rows).sum();
      long min = groups.stream().mapToLong(Group::min).min().orElseThrow();
      long max = groups.stream().mapToLong(Group::max).max().orElseThrow();
      ColumnStatistics key = new ColumnStatistics(rows, nulls, min, max, true, 4);
      return new TableStatistics(rows, true, List.of(ColumnStatistics.UNKNOWN, key));
    }

    @Override
    public List<Split> splits(ScanRequest request, int minimumSplits) {
      return groups.stream().filter(g -> reads(request, g)).map(g -> (Split) g).toList();
    }

    private static boolean reads(ScanRequest request, Group group) {
      return request.predicate().conditions().stream()
          .map(condition -> (ScanPredicate.Range) condition)
          .allMatch(
              range ->
                  (range.low() == null || group.max() >= (Long) range.low())
                      && (range.high() == null || group.min() < (Long) range.high()));
    }

    @Override
    public BatchStream open(Split split, ScanRequest request, ScanContext context) {
      throw new AssertionError("nothing is read");
    }
  }

  private static final List<Group> ORDERED =
      List.of(
          new Group(1, 100, 1000),
          new Group(100, 200, 1000),
          new Group(201, 300, 1000),
          new Group(301, 400, 1000));

  private static boolean splits(List<Group> groups, double nulls) {
    Tables tables = new Tables().add(new Keyed("t", groups, nulls));
    ScanRanges ranges = new ScanRanges(tables);
    Scan scan = tables.scan("t");
    List<Long> bounds = ranges.bounds(scan, 1, 2);
    return !bounds.isEmpty() && ranges.splits(scan, 1, bounds);
  }

  @Test
  void takesTablesInOrder() {
    assertTrue(splits(ORDERED, 0));
    assertFalse(splits(ORDERED, 1), "rows without a key are in no range");
    assertFalse(splits(List.of(new Group(1, 400, 1000), new Group(1, 400, 1000)), 0), "unordered");
    assertFalse(splits(List.of(new Group(1, 2, 3000), new Group(399, 400, 100)), 0), "uneven");
  }

  @Test
  void rangesMeetWithoutAGap() {
    Tables tables = new Tables().add(new Keyed("t", ORDERED, 0));
    Scan scan = tables.scan("t");
    List<Long> bounds = new ScanRanges(tables).bounds(scan, 1, 3);
    assertEquals(List.of(134L, 268L), bounds);
    Partitioning.Range ranges = new Partitioning.Range(1, bounds);
    assertEquals(
        "[Range[column=1, low=null, lowInclusive=true, high=134, highInclusive=false]]",
        ScanRange.of(ranges, 0).narrowed(scan).predicate().conditions().toString());
    assertEquals(
        "[Range[column=1, low=134, lowInclusive=true, high=268, highInclusive=false]]",
        ScanRange.of(ranges, 1).narrowed(scan).predicate().conditions().toString());
    assertEquals(
        "[Range[column=1, low=268, lowInclusive=true, high=null, highInclusive=false]]",
        ScanRange.of(ranges, 2).narrowed(scan).predicate().conditions().toString());
  }

  @Test
  void saysNothingOfTablesThatAreGone() {
    Scan scan = new Tables().add(new Keyed("t", ORDERED, 0)).scan("t");
    ScanRanges ranges = new ScanRanges(new Tables());
    assertTrue(Double.isNaN(ranges.rows(scan)));
    assertTrue(ranges.bounds(scan, 1, 2).isEmpty());
    assertFalse(ranges.splits(scan, 1, List.of(5L)));
  }
}
