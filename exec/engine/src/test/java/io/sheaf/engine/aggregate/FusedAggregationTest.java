package io.sheaf.engine.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.RandomBatches;
import io.sheaf.engine.expression.ExprCompiler;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.ScalarFunction;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated aggregation loops give what the interpreter gives. */
class FusedAggregationTest {
  private static final int ROUNDS = Integer.getInteger("sheaf.rounds", 200);
  private static final Decimal MONEY = new Decimal(15, 2);
  private static final Schema SCHEMA =
      RandomBatches.schema(
          DataType.VARCHAR,
          DataType.VARCHAR,
          Simple.INTEGER,
          Simple.DATE,
          MONEY,
          MONEY,
          Simple.BIGINT,
          Simple.BOOLEAN,
          new Decimal(30, 3));

  @TempDir Path folder;

  @Test
  void loopsAgreeWithTheInterpreter() {
    for (int round = 0; round < ROUNDS; round++) {
      RandomBatches batches = new RandomBatches().withDomain(round % 4 == 0 ? 300 : 6);
      Random random = batches.random();
      int batchRows = new int[] {3, 100, 2000, 8192}[random.nextInt(4)];
      List<Batch> input = batches.batches(SCHEMA, random.nextInt(5000), batchRows);
      PhysicalPlan.Project project = project(random);
      List<Integer> groups = new ArrayList<>();
      for (int g = random.nextInt(3); g > 0; g--) {
        groups.add(random.nextInt(4));
      }
      PhysicalPlan.Aggregate plan = plan(project, groups, calls(random, project.schema()));
      List<Batch> projected = input.stream().map(batch -> projected(project, batch)).toList();
      int drivers = 1 + random.nextInt(3);
      AggregationRun interpreted = new AggregationRun(folder).withDrivers(drivers);
      AggregationRun generated = new AggregationRun(folder).withDrivers(drivers);
      List<List<Object>> wanted = sorted(interpreted.withCodegen(Codegen.OFF).run(plan, projected));
      List<List<Object>> found = sorted(generated.withCodegen(Codegen.FORCE).run(plan, input));
      assertEquals(wanted, found, batches + " " + groups + " " + plan.calls());
      assertTrue(generated.absorbed(), plan.toString());
    }
  }

  private static Batch projected(PhysicalPlan.Project project, Batch batch) {
    List<Column> columns = new ArrayList<>();
    for (Expr expr : project.exprs()) {
      columns.add(ExprCompiler.compile(expr).open().evaluate(batch));
    }
    return batch.withColumns(project.schema(), columns);
  }

  private static List<List<Object>> sorted(List<Batch> batches) {
    return RandomBatches.rows(batches).stream()
        .sorted(Comparator.comparing(Object::toString))
        .toList();
  }

  /** Four columns for keys, then some to add up, then a filter. */
  private static PhysicalPlan.Project project(Random random) {
    List<Expr> exprs = new ArrayList<>();
    for (int key : new int[] {0, 1, 2, 3}) {
      exprs.add(column(key));
    }
    Expr price = column(4);
    Expr rest = decimal(ScalarFunction.SUBTRACT, literal(1 + random.nextInt(3)), column(5), 16, 2);
    exprs.add(price);
    exprs.add(decimal(ScalarFunction.MULTIPLY, price, rest, 31, 4));
    exprs.add(column(6));
    exprs.add(
        new Expr.Case(
            List.of(compare(ScalarFunction.LESS, column(2), number(random.nextInt(4)))),
            List.of(price),
            random.nextBoolean() ? column(5) : new Expr.Literal(null, MONEY),
            MONEY));
    exprs.add(new Expr.Call(ScalarFunction.ADD, List.of(column(2), number(7)), Simple.INTEGER));
    exprs.add(column(3));
    exprs.add(column(8));
    exprs.add(column(7));
    exprs.add(
        new Expr.Call(
            ScalarFunction.OR,
            List.of(
                compare(ScalarFunction.GREATER_OR_EQUAL, column(2), number(2)),
                new Expr.Call(ScalarFunction.IS_NULL, List.of(column(5)), Simple.BOOLEAN)),
            Simple.BOOLEAN));
    List<Field> fields = new ArrayList<>();
    exprs.forEach(expr -> fields.add(new Field("p" + fields.size(), expr.type(), true)));
    return new PhysicalPlan.Project(
        new PhysicalPlan.Values(SCHEMA, List.of()), exprs, new Schema(fields));
  }

  private static Expr column(int index) {
    return new Expr.InputRef(index, SCHEMA.type(index));
  }

  private static Expr number(int value) {
    return new Expr.Literal(value, Simple.INTEGER);
  }

  private static Expr literal(int value) {
    return new Expr.Literal(BigInteger.valueOf(value), new Decimal(1, 0));
  }

  private static Expr compare(ScalarFunction function, Expr a, Expr b) {
    return new Expr.Call(function, List.of(a, b), Simple.BOOLEAN);
  }

  private static Expr decimal(ScalarFunction function, Expr a, Expr b, int precision, int scale) {
    return new Expr.Call(function, List.of(a, b), new Decimal(precision, scale));
  }

  private static List<AggregateCall> calls(Random random, Schema schema) {
    List<AggregateCall> calls = new ArrayList<>();
    for (int c = 1 + random.nextInt(6); c > 0; c--) {
      int column = 4 + random.nextInt(schema.size() - 4);
      DataType type = schema.type(column);
      int filter = random.nextInt(3) == 0 ? schema.size() - 1 - random.nextInt(2) : -1;
      calls.add(
          switch (random.nextInt(5)) {
            case 0 -> call(AggregateFunction.COUNT_ALL, List.of(), filter, Simple.BIGINT);
            case 1 -> call(AggregateFunction.COUNT, List.of(column), filter, Simple.BIGINT);
            case 2 -> call(AggregateFunction.MIN, List.of(column), filter, type);
            case 3 -> call(AggregateFunction.MAX, List.of(column), filter, type);
            default ->
                type instanceof Decimal d
                    ? call(
                        AggregateFunction.SUM,
                        List.of(column),
                        filter,
                        new Decimal(Math.min(38, d.precision() + 10), d.scale()))
                    : type.isInteger()
                        ? call(AggregateFunction.SUM, List.of(column), filter, Simple.BIGINT)
                        : call(AggregateFunction.COUNT, List.of(column), filter, Simple.BIGINT);
          });
    }
    return calls;
  }

  private static AggregateCall call(
      AggregateFunction function, List<Integer> args, int filter, DataType type) {
    return new AggregateCall(function, args, false, filter, type);
  }

  private static PhysicalPlan.Aggregate plan(
      PhysicalPlan input, List<Integer> groups, List<AggregateCall> calls) {
    List<Field> fields = new ArrayList<>();
    groups.forEach(group -> fields.add(input.schema().field(group)));
    calls.forEach(call -> fields.add(new Field("a" + fields.size(), call.type(), true)));
    return new PhysicalPlan.Aggregate(
        input, AggregateStep.SINGLE, groups, calls, new Schema(fields), Estimate.UNKNOWN);
  }
}
