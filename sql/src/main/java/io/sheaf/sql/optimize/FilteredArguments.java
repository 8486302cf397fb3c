package io.sheaf.sql.optimize;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * The argument of an aggregate with a FILTER is computed only for rows that pass it: {@code SUM(10
 * / x) FILTER (WHERE x <> 0)} divides by no zero. It becomes a CASE of the filter; the plain
 * argument is left behind it and trimmed where nobody else reads it.
 */
final class FilteredArguments implements Phase {
  @Override
  public RelNode apply(RelNode tree) {
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof Aggregate aggregate
                    && aggregate.getInput() instanceof Project project
                ? guarded(aggregate, project)
                : visited;
          }
        });
  }

  private static RelNode guarded(Aggregate aggregate, Project project) {
    List<RexNode> exprs = new ArrayList<>(project.getProjects());
    List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
    RexBuilder expressions = project.getCluster().getRexBuilder();
    List<AggregateCall> calls = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      List<Integer> args = new ArrayList<>(call.getArgList());
      for (int i = 0; call.hasFilter() && i < args.size(); i++) {
        if (project.getProjects().get(args.get(i)) instanceof RexCall arg) {
          RexNode filter = project.getProjects().get(call.filterArg);
          RexNode none = expressions.makeNullLiteral(arg.getType());
          exprs.add(expressions.makeCall(SqlStdOperatorTable.CASE, filter, arg, none));
          names.add("$filtered" + exprs.size());
          args.set(i, exprs.size() - 1);
        }
      }
      calls.add(call.withArgList(args));
    }
    if (exprs.size() == project.getProjects().size()) {
      return aggregate;
    }
    RelNode input =
        LogicalProject.create(
            project.getInput(), project.getHints(), exprs, names, project.getVariablesSet());
    return aggregate.copy(
        aggregate.getTraitSet(), input, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
  }
}
