package io.sheaf.engine.expression;

import static io.sheaf.engine.codegen.Code.two;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.codegen.Bounds;
import io.sheaf.engine.codegen.Code;
import io.sheaf.engine.codegen.Code.ArrayType;
import io.sheaf.engine.codegen.ExprCode;
import io.sheaf.engine.codegen.Form;
import io.sheaf.engine.codegen.Fragments;
import io.sheaf.engine.codegen.Leaves;
import io.sheaf.engine.codegen.Loop;
import io.sheaf.engine.codegen.Loop.Update;
import io.sheaf.engine.codegen.LoopBuilder;
import io.sheaf.engine.codegen.LoopInputs;
import io.sheaf.engine.codegen.LoopPrinter;
import io.sheaf.plan.Expr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated loops compute of random expressions what the interpreter computes. */
class LoopsAgreeTest {
  private static final int EXPRESSIONS = Integer.getInteger("sheaf.expressions", 500);
  private static final List<DataType> TYPES =
      RandomExprs.TYPES.stream()
          .filter(type -> type.storage() != Storage.TEXT && type.storage() != Storage.FLOAT)
          .toList();

  private final long seed = Long.getLong("sheaf.seed", new Random().nextLong());
  private final List<DataType> columns = new ArrayList<>(RandomExprs.TYPES);
  private int compared;
  private int computedOperations;

  /** What a loop makes of an expression: two numbers a row. */
  private record Made(Loop loop, LoopInputs inputs, LoopBuilder builder, int first, int second) {
    long[] literals() {
      return builder.literals();
    }

    Map<Integer, Interval> limits() {
      return builder.limits();
    }
  }

  @Test
  void valuesAgree() {
    Random seeds = new Random(seed);
    for (int i = 0; i < EXPRESSIONS; i++) {
      long one = seeds.nextLong();
      Random random = new Random(one);
      DataType type = TYPES.get(random.nextInt(TYPES.size()));
      Expr expr = NormalForm.of(new RandomExprs(random, columns).expr(type, random.nextInt(1, 4)));
      Leaves leaves = new Leaves();
      if (leaves.add(expr)) {
        computedOperations += leaves.indexOf(expr) < 0 ? 1 : 0;
        for (int batch = 0; batch < 3; batch++) {
          Batch rows = new RandomBatches(random).sample(columns, random.nextInt(1, 200)).batch();
          compare(expr, leaves, rows, "seed " + seed + ", expression " + one + ": " + expr);
        }
      }
    }
    assertTrue(compared > EXPRESSIONS, compared + " batches compared, seed " + seed);
    assertTrue(computedOperations > EXPRESSIONS / 8, computedOperations + ", seed " + seed);
  }

  private void compare(Expr expr, Leaves leaves, Batch batch, String context) {
    Column[] read = new Column[leaves.all().size()];
    List<Form> forms = new ArrayList<>();
    try {
      for (int i = 0; i < read.length; i++) {
        read[i] = ExprCompiler.compile(leaves.all().get(i)).open().evaluate(batch);
        forms.add(Form.of(read[i]));
      }
    } catch (SheafException e) {
      return;
    }
    if (forms.stream().anyMatch(form -> form.layout() == Form.Layout.UNFIT)) {
      return;
    }
    Made made = make(expr, leaves, forms, batch);
    Object[] arrays = new Object[made.loop().arrays().size()];
    long[] parameters = made.literals();
    Interval[] bounds = new Interval[arrays.length];
    made.inputs().bind(read, arrays, parameters);
    made.inputs().bounds(read, batch, true, bounds);
    if (Bounds.prove(made.loop(), bounds, parameters, made.limits()) == null) {
      return;
    }
    boolean floating = made.loop().arrays().get(made.first()).type() == ArrayType.DOUBLES;
    double[] doubles = new double[batch.rows()];
    long[] first = new long[batch.rows()];
    long[] second = new long[batch.rows()];
    arrays[made.first()] = floating ? doubles : first;
    arrays[made.second()] = second;
    int[] rows = batch.selection() == null ? null : batch.selection().rows();
    Fragments.of(made.loop())
        .orElseThrow()
        .run(arrays, parameters, rows, batch.selectedRows(), new long[0]);
    check(expr, batch, floating ? doubles : null, first, second, context + "\n", made);
    compared++;
  }

  private Made make(Expr expr, Leaves leaves, List<Form> forms, Batch batch) {
    LoopBuilder builder = new LoopBuilder();
    LoopInputs inputs = new LoopInputs(builder, leaves.all(), forms, batch.schema());
    ExprCode code = new ExprCode(builder, leaves, inputs.values());
    Code one;
    Code two;
    if (expr.type() == Simple.BOOLEAN) {
      ExprCode.Truth truth = code.truth(expr);
      one = truth.yes();
      two = truth.no();
    } else {
      ExprCode.Value value = code.value(expr);
      one = value.code();
      two = value.valid() == null ? Code.constant(-1) : value.valid();
    }
    ArrayType type = one.kind() == Code.Kind.DOUBLE ? ArrayType.DOUBLES : ArrayType.LONGS;
    int first = builder.array(type, "first");
    int second = builder.array(ArrayType.LONGS, "second");
    builder.change(first, new Code.Row(), Update.SET, one);
    builder.change(second, new Code.Row(), Update.SET, two(Code.Binary.OR, two, Code.constant(0)));
    return new Made(
        builder.build("test", batch.selection() == null), inputs, builder, first, second);
  }

  private static void check(
      Expr expr,
      Batch batch,
      double[] doubles,
      long[] first,
      long[] second,
      String context,
      Made made) {
    Column expected;
    try {
      expected = ExprCompiler.compile(expr).open().evaluate(batch);
    } catch (SheafException e) {
      throw new AssertionError(context + LoopPrinter.print(made.loop()), e);
    }
    for (int k = 0; k < batch.selectedRows(); k++) {
      int row = batch.selection() == null ? k : batch.selection().rows()[k];
      Column flat = expected instanceof ConstantColumn c ? c.value() : expected;
      Object wanted = Literals.of(flat, flat == expected ? row : 0, expr.type()).value();
      Object found;
      if (expr.type() == Simple.BOOLEAN) {
        found = first[row] == -1 ? (Object) true : second[row] == -1 ? (Object) false : null;
        assertEquals(0, first[row] & second[row], context);
      } else if (second[row] == 0) {
        found = null;
      } else {
        found = doubles != null ? (Object) doubles[row] : (Object) first[row];
      }
      assertEquals(
          plain(wanted), found, "row " + row + ", " + context + LoopPrinter.print(made.loop()));
    }
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Integer i -> (Object) (long) i;
      case BigInteger i -> i.longValueExact();
      case null -> null;
      case Object other -> other;
    };
  }
}
