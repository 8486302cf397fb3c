package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.TableRef;
import io.sheaf.plan.PhysicalPlan.Exchange;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
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
    return new HashJoin(
        JoinKind.SEMI,
        left,
        right,
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        false,
        SCHEMA,
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
  void notWhereTablesAreSharedOut() {
    PhysicalPlan both = new Union(List.of(read(1), scan()), SCHEMA);
    assertEquals(Set.of(), SharedReads.partitioned(both));
    assertEquals(Set.of(), SharedReads.partitioned(join(scan(), whole(1))));
    PhysicalPlan all = new Exchange(scan(), new Partitioning.Replicated());
    assertEquals(Set.of(1), SharedReads.partitioned(join(read(1), all)));
  }
}
