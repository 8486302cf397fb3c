package io.sheaf.engine;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.InputRef;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Filter;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.NestedLoopJoin;
import io.sheaf.plan.PhysicalPlan.Project;
import io.sheaf.plan.PhysicalPlan.Shared;
import io.sheaf.plan.PhysicalPlan.Union;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random plans that make sense, over tables whose columns are BIGINT, INTEGER or VARCHAR. */
final class RandomQueries {
  private final Random random;
  private final List<Supplier<PhysicalPlan.Scan>> scans;
  private int nextShared;

  RandomQueries(Random random, List<Supplier<PhysicalPlan.Scan>> scans) {
    this.random = random;
    this.scans = scans;
  }

  PhysicalPlan plan(int depth) {
    if (depth == 0) {
      return scan();
    }
    return switch (random.nextInt(9)) {
      case 0 -> {
        PhysicalPlan input = plan(depth - 1);
        yield new Filter(input, condition(input.schema()), estimate());
      }
      case 1 -> project(plan(depth - 1));
      case 2, 3 -> aggregate(plan(depth - 1));
      case 4, 5, 6 -> join(plan(depth - 1), plan(depth - 1));
      case 7 -> {
        PhysicalPlan input = plan(depth - 1);
        PhysicalPlan shared = new Shared(nextShared++, input);
        yield random.nextBoolean()
            ? new Union(List.of(shared, shared), input.schema())
            : join(shared, shared);
      }
      default -> nestedLoop(plan(depth - 1), scan());
    };
  }

  private Estimate estimate() {
    return random.nextBoolean() ? Estimate.UNKNOWN : new Estimate(random.nextInt(100_000), 1e6);
  }

  private PhysicalPlan scan() {
    PhysicalPlan.Scan scan = scans.get(random.nextInt(scans.size())).get();
    Expr filter = random.nextBoolean() ? condition(scan.schema()) : null;
    return new PhysicalPlan.Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        scan.predicate(),
        filter,
        Long.MAX_VALUE,
        estimate());
  }

  private Expr condition(Schema schema) {
    return switch (random.nextInt(8)) {
      case 0 -> bool(ScalarFunction.AND, condition(schema), condition(schema));
      case 1 -> bool(ScalarFunction.OR, condition(schema), condition(schema));
      case 2 -> bool(ScalarFunction.NOT, condition(schema));
      case 3 -> bool(ScalarFunction.IS_NULL, column(schema));
      default -> {
        Expr left = column(schema);
        ScalarFunction[] all = {
          ScalarFunction.EQUAL,
          ScalarFunction.NOT_EQUAL,
          ScalarFunction.LESS,
          ScalarFunction.LESS_OR_EQUAL,
          ScalarFunction.GREATER,
          ScalarFunction.GREATER_OR_EQUAL
        };
        yield bool(all[random.nextInt(all.length)], left, operand(left.type(), schema));
      }
    };
  }

  private static Expr bool(ScalarFunction function, Expr... args) {
    return new Expr.Call(function, List.of(args), Simple.BOOLEAN);
  }

  private InputRef column(Schema schema) {
    int index = random.nextInt(schema.size());
    return new InputRef(index, schema.type(index));
  }

  /** A column or constant of a type. */
  private Expr operand(DataType type, Schema schema) {
    List<Integer> fitting = columnsOf(schema, type);
    if (random.nextBoolean() && !fitting.isEmpty()) {
      return new InputRef(fitting.get(random.nextInt(fitting.size())), type);
    }
    Object value =
        type == Simple.BIGINT
            ? (Object) (long) random.nextInt(20)
            : type == Simple.INTEGER
                ? (Object) random.nextInt(20)
                : type == Simple.BOOLEAN ? (Object) random.nextBoolean() : "v" + random.nextInt(20);
    return new Literal(value, type);
  }

  private static List<Integer> columnsOf(Schema schema, DataType type) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      if (schema.type(i).equals(type)) {
        found.add(i);
      }
    }
    return found;
  }

  private PhysicalPlan project(PhysicalPlan input) {
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3) + 1; i++) {
      Expr expr = column(input.schema());
      List<Integer> longs = columnsOf(input.schema(), Simple.BIGINT);
      if (random.nextInt(3) == 0 && !longs.isEmpty()) {
        Expr a = new InputRef(longs.get(random.nextInt(longs.size())), Simple.BIGINT);
        expr =
            new Expr.Call(
                random.nextBoolean() ? ScalarFunction.ADD : ScalarFunction.SUBTRACT,
                List.of(a, operand(Simple.BIGINT, input.schema())),
                Simple.BIGINT);
      }
      exprs.add(expr);
      fields.add(new Field("p" + i, expr.type(), true));
    }
    return new Project(input, exprs, new Schema(fields));
  }

  private PhysicalPlan aggregate(PhysicalPlan input) {
    Schema in = input.schema();
    List<Integer> groups = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int group = random.nextInt(in.size());
      if (!groups.contains(group)) {
        groups.add(group);
        fields.add(new Field("g" + group, in.type(group), true));
      }
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = random.nextInt(3) + (groups.isEmpty() ? 1 : 0); i > 0; i--) {
      AggregateCall call = call(in);
      calls.add(call);
      fields.add(new Field("a" + i, call.type(), true));
    }
    return new Aggregate(
        input, AggregateStep.SINGLE, groups, calls, new Schema(fields), estimate());
  }

  private AggregateCall call(Schema in) {
    InputRef arg = column(in);
    boolean distinct = random.nextInt(4) == 0;
    List<Integer> args = List.of(arg.index());
    boolean whole = arg.type() == Simple.BIGINT || arg.type() == Simple.INTEGER;
    int choice = random.nextInt(5);
    if (choice == 0) {
      return new AggregateCall(AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT);
    }
    if (choice == 1 || arg.type() == Simple.BOOLEAN) {
      return new AggregateCall(AggregateFunction.COUNT, args, distinct, -1, Simple.BIGINT);
    }
    if (choice == 2 && whole) {
      return new AggregateCall(AggregateFunction.SUM, args, distinct, -1, Simple.BIGINT);
    }
    AggregateFunction extreme = choice == 3 ? AggregateFunction.MIN : AggregateFunction.MAX;
    return new AggregateCall(extreme, args, false, -1, arg.type());
  }

  private PhysicalPlan join(PhysicalPlan left, PhysicalPlan right) {
    List<Integer> leftKeys = new ArrayList<>();
    List<Integer> rightKeys = new ArrayList<>();
    List<Boolean> nullEqual = new ArrayList<>();
    for (int tries = 0; tries < 6 && leftKeys.size() < 1 + random.nextInt(2); tries++) {
      InputRef key = column(left.schema());
      List<Integer> fitting = columnsOf(right.schema(), key.type());
      if (!fitting.isEmpty()) {
        leftKeys.add(key.index());
        rightKeys.add(fitting.get(random.nextInt(fitting.size())));
        nullEqual.add(random.nextInt(5) == 0);
      }
    }
    if (leftKeys.isEmpty()) {
      return nestedLoop(left, right);
    }
    JoinKind kind = JoinKind.values()[random.nextInt(JoinKind.values().length)];
    boolean nullAware =
        (kind == JoinKind.ANTI || kind == JoinKind.MARK)
            && leftKeys.size() == 1
            && !nullEqual.getFirst()
            && random.nextBoolean();
    Expr residual =
        !nullAware && random.nextInt(4) == 0
            ? condition(left.schema().concat(right.schema()))
            : null;
    return new HashJoin(
        kind,
        left,
        right,
        new Keys(leftKeys, rightKeys, nullEqual),
        residual,
        nullAware,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        estimate());
  }

  private PhysicalPlan nestedLoop(PhysicalPlan left, PhysicalPlan right) {
    JoinKind[] kinds = {JoinKind.INNER, JoinKind.LEFT, JoinKind.SEMI, JoinKind.ANTI};
    JoinKind kind = kinds[random.nextInt(kinds.length)];
    Expr condition = condition(left.schema().concat(right.schema()));
    return new NestedLoopJoin(
        kind,
        left,
        right,
        condition,
        PhysicalPlan.joinSchema(kind, left.schema(), right.schema()),
        estimate());
  }
}
