package io.sheaf.engine.codegen;

import io.sheaf.columnar.LongColumn.Interval;
import io.sheaf.engine.codegen.Code.Kind;
import io.sheaf.engine.codegen.Loop.Step;
import io.sheaf.engine.expression.kernel.Intervals;
import java.util.HashMap;
import java.util.Map;

/**
 * Proves that a loop computes what it says: that no sum, product or difference in it overflows,
 * from the bounds of the arrays that it reads. For one use.
 */
public final class Bounds {
  private static final Interval INTS = new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final Interval LONGS = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Interval MASK = new Interval(-1, 0);

  private final Loop loop;
  private final Interval[] arrays;
  private final long[] parameters;
  private final Map<Integer, Interval> variables = new HashMap<>();
  private boolean proven = true;

  private Bounds(Loop loop, Interval[] arrays, long[] parameters) {
    this.loop = loop;
    this.arrays = arrays;
    this.parameters = parameters;
  }

  /**
   * Bounds of the value of each step of the loop, or null when something may overflow.
   *
   * @param arrays bounds of the elements of each array; null where nothing is known
   * @param limits bounds within which variables must lie
   */
  public static Interval[] prove(
      Loop loop, Interval[] arrays, long[] parameters, Map<Integer, Interval> limits) {
    Bounds bounds = new Bounds(loop, arrays, parameters);
    Interval[] results = new Interval[loop.body().size()];
    for (int s = 0; s < results.length && bounds.proven; s++) {
      Step step = loop.body().get(s);
      results[s] = bounds.of(step.value());
      switch (step) {
        case Loop.Let let -> {
          Interval limit = limits.get(let.variable());
          bounds.proven &= limit == null || Intervals.contains(limit, results[s]);
          bounds.variables.put(let.variable(), results[s]);
        }
        case Loop.Change change -> bounds.of(change.index());
        case Loop.Carry carry -> {}
      }
    }
    return bounds.proven ? results : null;
  }

  private static Interval all(Kind kind) {
    return kind == Kind.INT ? INTS : LONGS;
  }

  private Interval of(Code code) {
    return switch (code) {
      case Code.Constant c -> new Interval(c.value(), c.value());
      case Code.Parameter c ->
          c.kind() == Kind.DOUBLE
              ? LONGS
              : new Interval(parameters[c.index()], parameters[c.index()]);
      case Code.Variable c -> variables.get(c.index());
      case Code.Row c -> INTS;
      case Code.Position c -> INTS;
      case Code.Element c -> {
        of(c.index());
        Interval known = arrays[c.array()];
        yield known == null ? all(c.kind()) : known;
      }
      case Code.Valid c -> MASK;
      case Code.One c -> one(c);
      case Code.Two c -> two(c, of(c.left()), of(c.right()));
      case Code.Blend c -> {
        of(c.mask());
        yield hull(of(c.yes()), of(c.no()));
      }
    };
  }

  private Interval one(Code.One c) {
    Interval arg = of(c.arg());
    return switch (c.function()) {
      case NOT -> new Interval(~arg.max(), ~arg.min());
      case NEGATE -> checked(c.kind(), Intervals.negate(arg));
      case SIGN -> MASK;
      case WIDEN -> arg;
      case NARROW -> Intervals.contains(INTS, arg) ? arg : INTS;
      case HIGH -> INTS;
      case TO_DOUBLE -> LONGS;
    };
  }

  private Interval two(Code.Two c, Interval a, Interval b) {
    Kind kind = c.kind();
    if (kind == Kind.DOUBLE) {
      return LONGS;
    }
    return switch (c.function()) {
      case ADD -> checked(kind, Intervals.add(a, b));
      case SUBTRACT -> checked(kind, difference(a, b));
      case MULTIPLY -> checked(kind, Intervals.multiply(a, b));
      case LESS -> {
        checked(kind, difference(a, b));
        yield MASK;
      }
      case EQUAL -> MASK;
      case MIN -> new Interval(Math.min(a.min(), b.min()), Math.min(a.max(), b.max()));
      case MAX -> new Interval(Math.max(a.min(), b.min()), Math.max(a.max(), b.max()));
      case AND -> and(kind, a, b);
      case OR, XOR -> isMask(a) && isMask(b) ? MASK : all(kind);
      case SHIFT_LEFT, PLUS, DISTANCE, TIMES -> all(kind);
    };
  }

  private static Interval difference(Interval a, Interval b) {
    Interval negated = Intervals.negate(b);
    return negated == null ? null : Intervals.add(a, negated);
  }

  private static boolean isMask(Interval interval) {
    return Intervals.contains(MASK, interval);
  }

  private static Interval and(Kind kind, Interval a, Interval b) {
    if (isMask(a) && isMask(b)) {
      return MASK;
    }
    if (isMask(a) || isMask(b)) {
      return hull(isMask(a) ? b : a, new Interval(0, 0));
    }
    return a.min() >= 0 && b.min() >= 0 ? new Interval(0, Math.min(a.max(), b.max())) : all(kind);
  }

  private static Interval hull(Interval a, Interval b) {
    return new Interval(Math.min(a.min(), b.min()), Math.max(a.max(), b.max()));
  }

  private Interval checked(Kind kind, Interval result) {
    if (kind == Kind.DOUBLE) {
      return LONGS;
    }
    if (result == null || !Intervals.contains(all(kind), result)) {
      proven = false;
      return all(kind);
    }
    return result;
  }
}
