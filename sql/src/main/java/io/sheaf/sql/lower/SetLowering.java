package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;

/**
 * Set operations: unions as they are; INTERSECT and EXCEPT as semi and anti joins in which NULL
 * equals NULL, their ALL forms by counting.
 */
final class SetLowering {
  private final Lowering lowering;
  private final Estimates estimates;

  SetLowering(Lowering lowering, Estimates estimates) {
    this.lowering = lowering;
    this.estimates = estimates;
  }

  PhysicalPlan union(Union union) {
    List<PhysicalPlan> inputs = inputs(union);
    PhysicalPlan all =
        inputs.size() == 1
            ? inputs.getFirst()
            : new PhysicalPlan.Union(inputs, TypeMapping.schema(union.getRowType()));
    return union.all ? all : distinct(all, estimates.of(union, all.schema()));
  }

  PhysicalPlan intersect(Intersect intersect) {
    return intersect.all
        ? counted(intersect, ScalarFunction.LEAST)
        : chain(intersect, JoinKind.SEMI);
  }

  PhysicalPlan minus(Minus minus) {
    return minus.all ? counted(minus, ScalarFunction.SUBTRACT) : chain(minus, JoinKind.ANTI);
  }

  /** Counts each row on both sides and repeats it as often as the function of the counts says. */
  private PhysicalPlan counted(SetOp set, ScalarFunction function) {
    List<PhysicalPlan> inputs = inputs(set);
    Schema rows = TypeMapping.schema(set.getRowType());
    PhysicalPlan result = inputs.getFirst();
    for (PhysicalPlan right : inputs.subList(1, inputs.size())) {
      Schema counts =
          rows.concat(
              Schema.of(
                  new Field("left", DataType.Simple.BIGINT, true),
                  new Field("right", DataType.Simple.BIGINT, true)));
      List<PhysicalPlan> sides =
          List.of(counting(result, counts, 1, 0), counting(right, counts, 0, 1));
      int width = rows.size();
      PhysicalPlan groups =
          new PhysicalPlan.Aggregate(
              new PhysicalPlan.Union(sides, counts),
              PhysicalPlan.AggregateStep.SINGLE,
              IntStream.range(0, width).boxed().toList(),
              List.of(sum(width), sum(width + 1)),
              counts,
              estimates.of(set, counts));
      List<Expr> exprs = refs(rows);
      exprs.add(
          new Expr.Call(function, List.of(count(width), count(width + 1)), DataType.Simple.BIGINT));
      Schema repeated = rows.concat(Schema.of(new Field("times", DataType.Simple.BIGINT, true)));
      result = new PhysicalPlan.Repeat(new PhysicalPlan.Project(groups, exprs, repeated));
    }
    return result;
  }

  private static PhysicalPlan counting(
      PhysicalPlan side, Schema counts, long isLeft, long isRight) {
    List<Expr> exprs = refs(side.schema());
    exprs.add(new Expr.Literal(isLeft, DataType.Simple.BIGINT));
    exprs.add(new Expr.Literal(isRight, DataType.Simple.BIGINT));
    return new PhysicalPlan.Project(side, exprs, counts);
  }

  private static AggregateCall sum(int column) {
    return new AggregateCall(
        AggregateFunction.SUM, List.of(column), false, -1, DataType.Simple.BIGINT);
  }

  private static Expr count(int column) {
    return new Expr.InputRef(column, DataType.Simple.BIGINT);
  }

  private static List<Expr> refs(Schema schema) {
    List<Expr> refs = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      refs.add(new Expr.InputRef(i, schema.type(i)));
    }
    return refs;
  }

  private PhysicalPlan chain(SetOp set, JoinKind kind) {
    List<PhysicalPlan> inputs = inputs(set);
    Estimate estimate = estimates.of(set, inputs.getFirst().schema());
    PhysicalPlan result = distinct(inputs.getFirst(), estimate);
    for (PhysicalPlan right : inputs.subList(1, inputs.size())) {
      List<JoinLowering.Key> keys = new ArrayList<>();
      for (int i = 0; i < result.schema().size(); i++) {
        keys.add(
            new JoinLowering.Key(
                new Expr.InputRef(i, result.schema().type(i)),
                new Expr.InputRef(i, right.schema().type(i)),
                true,
                false));
      }
      result =
          JoinLowering.hash(
              kind,
              result,
              right,
              new JoinLowering.Condition(keys, List.of(), false),
              false,
              estimate);
    }
    return result;
  }

  /** The inputs with the result's types. */
  private List<PhysicalPlan> inputs(SetOp set) {
    Schema target = TypeMapping.schema(set.getRowType());
    List<PhysicalPlan> inputs = new ArrayList<>();
    for (RelNode input : set.getInputs()) {
      inputs.add(as(lowering.lower(input), target));
    }
    return inputs;
  }

  private static PhysicalPlan as(PhysicalPlan plan, Schema target) {
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < target.size(); i++) {
      Expr ref = new Expr.InputRef(i, plan.schema().type(i));
      Expr cast =
          ref.type().equals(target.type(i)) ? ref : new Expr.Cast(ref, target.type(i), false);
      same &= cast == ref;
      exprs.add(cast);
      fields.add(target.field(i));
    }
    return same ? plan : new PhysicalPlan.Project(plan, exprs, new Schema(fields));
  }

  private static PhysicalPlan distinct(PhysicalPlan input, Estimate estimate) {
    return new PhysicalPlan.Aggregate(
        input,
        PhysicalPlan.AggregateStep.SINGLE,
        IntStream.range(0, input.schema().size()).boxed().toList(),
        List.of(),
        input.schema(),
        estimate);
  }
}
