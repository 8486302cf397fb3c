package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.PhysicalPlan.Union;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the tasks of a stage share out. */
class SharedReadsTest {
  private static final Schema SCHEMA = Schema.of(new Field("k", Simple.INTEGER, false));

  private static PhysicalPlan read(int stage) {
    Partitioning spread = new Partitioning.Hash(List.of(0), 4);
    return new ShuffleRead(stage, spread, SCHEMA, Estimate.UNKNOWN);
  }

  private static PhysicalPlan whole(int stage) {
    return new ShuffleRead(stage, new Partitioning.Broadcast(), SCHEMA, Estimate.UNKNOWN);
  }

  private static PhysicalPlan scan() {
    return new Scan(
        new TableRef("parquet", "t"),
        SCHEMA,
        List.of(0),
        ScanPredicate.ALL,
        null,
        Long.MAX_VALUE,
        Estimate.UNKNOWN);
  }

  private static PhysicalPlan join(PhysicalPlan left, PhysicalPlan right) {
    return join(JoinKind.SEMI, left, right);
  }

  private static PhysicalPlan join(JoinKind kind, PhysicalPlan left, PhysicalPlan right) {
    return new HashJoin(
        kind,
        left,
        right,
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        false,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        Estimate.UNKNOWN);
  }

  @Test
  void partitionsOfOtherStages() {
    assertEquals(Set.of(1), SharedReads.partitioned(read(1)));
    assertEquals(Set.of(1, 2), SharedReads.partitioned(join(read(1), read(2))));
    assertEquals(Set.of(1), SharedReads.partitioned(join(read(1), whole(2))));
    assertEquals(Set.of(), SharedReads.partitioned(whole(2)), "everybody reads all");
  }

  @Test
  void rowsThatAreWorkedOnOneByOne() {
    for (JoinKind kind : JoinKind.values()) {
      boolean divides =
          switch (kind) {
            case INNER, LEFT, SEMI, ANTI, MARK -> true;
            case RIGHT, FULL, RIGHT_SEMI, RIGHT_ANTI -> false;
          };
      assertEquals(divides ? 1 : -1, divisible(join(kind, read(1), read(2))), kind.toString());
    }
    assertEquals(1, divisible(join(join(read(1), read(2)), read(3))));
    assertEquals(-1, divisible(join(read(1), read(1))), "it is built, too");
    assertEquals(-1, divisible(join(whole(1), read(2))));
    assertEquals(-1, divisible(new Union(List.of(read(1), read(2)), SCHEMA)));
    assertEquals(1, divisible(new Limit(read(1), 0, 5)));
  }

  @Test
  void statesArePutTogetherLaterButResultsAreNot() {
    for (AggregateStep step : AggregateStep.values()) {
      PhysicalPlan groups =
          new Aggregate(read(1), step, List.of(0), List.of(), SCHEMA, Estimate.UNKNOWN);
      assertEquals(step == AggregateStep.PARTIAL ? 1 : -1, divisible(groups), step.toString());
    }
  }

  private static int divisible(PhysicalPlan plan) {
    return SharedReads.divisible(plan).orElse(-1);
  }

  @Test
  void notWhereTablesAreSharedOut() {
    PhysicalPlan both = new Union(List.of(read(1), scan()), SCHEMA);
    assertEquals(Set.of(), SharedReads.partitioned(both));
    assertEquals(Set.of(), SharedReads.partitioned(join(scan(), whole(1))));
    PhysicalPlan all = new Exchange(scan(), new Partitioning.Replicated());
    assertEquals(Set.of(1), SharedReads.partitioned(join(read(1), all)));
  }
}
