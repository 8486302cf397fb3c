package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.Sarg;

/**
 * Calcite's expressions over one input as Sheaf's: every cast explicit, every function of the
 * closed set.
 */
final class ExprLowering {
  private final RexBuilder expressions;
  private final Schema input;
  private final Bindings bindings;
  private final FunctionLowering functions = new FunctionLowering(this);

  ExprLowering(RexBuilder expressions, Schema input, Bindings bindings) {
    this.expressions = expressions;
    this.input = input;
    this.bindings = bindings;
  }

  Expr lower(RexNode node) {
    return switch (node) {
      case RexInputRef ref -> new Expr.InputRef(ref.getIndex(), input.type(ref.getIndex()));
      case RexLiteral literal -> Literals.of(literal);
      case RexOver over -> throw unsupported("Window functions are");
      case RexCall call -> bindings.folded(call(call));
      case RexDynamicParam parameter -> bindings.value(parameter);
      default -> throw unsupported("Expression " + node + " is");
    };
  }

  List<Expr> lower(List<RexNode> nodes) {
    List<Expr> lowered = new ArrayList<>(nodes.size());
    for (RexNode node : nodes) {
      lowered.add(lower(node));
    }
    return lowered;
  }

  static SheafException unsupported(String what) {
    return SheafException.user("NOT_SUPPORTED", what + " not supported yet");
  }

  private Expr call(RexCall call) {
    DataType type = TypeMapping.type(call.getType());
    return switch (call.getKind()) {
      case AND -> logical(ScalarFunction.AND, call);
      case OR -> logical(ScalarFunction.OR, call);
      case NOT -> not(lower(call.getOperands().getFirst()));
      case EQUALS -> comparison(ScalarFunction.EQUAL, call);
      case NOT_EQUALS -> comparison(ScalarFunction.NOT_EQUAL, call);
      case LESS_THAN -> comparison(ScalarFunction.LESS, call);
      case LESS_THAN_OR_EQUAL -> comparison(ScalarFunction.LESS_OR_EQUAL, call);
      case GREATER_THAN -> comparison(ScalarFunction.GREATER, call);
      case GREATER_THAN_OR_EQUAL -> comparison(ScalarFunction.GREATER_OR_EQUAL, call);
      case IS_DISTINCT_FROM -> comparison(ScalarFunction.IS_DISTINCT_FROM, call);
      case IS_NOT_DISTINCT_FROM -> comparison(ScalarFunction.IS_NOT_DISTINCT_FROM, call);
      case IS_NULL, IS_UNKNOWN -> test(ScalarFunction.IS_NULL, call);
      case IS_NOT_NULL -> test(ScalarFunction.IS_NOT_NULL, call);
      case IS_TRUE -> test(ScalarFunction.IS_TRUE, call);
      case IS_NOT_TRUE -> test(ScalarFunction.IS_NOT_TRUE, call);
      case IS_FALSE -> test(ScalarFunction.IS_FALSE, call);
      case IS_NOT_FALSE -> test(ScalarFunction.IS_NOT_FALSE, call);
      case CASE -> caseOf(call, type);
      case CAST -> cast(lower(call.getOperands().getFirst()), type, false);
      case SAFE_CAST -> cast(lower(call.getOperands().getFirst()), type, true);
      case REINTERPRET -> cast(lower(call.getOperands().getFirst()), type, false);
      case SEARCH -> search(call);
      default -> functions.lower(call, type);
    };
  }

  private Expr logical(ScalarFunction function, RexCall call) {
    List<Expr> parts = new ArrayList<>();
    for (Expr part : lower(call.getOperands())) {
      if (part instanceof Expr.Call inner && inner.function() == function) {
        parts.addAll(inner.args());
      } else {
        parts.add(part);
      }
    }
    return new Expr.Call(function, parts, Simple.BOOLEAN);
  }

  static Expr not(Expr arg) {
    return new Expr.Call(ScalarFunction.NOT, List.of(arg), Simple.BOOLEAN);
  }

  private Expr test(ScalarFunction function, RexCall call) {
    return new Expr.Call(function, lower(call.getOperands()), Simple.BOOLEAN);
  }

  private Expr comparison(ScalarFunction function, RexCall call) {
    Expr left = lower(call.getOperands().get(0));
    Expr right = lower(call.getOperands().get(1));
    return compare(function, left, right);
  }

  static Expr compare(ScalarFunction function, Expr left, Expr right) {
    Conversions.Pair pair = Conversions.unify(left, right);
    return new Expr.Call(function, List.of(pair.left(), pair.right()), Simple.BOOLEAN);
  }

  static Expr cast(Expr arg, DataType type, boolean safe) {
    if (arg.type().equals(type) || Conversions.fits(arg.type(), type)) {
      return arg;
    }
    if (arg instanceof Expr.Literal literal) {
      Expr.Literal exact = Conversions.exactly(literal, type);
      if (exact != null) {
        return exact;
      }
    }
    return new Expr.Cast(arg, type, safe);
  }

  private Expr caseOf(RexCall call, DataType type) {
    List<RexNode> operands = call.getOperands();
    List<Expr> conditions = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      conditions.add(lower(operands.get(i)));
      values.add(Conversions.to(lower(operands.get(i + 1)), type));
    }
    Expr otherwise = Conversions.to(lower(operands.getLast()), type);
    return new Expr.Case(conditions, values, otherwise, type);
  }

  /** Sets of points stay sets, anything else becomes comparisons. */
  private Expr search(RexCall call) {
    RexNode ref = call.getOperands().getFirst();
    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    boolean points = sarg.isPoints();
    if ((points || sarg.isComplementedPoints()) && sarg.pointCount > 1) {
      Expr set = set(lower(ref), call, points ? sarg : sarg.negate());
      if (set != null) {
        Expr test = points ? set : not(set);
        return withNull(test, lower(ref), sarg.nullAs);
      }
    }
    return lower(RexUtil.expandSearch(expressions, null, call));
  }

  private Expr set(Expr arg, RexCall call, Sarg<?> sarg) {
    List<Expr.Literal> values = new ArrayList<>();
    for (var range : sarg.rangeSet.asRanges()) {
      RexNode point =
          expressions.makeLiteral(
              range.lowerEndpoint(), call.getOperands().get(1).getType(), true, true);
      if (!(lower(point) instanceof Expr.Literal literal)) {
        return null;
      }
      Expr.Literal exact =
          arg.type().isText() && literal.type().isText()
              ? literal
              : Conversions.exactly(literal, arg.type());
      if (exact == null) {
        return null;
      }
      values.add(exact);
    }
    return new Expr.InSet(arg, values);
  }

  private static Expr withNull(Expr test, Expr arg, RexUnknownAs nullAs) {
    return switch (nullAs) {
      case UNKNOWN -> test;
      case TRUE ->
          new Expr.Call(
              ScalarFunction.OR,
              List.of(new Expr.Call(ScalarFunction.IS_NULL, List.of(arg), Simple.BOOLEAN), test),
              Simple.BOOLEAN);
      case FALSE ->
          new Expr.Call(
              ScalarFunction.AND,
              List.of(
                  new Expr.Call(ScalarFunction.IS_NOT_NULL, List.of(arg), Simple.BOOLEAN), test),
              Simple.BOOLEAN);
    };
  }
}
