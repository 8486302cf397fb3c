package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Expr;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** Aggregations; several grouping sets are as many aggregations over one shared input. */
final class AggregateLowering {
  private final Lowering lowering;
  private final Estimates estimates;

  AggregateLowering(Lowering lowering, Estimates estimates) {
    this.lowering = lowering;
    this.estimates = estimates;
  }

  PhysicalPlan lower(Aggregate aggregate) {
    PhysicalPlan known = KnownAnswers.of(aggregate);
    if (known != null) {
      return known;
    }
    PhysicalPlan input = withComputed(aggregate, lowering.lower(aggregate.getInput()));
    if (aggregate.getGroupSets().size() == 1
        && aggregate.getGroupSets().getFirst().equals(aggregate.getGroupSet())) {
      return grouped(aggregate, input, aggregate.getGroupSet());
    }
    PhysicalPlan shared = new PhysicalPlan.Shared(lowering.nextSharedId(), input);
    List<PhysicalPlan> parts = new ArrayList<>();
    for (ImmutableBitSet set : aggregate.getGroupSets()) {
      parts.add(grouped(aggregate, shared, set));
    }
    return new PhysicalPlan.Union(parts, parts.getFirst().schema());
  }

  private static AggregateFunction function(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case COUNT ->
          call.getArgList().isEmpty() ? AggregateFunction.COUNT_ALL : AggregateFunction.COUNT;
      case SUM, SUM0 -> AggregateFunction.SUM;
      case AVG -> AggregateFunction.AVG;
      case MIN -> AggregateFunction.MIN;
      case MAX -> AggregateFunction.MAX;
      case SINGLE_VALUE -> AggregateFunction.SINGLE_VALUE;
      case ANY_VALUE -> AggregateFunction.ANY_VALUE;
      case STDDEV_SAMP -> AggregateFunction.STDDEV_SAMP;
      case STDDEV_POP -> AggregateFunction.STDDEV_POP;
      case VAR_SAMP -> AggregateFunction.VAR_SAMP;
      case VAR_POP -> AggregateFunction.VAR_POP;
      default ->
          switch (call.getAggregation().getName().toUpperCase(Locale.ROOT)) {
            case "BOOL_AND", "EVERY", "LOGICAL_AND" -> AggregateFunction.BOOL_AND;
            case "BOOL_OR", "SOME", "LOGICAL_OR" -> AggregateFunction.BOOL_OR;
            case "STDDEV" -> AggregateFunction.STDDEV_SAMP;
            case "VARIANCE" -> AggregateFunction.VAR_SAMP;
            default ->
                throw ExprLowering.unsupported(
                    "Aggregate function " + call.getAggregation().getName() + " is");
          };
    };
  }

  private static boolean isStatistical(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> true;
      default -> false;
    };
  }

  /**
   * The input with more columns behind it: a DOUBLE twin for each column that a statistical
   * function reads, and packed rows.
   */
  private static PhysicalPlan withComputed(Aggregate aggregate, PhysicalPlan input) {
    List<Expr> exprs = new ArrayList<>();
    List<Field> fields = new ArrayList<>(input.schema().fields());
    for (int i = 0; i < fields.size(); i++) {
      exprs.add(new Expr.InputRef(i, fields.get(i).type()));
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (isStatistical(call)) {
        int column = call.getArgList().getFirst();
        exprs.add(Conversions.to(exprs.get(column), Simple.DOUBLE));
        fields.add(new Field(fields.get(column).name(), Simple.DOUBLE, true));
        continue;
      }
      PackedAggregate packed = PackedAggregate.of(call, exprs);
      if (packed != null) {
        exprs.add(packed.packed());
        fields.add(new Field("packed", Simple.VARBINARY, true));
      }
    }
    return fields.size() == input.schema().size()
        ? input
        : new PhysicalPlan.Project(input, exprs, new Schema(fields));
  }

  /** One grouping set; columns of the full set that it leaves out are NULL. */
  private PhysicalPlan grouped(Aggregate aggregate, PhysicalPlan input, ImmutableBitSet set) {
    Schema target = schema(aggregate, input.schema());
    List<io.sheaf.plan.AggregateCall> calls = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int column : set) {
      int at = aggregate.getGroupSet().indexOf(column);
      fields.add(target.field(at));
    }
    List<Expr> outputs = new ArrayList<>();
    boolean plain = set.equals(aggregate.getGroupSet());
    for (int column : aggregate.getGroupSet()) {
      DataType type = input.schema().type(column);
      outputs.add(
          set.get(column)
              ? new Expr.InputRef(set.indexOf(column), type)
              : new Expr.Literal(null, type));
    }
    int computed = aggregate.getInput().getRowType().getFieldCount();
    List<Expr> inputs = refs(input.schema());
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      AggregateCall call = aggregate.getAggCallList().get(i);
      Field field = target.field(aggregate.getGroupCount() + i);
      Expr constant = constant(aggregate, call, set, input.schema());
      if (constant != null) {
        outputs.add(Conversions.to(constant, field.type()));
        plain = false;
        continue;
      }
      PackedAggregate packed = PackedAggregate.of(call, inputs);
      if (packed != null) {
        outputs.add(collect(call, packed, computed++, new Columns(fields, calls, field)));
        plain = false;
        continue;
      }
      Expr.InputRef result = new Expr.InputRef(fields.size(), field.type());
      boolean sumOrZero = call.getAggregation().getKind() == SqlKind.SUM0;
      outputs.add(sumOrZero ? orZero(result) : result);
      plain &= !sumOrZero;
      fields.add(sumOrZero ? new Field(field.name(), field.type(), true) : field);
      List<Integer> args = isStatistical(call) ? List.of(computed++) : call.getArgList();
      calls.add(call(call, args, field.type()));
    }
    PhysicalPlan plan =
        new PhysicalPlan.Aggregate(
            input,
            PhysicalPlan.AggregateStep.SINGLE,
            set.asList(),
            calls,
            new Schema(fields),
            estimates.of(aggregate, target));
    return plain ? plan : new PhysicalPlan.Project(plan, outputs, target);
  }

  private static List<Expr> refs(Schema schema) {
    List<Expr> refs = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      refs.add(new Expr.InputRef(i, schema.type(i)));
    }
    return refs;
  }

  /**
   * What an aggregation gives so far, and the column that is to be added to its result.
   *
   * @param fields one a key and call
   */
  private record Columns(
      List<Field> fields, List<io.sheaf.plan.AggregateCall> calls, Field target) {
    Expr add(io.sheaf.plan.AggregateCall call) {
      calls.add(call);
      fields.add(new Field(target.name(), call.type(), true));
      return new Expr.InputRef(fields.size() - 1, call.type());
    }
  }

  /** Collects packed rows, and makes the result of them. */
  private static Expr collect(
      AggregateCall call, PackedAggregate packed, int column, Columns columns) {
    boolean distinct = call.isDistinct() && packed.aggregation() == AggregateFunction.COLLECT;
    Expr rows =
        columns.add(
            new io.sheaf.plan.AggregateCall(
                packed.aggregation(), List.of(column), distinct, call.filterArg, Simple.VARBINARY));
    Expr parameter =
        packed.hasColumn()
            ? columns.add(
                new io.sheaf.plan.AggregateCall(
                    AggregateFunction.ANY_VALUE,
                    List.of(packed.column()),
                    false,
                    -1,
                    packed.parameter().type()))
            : null;
    return packed.unpacked(rows, parameter, columns.target().type());
  }

  private static io.sheaf.plan.AggregateCall call(
      AggregateCall call, List<Integer> args, DataType type) {
    AggregateFunction function = function(call);
    if (args.size() > 1) {
      throw ExprLowering.unsupported(call.getAggregation().getName() + " of several columns is");
    }
    boolean distinct =
        call.isDistinct()
            && switch (function) {
              case MIN, MAX, ANY_VALUE, BOOL_AND, BOOL_OR -> false;
              default -> true;
            };
    return new io.sheaf.plan.AggregateCall(function, args, distinct, call.filterArg, type);
  }

  /** Output fields with the input's own types for groups. */
  private static Schema schema(Aggregate aggregate, Schema input) {
    Schema declared = TypeMapping.schema(aggregate.getRowType());
    List<Field> fields = new ArrayList<>();
    int i = 0;
    for (int column : aggregate.getGroupSet()) {
      Field field = declared.field(i++);
      fields.add(new Field(field.name(), input.type(column), field.nullable()));
    }
    fields.addAll(declared.fields().subList(i, declared.size()));
    return new Schema(fields);
  }

  /** GROUPING and constants that only look like aggregates; null for real ones. */
  private Expr constant(
      Aggregate aggregate, AggregateCall call, ImmutableBitSet set, Schema input) {
    return switch (call.getAggregation().getKind()) {
      case GROUPING, GROUPING_ID -> {
        long bits = 0;
        for (int column : call.getArgList()) {
          bits = bits << 1 | (set.get(column) ? 0 : 1);
        }
        yield new Expr.Literal(bits, Simple.BIGINT);
      }
      case LITERAL_AGG -> {
        RexNode literal = call.rexList.getFirst();
        yield lowering.expressions(aggregate, input).lower(literal);
      }
      default -> null;
    };
  }

  private static Expr orZero(Expr sum) {
    Expr zero = Conversions.exactly(new Expr.Literal(0L, Simple.BIGINT), sum.type());
    return new Expr.Call(ScalarFunction.COALESCE, List.of(sum, zero), sum.type());
  }
}
