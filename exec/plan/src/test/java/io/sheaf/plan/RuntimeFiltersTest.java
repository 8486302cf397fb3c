package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.RuntimeFilters.Flow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which stages tell which scans what rows are wanted. */
class RuntimeFiltersTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("k", Simple.INTEGER, true), new Field("v", Simple.BIGINT, true));
  private static final double ROWS = 1e6;

  /** All tables have as many rows. */
  private static final TableFacts FACTS =
      new TableFacts() {
        @Override
        public double rows(Scan scan) {
          return ROWS;
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

  private static Scan scan(String name, double rows) {
    return new Scan(
        new TableRef("parquet", name),
        SCHEMA,
        List.of(0, 1),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        new Estimate(rows, rows * 12));
  }

  private static PhysicalPlan read(int stage) {
    return new ShuffleRead(stage, new Partitioning.Hash(List.of(0), 2), SCHEMA, Estimate.UNKNOWN);
  }

  private static HashJoin join(JoinKind kind, PhysicalPlan left, PhysicalPlan right) {
    return join(kind, left, right, false);
  }

  private static HashJoin join(
      JoinKind kind, PhysicalPlan left, PhysicalPlan right, boolean nullEqual) {
    return new HashJoin(
        kind,
        left,
        right,
        new Keys(List.of(0), List.of(0), List.of(nullEqual)),
        null,
        false,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        Estimate.UNKNOWN);
  }

  private static void check(List<Flow> expected, PhysicalPlan... stages) {
    assertEquals(expected, RuntimeFilters.of(List.of(stages), FACTS));
  }

  private static Flow flow(int source, int stage) {
    return new Flow(source, 0, stage, 0, 0, true);
  }

  @Test
  void fewKeysReachTheOtherSideInItsOwnStage() {
    PhysicalPlan few = scan("few", 10);
    PhysicalPlan all = scan("all", ROWS);
    check(List.of(flow(1, 0)), all, few, join(JoinKind.INNER, read(0), read(1)));
    check(List.of(flow(0, 1)), few, all, join(JoinKind.INNER, read(0), read(1)));
    check(List.of(), all, all, join(JoinKind.INNER, read(0), read(1)));
  }

  @Test
  void rowsStayThatAreKeptWithoutAPartner() {
    PhysicalPlan few = scan("few", 10);
    PhysicalPlan all = scan("all", ROWS);
    for (JoinKind kind : List.of(JoinKind.LEFT, JoinKind.FULL, JoinKind.ANTI, JoinKind.MARK)) {
      check(List.of(), all, few, join(kind, read(0), read(1)));
    }
    for (JoinKind kind : List.of(JoinKind.RIGHT, JoinKind.FULL, JoinKind.RIGHT_ANTI)) {
      check(List.of(), few, all, join(kind, read(0), read(1)));
    }
    check(List.of(flow(0, 1)), few, all, join(JoinKind.ANTI, read(0), read(1)));
    check(List.of(), all, few, join(JoinKind.INNER, read(0), read(1), true));
  }

  @Test
  void othersMayWantTheRows() {
    PhysicalPlan few = scan("few", 10);
    PhysicalPlan all = scan("all", ROWS);
    PhysicalPlan joined = join(JoinKind.SEMI, read(0), read(1));
    check(List.of(), all, few, join(JoinKind.LEFT, joined, read(0)));
    check(List.of(), new Limit(all, 0, 10), few, joined);
  }

  /** The keys of stage 0 are left of those that stage 1 gives, and so of what those meet. */
  @Test
  void keysReachWhatMeetsThoseThatTheyMet() {
    check(
        List.of(flow(0, 2)),
        scan("few", 10),
        join(JoinKind.INNER, scan("all", ROWS), read(0)),
        scan("third", ROWS),
        join(JoinKind.LEFT, read(1), read(2)));
  }

  @Test
  void aTableBuiltInTheSameStageHearsOfTheProbedSide() {
    check(List.of(flow(0, 1)), scan("few", 10), join(JoinKind.INNER, read(0), scan("all", ROWS)));
    // A join tells its probe side by itself.
    check(List.of(), scan("few", 10), join(JoinKind.INNER, scan("all", ROWS), read(0)));
  }

  @Test
  void nobodyWaitsInACircle() {
    PhysicalPlan one = scan("one", 10);
    PhysicalPlan other = scan("other", 10);
    check(
        List.of(flow(1, 0), new Flow(0, 0, 1, 0, 0, false)),
        one,
        other,
        join(JoinKind.INNER, read(0), read(1)));
  }
}
