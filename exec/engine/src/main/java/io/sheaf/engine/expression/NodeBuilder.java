package io.sheaf.engine.expression;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.ConstantColumn;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.engine.expression.kernel.InSetKernel;
import io.sheaf.engine.expression.kernel.Kernel;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.List;

/** Builds the running form of an expression, for one thread. */
final class NodeBuilder {
  private NodeBuilder() {}

  static CompiledExpr.Evaluation build(Expr expr) {
    return switch (expr) {
      case Expr.InputRef ref -> batch -> batch.column(ref.index());
      case Expr.Literal literal -> {
        ConstantColumn constant = Literals.column(literal);
        yield batch -> constant;
      }
      case Expr.Cast cast -> cast(cast);
      case Expr.Case choice ->
          new CaseNode(
              choice.type(),
              choice.conditions().stream().map(ConditionBuilder::build).toList(),
              choice.values().stream().map(value -> as(value, choice.type())).toList(),
              as(choice.otherwise(), choice.type()));
      case Expr.InSet set -> inSet(set);
      case Expr.Call call -> call(Coercion.apply(call));
    };
  }

  /** The expression in another type, if it has not got that already. */
  private static CompiledExpr.Evaluation as(Expr expr, DataType type) {
    return build(Coercion.to(expr, type));
  }

  private static CompiledExpr.Evaluation[] all(List<Expr> args) {
    return args.stream().map(NodeBuilder::build).toArray(CompiledExpr.Evaluation[]::new);
  }

  private static CompiledExpr.Evaluation cast(Expr.Cast cast) {
    DataType from = cast.arg().type();
    if (from == Simple.NULL || cast.arg() instanceof Expr.Literal literal && literal.isNull()) {
      return build(new Expr.Literal(null, cast.type()));
    }
    CompiledExpr.Evaluation arg = build(cast.arg());
    if (Casts.isRelabelling(from, cast.type())) {
      return batch -> Casts.relabel(arg.evaluate(batch), cast.type());
    }
    Kernel kernel = Casts.kernel(from, cast.type(), cast.safe());
    return new FunctionNode(
        cast.type(),
        new CompiledExpr.Evaluation[] {arg},
        kernel,
        true,
        from.storage() == Storage.TEXT ? 0 : -1);
  }

  private static CompiledExpr.Evaluation inSet(Expr.InSet set) {
    DataType type = set.arg().type();
    boolean isText = type.storage() == Storage.TEXT;
    List<Column> values =
        set.values().stream()
            // A longer text than the argument may be is equal to none: cut, it would be.
            .map(value -> isText ? value : Coercion.literal(value, type))
            .map(Literals::value)
            .toList();
    return new FunctionNode(
        Simple.BOOLEAN,
        new CompiledExpr.Evaluation[] {build(set.arg())},
        new InSetKernel(type, values),
        true,
        isText ? 0 : -1);
  }

  private static CompiledExpr.Evaluation call(Expr expr) {
    if (!(expr instanceof Expr.Call call)) {
      return build(expr);
    }
    List<Expr> args = call.args();
    return switch (call.function()) {
      case AND -> new LogicNode(all(args), true);
      case OR -> new LogicNode(all(args), false);
      case COALESCE -> new CoalesceNode(call.type(), all(args));
      case GREATEST -> new ExtremeNode(call.type(), all(args), true);
      case LEAST -> new ExtremeNode(call.type(), all(args), false);
      case PI -> build(new Expr.Literal(Math.PI, Simple.DOUBLE));
      default -> {
        boolean strict = Functions.isStrict(call);
        yield new FunctionNode(
            call.type(), all(args), Functions.kernel(call), strict, strict ? lifted(args) : -1);
      }
    };
  }

  /** The only argument that is not a literal, if it is text; else -1. */
  private static int lifted(List<Expr> args) {
    int found = -1;
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) instanceof Expr.Literal) {
        continue;
      }
      if (found >= 0 || args.get(i).type().storage() != Storage.TEXT) {
        return -1;
      }
      found = i;
    }
    return found;
  }

  /** The value of an expression without inputs. */
  static Column constant(Expr expr) {
    Batch one = Batch.frozen(Schema.EMPTY, List.of(), 1);
    return build(expr).evaluate(one);
  }

  static boolean isComparison(ScalarFunction function) {
    return switch (function) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
      default -> false;
    };
  }
}
