package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.plan.ScalarFunction;
import io.sheaf.sql.ConstantEvaluator;
import io.sheaf.sql.validate.TypeMapping;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.calcite.rex.RexDynamicParam;

/**
 * The values of a query's parameters, which come in when its tree is lowered. Immutable.
 *
 * @param constants computes what becomes constant by them
 * @param zone in which texts are read as moments
 */
public record Bindings(List<Literal> values, ConstantEvaluator constants, ZoneId zone) {
  public static final Bindings NONE =
      new Bindings(List.of(), new SimpleConstants(), ZoneOffset.UTC);

  public Bindings {
    values = List.copyOf(values);
  }

  public Bindings with(List<Literal> others) {
    return new Bindings(others, constants, zone);
  }

  /** The types that the query is planned for. */
  public List<DataType> types() {
    return typesOf(values);
  }

  /** The types of values as planning sees them; NULL where the place in the query decides. */
  public static List<DataType> typesOf(List<Literal> values) {
    return values.stream().map(v -> v.type().isText() ? Simple.NULL : v.type()).toList();
  }

  /** The value of a parameter as the type that the tree gives it. */
  Expr value(RexDynamicParam parameter) {
    Literal value = values.get(parameter.getIndex());
    DataType type = TypeMapping.type(parameter.getType());
    Literal exact = Conversions.exactly(value, type);
    if (exact != null) {
      return exact;
    }
    if (!value.type().isText()) {
      return new Expr.Cast(value, type, false);
    }
    if (type instanceof DataType.Decimal) {
      return decimal(value, type, parameter.getIndex());
    }
    return folded(type.isText() ? value : ZoneCast.of(value, type, zone));
  }

  /** The value of a parameter that counts rows; {@code absent} for NULL. */
  long count(RexDynamicParam parameter, long absent) {
    Literal value = values.get(parameter.getIndex());
    if (value.isNull()) {
      return absent;
    }
    Literal count = Conversions.exactly(value, Simple.BIGINT);
    if (count == null || (Long) count.value() < 0) {
      throw SheafException.user(
          "BAD_ROW_COUNT",
          "Parameter "
              + (parameter.getIndex() + 1)
              + " counts rows: it is a whole number from 0 to "
              + Long.MAX_VALUE
              + ", not "
              + value);
    }
    return (Long) count.value();
  }

  /** Digits that the type has no place for are no reason to change the value. */
  private static Literal decimal(Literal value, DataType type, int index) {
    String text = ((String) value.value()).strip();
    try {
      Literal exact = Conversions.ofNumber(new BigDecimal(text), type);
      if (exact != null) {
        return exact;
      }
    } catch (NumberFormatException e) {
      throw SheafException.user(
          "BAD_CAST", "Parameter " + (index + 1) + " is to be a number, not '" + text + "'");
    }
    throw SheafException.user(
        "OUT_OF_RANGE",
        "Parameter "
            + (index + 1)
            + " is set as text and taken for "
            + type.sql()
            + ", which "
            + text
            + " does not fit: set it as a number");
  }

  /** The value of an expression that the parameters made constant; any other as it is. */
  Expr folded(Expr expr) {
    if (values.isEmpty()) {
      return expr;
    }
    return switch (expr) {
      case Expr.Call call when call.function() == ScalarFunction.AND -> logical(call, true);
      case Expr.Call call when call.function() == ScalarFunction.OR -> logical(call, false);
      case Expr.Call call -> constant(call, call.args());
      case Expr.Cast cast -> constant(cast, List.of(cast.arg()));
      case Expr.Case c -> c;
      case Expr.InSet set -> constant(set, List.of(set.arg()));
      case Expr.InputRef ref -> ref;
      case Literal literal -> literal;
    };
  }

  private Expr constant(Expr expr, List<Expr> args) {
    if (args.isEmpty() || !args.stream().allMatch(Literal.class::isInstance)) {
      return expr;
    }
    try {
      return constants.evaluate(expr).map(Expr.class::cast).orElse(expr);
    } catch (SheafException | IllegalArgumentException | ArithmeticException e) {
      return expr; // it fails when the query runs, if it is reached
    }
  }

  /** A conjunction or disjunction without constants that say nothing or everything. */
  private static Expr logical(Expr.Call call, boolean neutral) {
    List<Expr> left =
        call.args().stream()
            .filter(
                arg -> !(arg instanceof Literal l && Boolean.valueOf(neutral).equals(l.value())))
            .toList();
    for (Expr arg : left) {
      if (arg instanceof Literal l && Boolean.valueOf(!neutral).equals(l.value())) {
        return l;
      }
    }
    return switch (left.size()) {
      case 0 -> new Literal(neutral, Simple.BOOLEAN);
      case 1 -> left.getFirst();
      default -> new Expr.Call(call.function(), left, Simple.BOOLEAN);
    };
  }
}
