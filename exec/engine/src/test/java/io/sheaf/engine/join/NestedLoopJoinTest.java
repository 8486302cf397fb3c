package io.sheaf.engine.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.RandomBatches;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedLoopJoinTest {
  private static final Schema SCHEMA =
      RandomBatches.schema(Simple.INTEGER, DataType.VARCHAR, Simple.BIGINT);

  @TempDir Path folder;

  @Test
  void joinsLikeTheReference() {
    for (int round = 0; round < 150; round++) {
      RandomBatches batches = new RandomBatches().withDomain(30);
      Random random = batches.random();
      JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
      JoinHarness harness = new JoinHarness(folder, 1 + random.nextInt(4), 8192, false, 1L << 30);
      int rightRows = random.nextInt(4) == 0 ? 1 : random.nextInt(60);
      check(kind, harness, batches, random.nextInt(60), rightRows);
    }
  }

  @Test
  void spillsWhenMemoryIsShort() {
    for (JoinKind kind : JoinKind.values()) {
      RandomBatches batches = new RandomBatches().withDomain(1000);
      JoinHarness harness = new JoinHarness(folder, 2, 8192, false, 1000);
      assertTrue(check(kind, harness, batches, 4, 32_000) > 0, batches + " " + kind);
    }
  }

  @Test
  void leavesNothingWhenTheDiskIsFull() {
    RandomBatches batches = new RandomBatches().withDomain(1000);
    JoinHarness harness = new JoinHarness(folder, 1, 8192, false, 1000);
    long bytes = check(JoinKind.FULL, harness, batches, 4, 32_000);
    for (int eighth = 0; eighth < 7; eighth++) {
      JoinHarness full = harness.withDisk(bytes * eighth / 8);
      SheafException failure =
          assertThrows(
              SheafException.class,
              () -> check(JoinKind.FULL, full, batches, 4, 32_000),
              batches.toString());
      assertEquals("SPILL_FAILED", failure.code(), batches.toString());
    }
  }

  private long check(
      JoinKind kind, JoinHarness harness, RandomBatches batches, int leftRows, int rightRows) {
    boolean conditional = batches.random().nextInt(3) != 0;
    List<Batch> left = batches.batches(SCHEMA, leftRows, 25);
    List<Batch> right = batches.batches(SCHEMA, rightRows, rightRows > 1000 ? 2000 : 25);
    JoinReference reference =
        new JoinReference(
            kind,
            false,
            (l, r) -> true,
            (l, r) ->
                !conditional
                    || l.get(0) != null && r.get(0) != null && (int) l.get(0) < (int) r.get(0));
    List<List<Object>> expected =
        reference.join(RandomBatches.rows(left), RandomBatches.rows(right), 3, 3);
    JoinHarness.Result actual =
        harness.run(query -> ends(kind, conditional, query), left, right, Integer.MAX_VALUE);
    assertEquals(
        JoinReference.bag(expected),
        JoinReference.bag(actual.rows()),
        () -> batches + " " + kind + " " + harness + " conditional " + conditional);
    return actual.spilledBytes();
  }

  private static JoinHarness.Ends ends(JoinKind kind, boolean conditional, QueryContext query) {
    PhysicalPlan side = new PhysicalPlan.Values(SCHEMA, List.of());
    Expr less =
        new Expr.Call(
            ScalarFunction.LESS,
            List.of(new Expr.InputRef(0, Simple.INTEGER), new Expr.InputRef(3, Simple.INTEGER)),
            Simple.BOOLEAN);
    PhysicalPlan.NestedLoopJoin join =
        new PhysicalPlan.NestedLoopJoin(
            kind,
            side,
            side,
            conditional ? less : null,
            PhysicalPlan.joinSchema(kind, SCHEMA, SCHEMA),
            Estimate.UNKNOWN);
    NestedLoopJoinOperator operator = new NestedLoopJoinOperator(join, query);
    return new JoinHarness.Ends(operator.build(), operator.probe());
  }
}
