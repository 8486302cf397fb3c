package io.sheaf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.ShuffleRead;
import io.sheaf.plan.PhysicalPlan.Union;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What gives no rows when some of its inputs have none. */
class EmptyInputsTest {
  private static final Schema SCHEMA = Schema.of(new Field("k", Simple.INTEGER, true));

  private static PhysicalPlan read(int stage) {
    return new ShuffleRead(stage, new Partitioning.Single(), SCHEMA, Estimate.UNKNOWN);
  }

  private static PhysicalPlan join(JoinKind kind) {
    return new HashJoin(
        kind,
        read(0),
        read(1),
        new Keys(List.of(0), List.of(0), List.of(false)),
        null,
        false,
        PhysicalPlan.joinSchema(kind, SCHEMA, SCHEMA),
        Estimate.UNKNOWN);
  }

  private static boolean isEmpty(PhysicalPlan plan, Integer... empty) {
    return EmptyInputs.givesNothing(plan, read -> Set.of(empty).contains(read.shuffle()));
  }

  @Test
  void joins() {
    for (JoinKind kind : JoinKind.values()) {
      boolean byLeft =
          switch (kind) {
            case INNER, SEMI, RIGHT_SEMI, LEFT, ANTI, MARK -> true;
            case RIGHT, FULL, RIGHT_ANTI -> false;
          };
      boolean byRight =
          switch (kind) {
            case INNER, SEMI, RIGHT_SEMI, RIGHT, RIGHT_ANTI -> true;
            case LEFT, FULL, ANTI, MARK -> false;
          };
      assertEquals(byLeft, isEmpty(join(kind), 0), kind + " without left rows");
      assertEquals(byRight, isEmpty(join(kind), 1), kind + " without right rows");
      assertEquals(true, isEmpty(join(kind), 0, 1), kind + " without rows");
      assertEquals(false, isEmpty(join(kind)), kind + " with rows");
    }
  }

  @Test
  void unionsAndGroups() {
    PhysicalPlan union = new Union(List.of(read(0), read(1)), SCHEMA);
    assertEquals(false, isEmpty(union, 0));
    assertEquals(true, isEmpty(union, 0, 1));
    PhysicalPlan groups =
        new Aggregate(union, AggregateStep.SINGLE, List.of(0), List.of(), SCHEMA, Estimate.UNKNOWN);
    assertEquals(true, isEmpty(groups, 0, 1));
    PhysicalPlan one =
        new Aggregate(
            union, AggregateStep.SINGLE, List.of(), List.of(), Schema.of(), Estimate.UNKNOWN);
    assertEquals(false, isEmpty(one, 0, 1), "a row for no rows");
  }
}
