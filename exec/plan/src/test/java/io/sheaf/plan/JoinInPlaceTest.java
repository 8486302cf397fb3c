package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.PhysicalPlan.Sort;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which stages can join rows where these are computed, and how. */
class JoinInPlaceTest {
  private static final Schema SCHEMA = Schema.of(new Field("k", Simple.INTEGER, false));

  private static PhysicalPlan read(int stage, Partitioning spread) {
    return new ShuffleRead(stage, spread, SCHEMA, Estimate.UNKNOWN);
  }

  private static PhysicalPlan read(int stage) {
    return read(stage, new Partitioning.Hash(List.of(0), 4));
  }

  private static PhysicalPlan whole(int stage) {
    return read(stage, new Partitioning.Broadcast());
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

  private static PhysicalPlan semi(PhysicalPlan left, PhysicalPlan right) {
    return join(JoinKind.SEMI, left, right);
  }

  private static PhysicalPlan groups(AggregateStep step, PhysicalPlan input) {
    return new Aggregate(input, step, List.of(0), List.of(), SCHEMA, Estimate.UNKNOWN);
  }

  @Test
  void rowsThatAreWorkedOnOneByOneAreJoinedInPlace() {
    PhysicalPlan plan = groups(AggregateStep.PARTIAL, semi(semi(read(1), read(2)), read(3)));
    JoinInPlace join = JoinInPlace.of(plan);
    assertEquals(new JoinInPlace(1, Set.of(2, 3)), join);
    PhysicalPlan rows = new Limit(read(7), 0, 5);
    assertEquals(
        groups(AggregateStep.PARTIAL, semi(semi(rows, whole(2)), whole(3))),
        join.changed(plan, rows));
  }

  @Test
  void whatEveryTaskReadsStays() {
    PhysicalPlan plan = semi(semi(read(1), whole(2)), read(3));
    JoinInPlace join = JoinInPlace.of(plan);
    assertEquals(new JoinInPlace(1, Set.of(3)), join);
    assertEquals(semi(semi(read(4), whole(2)), whole(3)), join.changed(plan, read(4)));
  }

  @Test
  void everyTaskMayBuildByItself() {
    PhysicalPlan built = groups(AggregateStep.FINAL, semi(read(2), read(3)));
    PhysicalPlan plan = semi(read(1), built);
    assertEquals(
        semi(read(4), groups(AggregateStep.FINAL, semi(whole(2), whole(3)))),
        JoinInPlace.of(plan).changed(plan, read(4)));
  }

  @Test
  void groupsAndPartnersMustMeet() {
    PhysicalPlan joined = semi(read(1), read(2));
    assertNull(JoinInPlace.of(groups(AggregateStep.FINAL, joined)));
    assertNull(JoinInPlace.of(groups(AggregateStep.SINGLE, joined)));
    assertNull(JoinInPlace.of(new Sort(joined, List.of())));
    assertNull(JoinInPlace.of(join(JoinKind.RIGHT, read(1), read(2))));
    assertNull(JoinInPlace.of(join(JoinKind.FULL, read(1), read(2))));
    assertNull(JoinInPlace.of(semi(read(1), read(1))), "it is built, too");
    assertNull(JoinInPlace.of(semi(read(1), whole(2))), "it is that already");
    assertNull(JoinInPlace.of(semi(read(1), new Limit(read(2), 0, 5))), "tasks might differ");
  }
}
