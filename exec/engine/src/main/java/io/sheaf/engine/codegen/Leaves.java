package io.sheaf.engine.codegen;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.engine.expression.NormalForm;
import io.sheaf.engine.expression.cast.Casts;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what of an expression the generator computes, by the expression alone, and collects what it
 * does not: the columns that a loop reads, those of the input and those that the interpreter
 * computes first. For one thread.
 */
public final class Leaves {
  private final List<Expr> leaves = new ArrayList<>();

  /** Columns, and what the interpreter computes; in the order of their numbers. */
  public List<Expr> all() {
    return List.copyOf(leaves);
  }

  /** The number of a leaf, or -1. */
  public int indexOf(Expr expr) {
    return leaves.indexOf(expr);
  }

  /**
   * Adds the leaves of an expression in normal form.
   *
   * @return false if it cannot be computed by a loop, because a part that may fail belongs to some
   *     rows only
   */
  public boolean add(Expr expr) {
    return add(expr, true);
  }

  private boolean add(Expr expr, boolean everyRow) {
    if (isComputed(expr)) {
      return switch (expr) {
        case Expr.Literal literal -> true;
        case Expr.InputRef ref -> leaf(ref);
        case Expr.Cast cast -> add(cast.arg(), everyRow);
        case Expr.Case choice ->
            addAll(choice.conditions(), false)
                && addAll(choice.values(), false)
                && add(choice.otherwise(), false);
        case Expr.InSet set -> false;
        case Expr.Call call -> addAll(call.args(), everyRow && !isLazy(call.function()));
      };
    }
    return (everyRow || !NormalForm.canFail(expr)) && isNumber(expr.type()) && leaf(expr);
  }

  private boolean addAll(List<Expr> exprs, boolean everyRow) {
    for (Expr expr : exprs) {
      if (!add(expr, everyRow)) {
        return false;
      }
    }
    return true;
  }

  private boolean leaf(Expr expr) {
    if (!leaves.contains(expr)) {
      leaves.add(expr);
    }
    return isNumber(expr.type());
  }

  /** Adds a column of any type, as a key; its number. */
  public int addColumn(Expr expr) {
    leaf(expr);
    return leaves.indexOf(expr);
  }

  private static boolean isLazy(ScalarFunction function) {
    return function == ScalarFunction.AND
        || function == ScalarFunction.OR
        || function == ScalarFunction.COALESCE;
  }

  /** Whether values of a type are numbers or truth values in arrays that loops read. */
  static boolean isNumber(DataType type) {
    return switch (type.storage()) {
      case BOOLEAN -> type == Simple.BOOLEAN;
      case INT, LONG, DOUBLE, INT128 -> true;
      case FLOAT, TEXT -> false;
    };
  }

  private static boolean isWhole(DataType type) {
    return isNumber(type) && type.storage() != Storage.DOUBLE && type != Simple.BOOLEAN;
  }

  /** Whether the generator computes the expression itself, not counting its arguments. */
  static boolean isComputed(Expr expr) {
    return switch (expr) {
      case Expr.InputRef ref -> isNumber(ref.type());
      case Expr.Literal literal -> isLiteral(literal);
      case Expr.Cast cast -> isCast(cast);
      case Expr.Case choice -> isNumber(choice.type()) && choice.type() != Simple.DOUBLE;
      case Expr.InSet set -> false;
      case Expr.Call call -> isCall(call);
    };
  }

  private static boolean isLiteral(Expr.Literal literal) {
    return switch (literal.value()) {
      case null -> literal.type() != Simple.NULL && isNumber(literal.type());
      case BigInteger unscaled -> unscaled.bitLength() <= 62;
      case Boolean b -> true;
      case Integer i -> true;
      case Long l -> true;
      case Double d -> true;
      default -> false;
    };
  }

  private static boolean isCast(Expr.Cast cast) {
    DataType from = cast.arg().type();
    DataType to = cast.type();
    if (!isWhole(from) || !isWhole(to)) {
      return isWhole(from) && to == Simple.DOUBLE && !(from instanceof DataType.Decimal);
    }
    if (Casts.isRelabelling(from, to) || from.isInteger() && to == Simple.BIGINT) {
      return true;
    }
    return !cast.safe() && scaleUp(from, to) >= 0;
  }

  /** By what power of ten values of a type grow on the way to another, or -1. */
  static int scaleUp(DataType from, DataType to) {
    int scale = from instanceof DataType.Decimal d ? d.scale() : from.isInteger() ? 0 : -1;
    return scale >= 0 && to instanceof DataType.Decimal d && d.scale() - scale <= 18
        ? d.scale() - scale
        : -1;
  }

  private static boolean isCall(Expr.Call call) {
    List<Expr> args = call.args();
    return switch (call.function()) {
      case AND, OR, NOT, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> true;
      case IS_NULL, IS_NOT_NULL -> isNumber(args.getFirst().type());
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          isWhole(args.get(0).type()) && isWhole(args.get(1).type());
      case ADD, SUBTRACT, MULTIPLY -> isArithmetic(call);
      case NEGATE -> call.type().equals(args.getFirst().type()) && isNumber(call.type());
      case COALESCE -> isWhole(call.type());
      default -> false;
    };
  }

  private static boolean isArithmetic(Expr.Call call) {
    DataType a = call.args().get(0).type();
    DataType b = call.args().get(1).type();
    if (call.type() == Simple.DOUBLE) {
      return a == Simple.DOUBLE && b == Simple.DOUBLE;
    }
    if (call.type() instanceof DataType.Decimal type) {
      if (!(a instanceof DataType.Decimal x) || !(b instanceof DataType.Decimal y)) {
        return false;
      }
      int natural =
          call.function() == ScalarFunction.MULTIPLY
              ? x.scale() + y.scale()
              : Math.max(x.scale(), y.scale());
      return type.scale() >= natural && type.scale() - Math.min(x.scale(), y.scale()) <= 18;
    }
    return call.type().isInteger() && a.isInteger() && b.isInteger();
  }
}
