package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.TopN;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.PhysicalPlan.Values;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where exchanges go, as printed plans. */
class ExchangePlacementTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("k", Simple.INTEGER, true), new Field("v", Simple.BIGINT, true));

  private static PhysicalPlan scan(String name, double rows) {
    return scan("memory", name, rows);
  }

  private static PhysicalPlan file(String name, double rows) {
    return scan("files", name, rows);
  }

  private static PhysicalPlan scan(String connector, String name, double rows) {
    return new Scan(
        new TableRef(connector, name),
        SCHEMA,
        List.of(0, 1),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        new Estimate(rows, rows * 12));
  }

  private static PhysicalPlan sum(PhysicalPlan input, boolean distinct, Integer... groups) {
    Field total = new Field("total", Simple.BIGINT, true);
    Schema schema = groups.length == 0 ? Schema.of(total) : Schema.of(SCHEMA.field(0), total);
    AggregateCall call =
        new AggregateCall(AggregateFunction.SUM, List.of(1), distinct, -1, Simple.BIGINT);
    return new Aggregate(
        input, AggregateStep.SINGLE, List.of(groups), List.of(call), schema, Estimate.UNKNOWN);
  }

  private static PhysicalPlan join(
      JoinKind kind, PhysicalPlan left, PhysicalPlan right, boolean nullAware) {
    return new HashJoin(
        kind,
        left,
        right,
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        nullAware,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        Estimate.UNKNOWN);
  }

  /** Estimates are the rows of the tables; column 0 is in order where there are very many. */
  private static final TableFacts SIZED =
      new TableFacts() {
        @Override
        public double rows(Scan scan) {
          return scan.estimate().rows();
        }

        @Override
        public List<Long> bounds(Scan scan, int column, int partitions) {
          return LongStream.range(1, partitions).boxed().toList();
        }

        @Override
        public boolean splits(Scan scan, int column, List<Long> bounds) {
          return column == 0 && rows(scan) > 1e7;
        }
      };

  private static void checkSized(PhysicalPlan plan, String expected) {
    PhysicalPlan placed = ExchangePlacement.place(plan, 4, SIZED);
    assertEquals(expected, PlanPrinter.print(placed));
  }

  private static void check(PhysicalPlan plan, String expected) {
    assertEquals(expected, PlanPrinter.print(ExchangePlacement.place(plan, 4)));
  }

  @Test
  void aggregatesInTwoSteps() {
    check(
        sum(scan("t", 1e6), false, 0),
        """
        Exchange single
          Aggregate FINAL by [k] computing SUM(total_0)
            Exchange hash[k] 4
              Aggregate PARTIAL by [k] computing SUM(v)
                Scan t[k, v]
        """);
    check(
        sum(scan("t", 1e6), false),
        """
        Aggregate FINAL computing SUM(total_0)
          Exchange single
            Aggregate PARTIAL computing SUM(v)
              Scan t[k, v]
        """);
  }

  @Test
  void distinctAggregatesNeedWholeGroups() {
    check(
        sum(scan("t", 1e6), true, 0),
        """
        Exchange single
          Aggregate by [k] computing SUM(DISTINCT v)
            Exchange hash[k] 4
              Scan t[k, v]
        """);
  }

  @Test
  void joinsMoveBothSidesOrBroadcastASmallOne() {
    check(
        join(JoinKind.INNER, scan("a", 1e6), scan("b", 1e6), false),
        """
        Exchange single
          HashJoin INNER on k = k
            Exchange hash[k] 4
              Scan a[k, v]
            Exchange hash[k] 4
              Scan b[k, v]
        """);
    check(
        join(JoinKind.LEFT, scan("a", 1e6), scan("b", 10), false),
        """
        Exchange single
          HashJoin LEFT on k = k
            Scan a[k, v]
            Exchange broadcast
              Scan b[k, v]
        """);
    check(
        join(JoinKind.FULL, scan("a", 1e6), scan("b", 10), false),
        """
        Exchange single
          HashJoin FULL on k = k
            Exchange hash[k] 4
              Scan a[k, v]
            Exchange hash[k] 4
              Scan b[k, v]
        """);
    check(
        join(JoinKind.ANTI, scan("a", 1e6), scan("b", 1e6), true),
        """
        Exchange single
          HashJoin ANTI null-aware on k = k
            Scan a[k, v]
            Exchange broadcast
              Scan b[k, v]
        """);
  }

  @Test
  void everyTaskReadsSmallTablesItself() {
    checkSized(
        join(JoinKind.LEFT, file("a", 1e6), file("b", 100), false),
        """
        Exchange single
          HashJoin LEFT on k = k
            Scan a[k, v]
            Exchange replicated
              Scan b[k, v]
        """);
    checkSized(
        join(JoinKind.RIGHT, file("a", 100), file("b", 1e6), false),
        """
        Exchange single
          HashJoin RIGHT on k = k
            Exchange replicated
              Scan a[k, v]
            Scan b[k, v]
        """);
    checkSized(
        join(JoinKind.LEFT, file("a", 100), file("b", 1e6), false),
        """
        Exchange single
          HashJoin LEFT on k = k
            Exchange hash[k] 4
              Scan a[k, v]
            Exchange hash[k] 4
              Scan b[k, v]
        """);
  }

  @Test
  void readsTablesInOrderByTheSameRanges() {
    PhysicalPlan join = join(JoinKind.INNER, file("a", 2e7), file("b", 1e8), false);
    checkSized(
        sum(join, false, 2),
        """
        Exchange single
          Aggregate by [k#2] computing SUM(v#1)
            HashJoin INNER on k = k
              Exchange by ranges of k 4
                Scan a[k, v]
              Exchange by ranges of k 4
                Scan b[k, v]
        """);
    checkSized(
        join(JoinKind.FULL, file("a", 2e7), file("b", 1e6), false),
        """
        Exchange single
          HashJoin FULL on k = k
            Exchange hash[k] 4
              Scan a[k, v]
            Exchange hash[k] 4
              Scan b[k, v]
        """);
    checkSized(
        join(JoinKind.ANTI, file("a", 2e7), file("b", 1e8), true),
        """
        Exchange single
          HashJoin ANTI null-aware on k = k
            Scan a[k, v]
            Exchange broadcast
              Scan b[k, v]
        """);
  }

  @Test
  void everyTaskFinishesAValueItself() {
    PhysicalPlan total = sum(scan("b", 1e6), false);
    PhysicalPlan left = scan("a", 1e6);
    check(
        new PhysicalPlan.NestedLoopJoin(
            JoinKind.INNER,
            left,
            total,
            null,
            PhysicalPlan.joinSchema(JoinKind.INNER, left.schema(), total.schema()),
            Estimate.UNKNOWN),
        """
        Exchange single
          NestedLoopJoin INNER
            Scan a[k, v]
            Aggregate FINAL computing SUM(total_0)
              Exchange broadcast
                Aggregate PARTIAL computing SUM(v)
                  Scan b[k, v]
        """);
  }

  @Test
  void gathersFewGroupsAtOnce() {
    Aggregate sum = (Aggregate) sum(scan("t", 1e6), false, 0);
    check(
        new Aggregate(
            sum.input(),
            sum.step(),
            sum.groups(),
            sum.calls(),
            sum.schema(),
            new Estimate(100, 1200)),
        """
        Aggregate FINAL by [k] computing SUM(total_0)
          Exchange single
            Aggregate PARTIAL by [k] computing SUM(v)
              Scan t[k, v]
        """);
  }

  @Test
  void whatIsSpreadRightStays() {
    PhysicalPlan join = join(JoinKind.SEMI, scan("a", 1e6), scan("b", 1e6), false);
    check(
        sum(join, false, 0),
        """
        Exchange single
          Aggregate by [k] computing SUM(v)
            HashJoin SEMI on k = k
              Exchange hash[k] 4
                Scan a[k, v]
              Exchange hash[k] 4
                Scan b[k, v]
        """);
    check(
        sum(join(JoinKind.RIGHT_SEMI, scan("a", 1e6), scan("b", 1e6), false), false, 0),
        """
        Exchange single
          Aggregate by [k] computing SUM(v)
            HashJoin RIGHT_SEMI on k = k
              Exchange hash[k] 4
                Scan a[k, v]
              Exchange hash[k] 4
                Scan b[k, v]
        """);
    PhysicalPlan placed = ExchangePlacement.place(join, 4);
    assertEquals(placed, ExchangePlacement.place(placed, 4));
  }

  @Test
  void ordersAndLimitsMeetInOnePartition() {
    PhysicalPlan sort = new Sort(scan("t", 1e6), List.of(new SortKey(0, false, false)));
    check(
        new Limit(sort, 2, 3),
        """
        Limit 3 offset 2
          Sort k
            Exchange single
              Scan t[k, v]
        """);
    check(
        new TopN(scan("t", 1e6), List.of(new SortKey(1, true, true)), 2, 3),
        """
        TopN 3 offset 2 by v DESC NULLS FIRST
          Exchange single
            TopN 5 by v DESC NULLS FIRST
              Scan t[k, v]
        """);
  }

  @Test
  void unionsSpreadWhatIsInOnePlace() {
    check(
        new Union(List.of(scan("t", 1e6), new Values(SCHEMA, List.of())), SCHEMA),
        """
        Exchange single
          Union
            Scan t[k, v]
            Exchange even 4
              Values
        """);
  }

  @Test
  void nestedLoopsBroadcastUnlessRightRowsAreKept() {
    for (JoinKind kind : List.of(JoinKind.INNER, JoinKind.RIGHT)) {
      PhysicalPlan left = scan("a", 1e6);
      PhysicalPlan right = scan("b", 1e6);
      Schema schema = PhysicalPlan.joinSchema(kind, left.schema(), right.schema());
      check(
          new NestedLoopJoin(kind, left, right, null, schema, Estimate.UNKNOWN),
          kind == JoinKind.INNER
              ? """
              Exchange single
                NestedLoopJoin INNER
                  Scan a[k, v]
                  Exchange broadcast
                    Scan b[k, v]
              """
              : """
              NestedLoopJoin RIGHT
                Exchange single
                  Scan a[k, v]
                Exchange single
                  Scan b[k, v]
              """);
    }
  }

  @Test
  void whatIsSharedIsAStageOfItsOwn() {
    PhysicalPlan matches =
        new PhysicalPlan.Shared(7, join(JoinKind.SEMI, scan("a", 1e6), scan("b", 100), false));
    check(
        new NestedLoopJoin(
            JoinKind.INNER,
            matches,
            sum(matches, false),
            null,
            Schema.of(SCHEMA.field(0), SCHEMA.field(1), new Field("total", Simple.BIGINT, true)),
            Estimate.UNKNOWN),
        """
        Exchange single
          NestedLoopJoin INNER
            Shared 7
              Exchange even 4
                HashJoin SEMI on k = k
                  Scan a[k, v]
                  Exchange broadcast
                    Scan b[k, v]
            Aggregate FINAL computing SUM(total_0)
              Exchange broadcast
                Aggregate PARTIAL computing SUM(v)
                  Shared 7
        """);
    PhysicalPlan groups = new PhysicalPlan.Shared(8, sum(scan("a", 1e6), false, 0));
    check(
        groups,
        """
        Exchange single
          Shared 8
            Aggregate FINAL by [k] computing SUM(total_0)
              Exchange hash[k] 4
                Aggregate PARTIAL by [k] computing SUM(v)
                  Scan a[k, v]
        """);
  }

  private static PhysicalPlan any(PhysicalPlan input, Integer... groups) {
    Field any = new Field("any", Simple.BIGINT, true);
    Schema schema = groups.length == 0 ? Schema.of(any) : Schema.of(SCHEMA.field(0), any);
    AggregateCall call =
        new AggregateCall(AggregateFunction.ANY_VALUE, List.of(1), false, -1, Simple.BIGINT);
    return new Aggregate(
        input, AggregateStep.SINGLE, List.of(groups), List.of(call), schema, new Estimate(10, 120));
  }

  @Test
  void whatTasksMayMakeOtherwiseIsMadeOnce() {
    checkSized(
        join(JoinKind.LEFT, file("a", 1e6), any(file("b", 100), 0), false),
        """
        Exchange single
          HashJoin LEFT on k = k
            Scan a[k, v]
            Exchange broadcast
              Aggregate FINAL by [k] computing ANY_VALUE(any_0)
                Exchange hash[k] 4
                  Aggregate PARTIAL by [k] computing ANY_VALUE(v)
                    Scan b[k, v]
        """);
    checkSized(
        new NestedLoopJoin(
            JoinKind.INNER,
            file("a", 1e6),
            any(file("b", 1e6)),
            null,
            Schema.of(SCHEMA.field(0), SCHEMA.field(1), new Field("any", Simple.BIGINT, true)),
            Estimate.UNKNOWN),
        """
        Exchange single
          NestedLoopJoin INNER
            Scan a[k, v]
            Exchange broadcast
              Aggregate FINAL computing ANY_VALUE(any_0)
                Exchange single
                  Aggregate PARTIAL computing ANY_VALUE(v)
                    Scan b[k, v]
        """);
  }
}
