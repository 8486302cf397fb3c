package io.sheaf.engine.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.expression.kernel.Rows;
import io.sheaf.plan.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions over random batches give what the row-at-a-time reference gives. */
class ExpressionsAgreeTest {
  private static final int EXPRESSIONS = Integer.getInteger("sheaf.expressions", 2000);

  private final long seed = Long.getLong("sheaf.seed", new Random().nextLong());
  private final List<DataType> columns = new ArrayList<>();

  ExpressionsAgreeTest() {
    columns.addAll(RandomExprs.TYPES);
    columns.addAll(RandomExprs.TYPES);
  }

  @Test
  void valuesAgree() {
    Random seeds = new Random(seed);
    int computed = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      long one = seeds.nextLong();
      Random random = new Random(one);
      DataType type = RandomExprs.TYPES.get(random.nextInt(RandomExprs.TYPES.size()));
      Expr expr = new RandomExprs(random, columns).expr(type, random.nextInt(1, 4));
      String context = "seed " + seed + ", expression " + one + ": " + expr;
      CompiledExpr.Evaluation evaluation = ExprCompiler.compile(expr).open();
      for (int batch = 0; batch < 3; batch++) {
        RandomBatches.Sample sample = new RandomBatches(random).sample(columns, rows(random));
        computed += compare(expr, evaluation, sample, context) ? 1 : 0;
      }
    }
    assertTrue(computed > EXPRESSIONS, computed + " batches without errors, seed " + seed);
  }

  @Test
  void selectionsAgree() {
    Random seeds = new Random(seed + 1);
    for (int i = 0; i < EXPRESSIONS; i++) {
      long one = seeds.nextLong();
      Random random = new Random(one);
      Expr expr = new RandomExprs(random, columns).expr(Simple.BOOLEAN, random.nextInt(1, 4));
      String context = "seed " + seed + ", condition " + one + ": " + expr;
      Codegen codegen = random.nextBoolean() ? Codegen.FORCE : Codegen.OFF;
      CompiledFilter.Evaluation filter = ExprCompiler.compileFilter(expr, codegen).open();
      for (int batch = 0; batch < 3; batch++) {
        select(expr, filter, new RandomBatches(random).sample(columns, rows(random)), context);
      }
    }
  }

  @Test
  void conjunctionsOfComparisonsAgree() {
    Random seeds = new Random(seed + 2);
    for (int i = 0; i < EXPRESSIONS / 4; i++) {
      long one = seeds.nextLong();
      Random random = new Random(one);
      RandomExprs exprs = new RandomExprs(random, columns);
      List<Expr> parts = new ArrayList<>();
      for (int p = random.nextInt(2, 6); p > 0; p--) {
        parts.add(exprs.comparisonOfColumns());
      }
      Expr expr = Expr.and(parts);
      CompiledFilter.Evaluation filter = ExprCompiler.compileFilter(expr, Codegen.FORCE).open();
      String context = "seed " + seed + ", conjunction " + one + ": " + expr;
      for (int batch = 0; batch < 3; batch++) {
        select(expr, filter, new RandomBatches(random).sample(columns, rows(random)), context);
      }
    }
  }

  private static int rows(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(1, 4);
      case 1 -> 64;
      default -> random.nextInt(1, 200);
    };
  }

  /** Whether the expression had a value in all rows. */
  private boolean compare(
      Expr expr, CompiledExpr.Evaluation evaluation, RandomBatches.Sample sample, String context) {
    Batch batch = sample.batch();
    Rows rows = Rows.of(batch);
    Object[] expected = new Object[rows.length()];
    boolean[] failed = new boolean[rows.length()];
    RowReference.Failure failure = null;
    for (int k = 0; k < rows.count(); k++) {
      try {
        expected[rows.row(k)] = RowReference.eval(expr, sample.values()[rows.row(k)]);
      } catch (RowReference.Failure e) {
        failed[rows.row(k)] = true;
        failure = e;
      }
    }
    Column column;
    try {
      column = evaluation.evaluate(batch);
    } catch (SheafException e) {
      if (failure == null || e.blame() != SheafException.Blame.USER) {
        throw new AssertionError(context, e);
      }
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(context, e);
    }
    // In a condition a part that cannot fail may run first and spare rows an error.
    if (failure != null && !expr.toString().contains("CASE")) {
      fail(context + " should fail: " + failure.getMessage());
    }
    for (int k = 0; k < rows.count(); k++) {
      int row = rows.row(k);
      if (failed[row]) {
        continue;
      }
      Object actual = RowReference.literal(Literals.of(column, row, expr.type()));
      if (!same(expected[row], actual)) {
        assertEquals(expected[row], actual, "row " + row + ", " + context);
        fail("row " + row + ", " + context);
      }
    }
    checkForm(column, rows, context);
    return true;
  }

  /** Decimals of up to 18 digits are longs, and intervals hold. */
  private static void checkForm(Column column, Rows rows, String context) {
    if (column.type() instanceof DataType.Decimal d && d.precision() <= 18) {
      Column values = column instanceof ConstantColumn c ? c.value() : column;
      assertTrue(values instanceof LongColumn, context);
    }
    if (column instanceof LongColumn c && c.interval() != null) {
      for (int k = 0; k < rows.count(); k++) {
        int row = rows.row(k);
        if (!c.isNull(row)) {
          assertTrue(
              c.values()[row] >= c.interval().min() && c.values()[row] <= c.interval().max(),
              c.values()[row] + " in " + c.interval() + ", " + context);
        }
      }
    }
  }

  static boolean same(Object a, Object b) {
    return a == null || b == null ? a == b : RowReference.compare(a, b) == 0;
  }

  private static void select(
      Expr expr, CompiledFilter.Evaluation filter, RandomBatches.Sample sample, String context) {
    Batch batch = sample.batch();
    Rows rows = Rows.of(batch);
    List<Integer> expected = new ArrayList<>();
    boolean fails = false;
    for (int k = 0; k < rows.count(); k++) {
      try {
        if (Boolean.TRUE.equals(RowReference.eval(expr, sample.values()[rows.row(k)]))) {
          expected.add(rows.row(k));
        }
      } catch (RowReference.Failure e) {
        fails = true;
      }
    }
    int[] selected = new int[batch.rows()];
    int count;
    try {
      count = filter.select(batch, selected);
    } catch (SheafException e) {
      if (!fails || e.blame() != SheafException.Blame.USER) {
        throw new AssertionError(context, e);
      }
      return;
    } catch (RuntimeException e) {
      throw new AssertionError(context, e);
    }
    if (!fails) {
      List<Integer> actual = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        actual.add(selected[k]);
      }
      assertEquals(expected, actual, context);
    }
  }
}
