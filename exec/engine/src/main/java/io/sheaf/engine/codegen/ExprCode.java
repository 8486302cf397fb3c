package io.sheaf.engine.codegen;

import static io.sheaf.engine.codegen.Code.not;
import static io.sheaf.engine.codegen.Code.two;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Int128;
import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.codegen.Code.Binary;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Code.Unary;
import io.sheaf.engine.expression.kernel.Intervals;
import io.sheaf.plan.Expr;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes expressions in normal form, whose parts {@link Leaves} has accepted, as code of a loop.
 * Whole numbers, dates and decimals are LONG, truth values masks. For one thread.
 */
public final class ExprCode {
  private static final Code NEVER = Code.constant(0);
  private static final Code ALWAYS = Code.constant(-1);

  private final LoopBuilder loop;
  private final Leaves leaves;
  private final List<Value> leafValues;
  private final Map<Expr, Value> known = new HashMap<>();

  /**
   * A number.
   *
   * @param code arbitrary, but safe to compute with, where the value is NULL
   * @param valid mask of the rows where it is not NULL, or null when it never is
   */
  public record Value(Code code, Code valid) {}

  /** A truth value: where it is true and where it is false; NULL is neither. */
  public record Truth(Code yes, Code no) {}

  /**
   * @param leafValues what the loop has of each leaf
   */
  public ExprCode(LoopBuilder loop, Leaves leaves, List<Value> leafValues) {
    this.loop = loop;
    this.leaves = leaves;
    this.leafValues = List.copyOf(leafValues);
  }

  /** A number; LONG or DOUBLE. */
  public Value value(Expr expr) {
    int leaf = leaves.indexOf(expr);
    if (leaf >= 0) {
      return leafValues.get(leaf);
    }
    Value written = known.get(expr);
    if (written == null) {
      written = write(expr);
      known.put(expr, written);
    }
    return written;
  }

  private Value write(Expr expr) {
    return switch (expr) {
      case Expr.Literal literal -> literal(literal);
      case Expr.Cast cast -> cast(cast);
      case Expr.Case choice -> choice(choice);
      case Expr.Call call -> call(call);
      case Expr.InputRef ref -> throw unexpected(ref);
      case Expr.InSet set -> throw unexpected(set);
    };
  }

  private static SheafException unexpected(Expr expr) {
    return SheafException.bug("no code for " + expr);
  }

  private Value literal(Expr.Literal literal) {
    return switch (literal.value()) {
      case null ->
          new Value(
              literal.type() == Simple.DOUBLE
                  ? new Code.Constant(0, Kind.DOUBLE)
                  : Code.constant(0),
              NEVER);
      case BigInteger unscaled -> new Value(loop.parameter(Kind.LONG, unscaled.longValue()), null);
      case Double d -> new Value(loop.parameter(Kind.DOUBLE, Double.doubleToRawLongBits(d)), null);
      case Boolean b -> throw unexpected(literal);
      case Number n -> new Value(loop.parameter(Kind.LONG, n.longValue()), null);
      default -> throw unexpected(literal);
    };
  }

  private Value cast(Expr.Cast cast) {
    Value arg = value(cast.arg());
    if (cast.type() == Simple.DOUBLE) {
      return new Value(loop.let(new Code.One(Unary.TO_DOUBLE, arg.code())), arg.valid());
    }
    int digits = Leaves.scaleUp(cast.arg().type(), cast.type());
    return digits < 0
        ? arg
        : new Value(limited(scaled(arg.code(), digits), cast.type()), arg.valid());
  }

  private Code scaled(Code value, int digits) {
    return digits <= 0
        ? value
        : loop.let(two(Binary.MULTIPLY, value, Code.constant(Int128.powerOfTen(digits))));
  }

  /** The value in a variable that is proven to lie within its type. */
  private Code limited(Code value, DataType type) {
    return switch (type) {
      case DataType.Decimal d -> loop.let(value, Intervals.of(d));
      case Simple.TINYINT -> loop.let(value, new Interval(Byte.MIN_VALUE, Byte.MAX_VALUE));
      case Simple.SMALLINT -> loop.let(value, new Interval(Short.MIN_VALUE, Short.MAX_VALUE));
      case Simple.INTEGER, Simple.INTERVAL_YEAR_MONTH ->
          loop.let(value, new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE));
      case DataType other -> loop.let(value);
    };
  }

  private Value choice(Expr.Case choice) {
    Value result = value(choice.otherwise());
    for (int i = choice.conditions().size() - 1; i >= 0; i--) {
      Code yes = truth(choice.conditions().get(i)).yes();
      result = blend(yes, value(choice.values().get(i)), result);
    }
    return result;
  }

  private Value blend(Code yes, Value then, Value otherwise) {
    return new Value(
        loop.let(new Code.Blend(yes, then.code(), otherwise.code())),
        blendMasks(yes, then.valid(), otherwise.valid()));
  }

  private Code blendMasks(Code yes, Code then, Code otherwise) {
    return then == null && otherwise == null
        ? null
        : loop.let(
            new Code.Blend(
                yes, then == null ? ALWAYS : then, otherwise == null ? ALWAYS : otherwise));
  }

  private Value call(Expr.Call call) {
    List<Expr> args = call.args();
    return switch (call.function()) {
      case ADD -> arithmetic(Binary.ADD, call);
      case SUBTRACT -> arithmetic(Binary.SUBTRACT, call);
      case MULTIPLY -> arithmetic(Binary.MULTIPLY, call);
      case NEGATE -> {
        Value arg = value(args.getFirst());
        yield new Value(limited(new Code.One(Unary.NEGATE, arg.code()), call.type()), arg.valid());
      }
      case COALESCE -> {
        Value result = value(args.getLast());
        for (int i = args.size() - 2; i >= 0; i--) {
          Value next = value(args.get(i));
          result = next.valid() == null ? next : blend(next.valid(), next, result);
        }
        yield result;
      }
      default -> throw unexpected(call);
    };
  }

  private Value arithmetic(Binary function, Expr.Call call) {
    Value a = value(call.args().get(0));
    Value b = value(call.args().get(1));
    Code valid = both(a.valid(), b.valid());
    if (!(call.type() instanceof DataType.Decimal type)) {
      Code result = two(function, a.code(), b.code());
      return new Value(
          call.type() == Simple.DOUBLE ? loop.let(result) : limited(result, call.type()), valid);
    }
    int scaleA = ((DataType.Decimal) call.args().get(0).type()).scale();
    int scaleB = ((DataType.Decimal) call.args().get(1).type()).scale();
    boolean product = function == Binary.MULTIPLY;
    int common = product ? scaleA + scaleB : Math.max(scaleA, scaleB);
    Code left = product ? a.code() : scaled(a.code(), common - scaleA);
    Code right = product ? b.code() : scaled(b.code(), common - scaleB);
    Code natural = loop.let(two(function, left, right));
    return new Value(limited(scaled(natural, type.scale() - common), type), valid);
  }

  private Code both(Code a, Code b) {
    return a == null ? b : b == null || a.equals(b) ? a : loop.let(two(Binary.AND, a, b));
  }

  /** A truth value. */
  public Truth truth(Expr expr) {
    if (leaves.indexOf(expr) >= 0) {
      Value mask = leafValues.get(leaves.indexOf(expr));
      return known(mask.code(), mask.valid());
    }
    return switch (expr) {
      case Expr.Literal literal ->
          literal.isNull()
              ? new Truth(NEVER, NEVER)
              : (Boolean) literal.value() ? new Truth(ALWAYS, NEVER) : new Truth(NEVER, ALWAYS);
      case Expr.Cast cast -> truth(cast.arg());
      case Expr.Case choice -> {
        Truth result = truth(choice.otherwise());
        for (int i = choice.conditions().size() - 1; i >= 0; i--) {
          Code yes = truth(choice.conditions().get(i)).yes();
          Truth then = truth(choice.values().get(i));
          result =
              new Truth(
                  loop.let(new Code.Blend(yes, then.yes(), result.yes())),
                  loop.let(new Code.Blend(yes, then.no(), result.no())));
        }
        yield result;
      }
      case Expr.Call call -> predicate(call);
      case Expr.InputRef ref -> throw unexpected(ref);
      case Expr.InSet set -> throw unexpected(set);
    };
  }

  private Truth known(Code mask, Code valid) {
    return valid == null
        ? new Truth(mask, not(mask))
        : new Truth(
            loop.let(two(Binary.AND, mask, valid)), loop.let(two(Binary.AND, not(mask), valid)));
  }

  private Truth predicate(Expr.Call call) {
    List<Expr> args = call.args();
    return switch (call.function()) {
      case AND ->
          new Truth(
              fold(args, Binary.AND, arg -> truth(arg).yes()),
              fold(args, Binary.OR, arg -> truth(arg).no()));
      case OR ->
          new Truth(
              fold(args, Binary.OR, arg -> truth(arg).yes()),
              fold(args, Binary.AND, arg -> truth(arg).no()));
      case NOT -> {
        Truth arg = truth(args.getFirst());
        yield new Truth(arg.no(), arg.yes());
      }
      case IS_TRUE -> decided(truth(args.getFirst()).yes());
      case IS_NOT_TRUE -> decided(not(truth(args.getFirst()).yes()));
      case IS_FALSE -> decided(truth(args.getFirst()).no());
      case IS_NOT_FALSE -> decided(not(truth(args.getFirst()).no()));
      case IS_NOT_NULL -> decided(valid(args.getFirst()));
      case IS_NULL -> decided(not(valid(args.getFirst())));
      default -> comparison(call);
    };
  }

  private static Truth decided(Code mask) {
    return new Truth(mask, not(mask));
  }

  private Code valid(Expr expr) {
    if (expr.type() == Simple.BOOLEAN) {
      Truth truth = truth(expr);
      return loop.let(two(Binary.OR, truth.yes(), truth.no()));
    }
    Code valid = value(expr).valid();
    return valid == null ? ALWAYS : valid;
  }

  private Code fold(List<Expr> args, Binary function, Function<Expr, Code> of) {
    Code result = of.apply(args.getFirst());
    for (Expr arg : args.subList(1, args.size())) {
      result = loop.let(two(function, result, of.apply(arg)));
    }
    return result;
  }

  private Truth comparison(Expr.Call call) {
    Value a = value(call.args().get(0));
    Value b = value(call.args().get(1));
    Code mask =
        switch (call.function()) {
          case EQUAL -> loop.let(two(Binary.EQUAL, a.code(), b.code()));
          case NOT_EQUAL -> not(loop.let(two(Binary.EQUAL, a.code(), b.code())));
          case LESS -> loop.let(two(Binary.LESS, a.code(), b.code()));
          case GREATER -> loop.let(two(Binary.LESS, b.code(), a.code()));
          case LESS_OR_EQUAL -> not(loop.let(two(Binary.LESS, b.code(), a.code())));
          case GREATER_OR_EQUAL -> not(loop.let(two(Binary.LESS, a.code(), b.code())));
          default -> throw unexpected(call);
        };
    return known(mask, both(a.valid(), b.valid()));
  }
}
