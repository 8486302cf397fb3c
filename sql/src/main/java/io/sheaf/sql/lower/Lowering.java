package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.SortKey;
import io.sheaf.sql.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Lowers an optimised tree. One per plan, for one thread. */
public final class Lowering {
  private final Estimates estimates = new Estimates();
  private final JoinLowering joins = new JoinLowering(this, estimates);
  private final AggregateLowering aggregates = new AggregateLowering(this, estimates);
  private final SetLowering sets = new SetLowering(this, estimates);
  private final Bindings bindings;
  private int lastSharedId;

  public Lowering(Bindings bindings) {
    this.bindings = bindings;
  }

  /** The plan whose columns are called by these names. */
  public PhysicalPlan lower(RelNode tree, List<String> names) {
    PhysicalPlan plan =
        new SharedSubtrees(this::nextSharedId).share(ColumnPruning.prune(lower(tree)));
    Schema target = TypeMapping.schema(tree.getRowType());
    List<Field> fields = new ArrayList<>();
    List<Expr> exprs = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < names.size(); i++) {
      Field field = plan.schema().field(i);
      same &= field.name().equals(names.get(i));
      exprs.add(new Expr.InputRef(i, field.type()));
      fields.add(new Field(names.get(i), field.type(), target.field(i).nullable()));
    }
    return same ? plan : project(plan, exprs, new Schema(fields));
  }

  int nextSharedId() {
    return ++lastSharedId;
  }

  /** Lowers the expressions of a node over this input. */
  ExprLowering expressions(RelNode node, Schema input) {
    return new ExprLowering(node.getCluster().getRexBuilder(), input, bindings);
  }

  PhysicalPlan lower(RelNode node) {
    return switch (node) {
      case TableScan scan -> ScanLowering.lower(scan, estimates);
      case Filter filter -> filter(filter);
      case Project project -> project(project);
      case Join join -> joins.lower(join);
      case Aggregate aggregate -> aggregates.lower(aggregate);
      case Sort sort -> sort(sort);
      case Values values -> values(values);
      case Union union -> sets.union(union);
      case Intersect intersect -> sets.intersect(intersect);
      case Minus minus -> sets.minus(minus);
      case RepeatUnion recursion ->
          throw ExprLowering.unsupported("WITH RECURSIVE inside another query or statement is");
      case Window window -> throw ExprLowering.unsupported("Window functions are");
      default -> {
        String operation = node.getRelTypeName().replace("Logical", "");
        throw ExprLowering.unsupported("Operation " + operation + " is");
      }
    };
  }

  private PhysicalPlan filter(Filter filter) {
    PhysicalPlan input = lower(filter.getInput());
    Expr condition = expressions(filter, input.schema()).lower(filter.getCondition());
    if (input instanceof PhysicalPlan.Scan scan && scan.filter() == null) {
      return ScanLowering.filtered(scan, condition, estimates.of(filter, scan.schema()));
    }
    return new PhysicalPlan.Filter(input, condition, estimates.of(filter, input.schema()));
  }

  private PhysicalPlan project(Project project) {
    PhysicalPlan input = lower(project.getInput());
    if (project.containsOver()) {
      return new WindowLowering(this, project, input).lower();
    }
    List<Expr> exprs = expressions(project, input.schema()).lower(project.getProjects());
    if (input instanceof PhysicalPlan.Scan scan && scan.filter() == null) {
      PhysicalPlan narrowed = ScanLowering.narrowed(scan, exprs);
      if (narrowed != null) {
        return narrowed;
      }
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < exprs.size(); i++) {
      var field = project.getRowType().getFieldList().get(i);
      fields.add(new Field(field.getName(), exprs.get(i).type(), field.getType().isNullable()));
    }
    return project(input, exprs, new Schema(fields));
  }

  /** A projection; two on top of each other that only pick columns become one. */
  static PhysicalPlan project(PhysicalPlan input, List<Expr> exprs, Schema schema) {
    if (input instanceof PhysicalPlan.Project inner
        && exprs.stream().allMatch(Expr.InputRef.class::isInstance)) {
      List<Expr> merged =
          exprs.stream().map(e -> inner.exprs().get(((Expr.InputRef) e).index())).toList();
      return new PhysicalPlan.Project(inner.input(), merged, schema);
    }
    if (input instanceof PhysicalPlan.Project inner
        && inner.exprs().stream().allMatch(Expr.InputRef.class::isInstance)) {
      List<Expr> merged =
          exprs.stream()
              .map(e -> Refs.map(e, i -> ((Expr.InputRef) inner.exprs().get(i)).index()))
              .toList();
      return new PhysicalPlan.Project(inner.input(), merged, schema);
    }
    return new PhysicalPlan.Project(input, exprs, schema);
  }

  private PhysicalPlan sort(Sort sort) {
    long offset = count(sort.offset, 0);
    long fetch = count(sort.fetch, Long.MAX_VALUE);
    PhysicalPlan input = lower(sort.getInput());
    List<SortKey> keys = new ArrayList<>();
    for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
      keys.add(
          new SortKey(
              collation.getFieldIndex(),
              collation.getDirection().isDescending(),
              collation.nullDirection == RelFieldCollation.NullDirection.FIRST));
    }
    if (keys.isEmpty()) {
      return offset == 0 && fetch == Long.MAX_VALUE
          ? input
          : new PhysicalPlan.Limit(limited(input, offset, fetch), offset, fetch);
    }
    if (fetch != Long.MAX_VALUE) {
      return PhysicalPlan.TopN.of(input, keys, offset, fetch);
    }
    PhysicalPlan sorted = new PhysicalPlan.Sort(input, keys);
    return offset == 0 ? sorted : new PhysicalPlan.Limit(sorted, offset, fetch);
  }

  private long count(RexNode node, long absent) {
    return switch (node) {
      case RexLiteral literal -> literal.getValueAs(java.math.BigDecimal.class).longValueExact();
      case RexDynamicParam parameter -> bindings.count(parameter, absent);
      case null, default -> absent;
    };
  }

  /** Lets a scan stop early below a limit. */
  private static PhysicalPlan limited(PhysicalPlan input, long offset, long fetch) {
    if (fetch > Long.MAX_VALUE - offset) {
      return input;
    }
    return switch (input) {
      case PhysicalPlan.Scan scan -> ScanLowering.limited(scan, offset + fetch);
      case PhysicalPlan.Project project ->
          new PhysicalPlan.Project(
              limited(project.input(), offset, fetch), project.exprs(), project.schema());
      default -> input;
    };
  }

  private static PhysicalPlan values(Values values) {
    Schema schema = TypeMapping.schema(values.getRowType());
    List<List<Expr.Literal>> rows = new ArrayList<>();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<Expr.Literal> row = new ArrayList<>();
      for (int i = 0; i < tuple.size(); i++) {
        DataType type = schema.type(i);
        Expr.Literal literal = Literals.of(tuple.get(i));
        Expr.Literal exact = Conversions.exactly(literal, type);
        row.add(exact == null ? literal : exact);
      }
      rows.add(row);
    }
    return new PhysicalPlan.Values(schema, rows);
  }
}
