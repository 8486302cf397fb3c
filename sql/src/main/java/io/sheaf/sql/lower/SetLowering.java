package io.sheaf.sql.lower;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
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
 * Set operations: unions as they are, the others as semi and anti joins in which NULL equals NULL.
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
    return chain(intersect, JoinKind.SEMI, "INTERSECT ALL is");
  }

  PhysicalPlan minus(Minus minus) {
    return chain(minus, JoinKind.ANTI, "EXCEPT ALL is");
  }

  private PhysicalPlan chain(SetOp set, JoinKind kind, String allIs) {
    if (set.all) {
      throw ExprLowering.unsupported(allIs);
    }
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
