package io.sheaf.engine.aggregate;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.codegen.Leaves;
import io.sheaf.engine.expression.NormalForm;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one generated loop does for an aggregation: computes the projection below it, finds the
 * groups and updates their states. Immutable, shared by all tables of the aggregation.
 *
 * @param input of the projection
 * @param leaves columns that the loop reads; the keys are the last ones
 * @param keys the leaf of each key
 * @param columns expressions of the aggregation's input columns, in normal form; null where no
 *     accumulator needs them
 */
record FusedShape(
    AggregationLayout layout, Schema input, Leaves leaves, List<Integer> keys, List<Expr> columns) {

  /**
   * What came of looking for a shape.
   *
   * @param shape null where there is none
   * @param refusal why there is none
   */
  record Attempt(FusedShape shape, String refusal) {}

  /** The shape, with the projection below; null where loops are not wanted or cannot do it. */
  static FusedShape of(AggregationLayout layout, Codegen codegen) {
    return codegen == Codegen.OFF ? null : attempt(layout).shape();
  }

  static Attempt attempt(AggregationLayout layout) {
    PhysicalPlan input = layout.plan().input();
    if (layout.isFinal()) {
      return refused("states are merged");
    }
    if (layout.accumulators().isEmpty()) {
      return refused("nothing is computed of the groups");
    }
    if (input instanceof PhysicalPlan.Project project) {
      return of(layout, project.input().schema(), project.exprs());
    }
    List<Expr> columns = new ArrayList<>();
    for (int i = 0; i < input.schema().size(); i++) {
      columns.add(new Expr.InputRef(i, input.schema().type(i)));
    }
    return of(layout, input.schema(), columns);
  }

  private static Attempt refused(String why) {
    return new Attempt(null, why);
  }

  private static Attempt of(AggregationLayout layout, Schema input, List<Expr> projection) {
    Expr[] columns = new Expr[projection.size()];
    Leaves leaves = new Leaves();
    for (AccumulatorSpec spec : layout.accumulators()) {
      if (spec.set() >= 0) {
        return refused("an aggregate is DISTINCT");
      }
      if (!isFused(spec)) {
        return refused(spec.kind() + " of " + spec.type().sql());
      }
      for (int column : new int[] {spec.argument(), spec.filter()}) {
        if (column >= 0 && columns[column] == null) {
          columns[column] = NormalForm.of(projection.get(column));
          if (!leaves.add(columns[column])) {
            return refused(projection.get(column).toString());
          }
        }
      }
    }
    List<Integer> keys = new ArrayList<>();
    for (int key : layout.keys()) {
      DataType type = projection.get(key).type();
      if (!KeyCodes.supports(type) || type == Simple.BOOLEAN) {
        return refused("a key is " + type.sql());
      }
      keys.add(leaves.addColumn(NormalForm.of(projection.get(key))));
    }
    return new Attempt(
        new FusedShape(layout, input, leaves, List.copyOf(keys), Arrays.asList(columns)), null);
  }

  private static boolean isFused(AccumulatorSpec spec) {
    return switch (spec.kind()) {
      case ROWS -> spec.argument() < 0;
      case EXACT_SUM -> spec.type() != Simple.BOOLEAN;
      case MIN, MAX ->
          switch (spec.type().storage()) {
            case BOOLEAN -> spec.type() == Simple.BOOLEAN;
            case INT, LONG, INT128 -> true;
            case FLOAT, DOUBLE, TEXT -> false;
          };
      case NULLS -> spec.type().storage() != Storage.TEXT;
      case DOUBLE_SUM, FIRST, MOMENTS, COLLECT -> false;
    };
  }
}
