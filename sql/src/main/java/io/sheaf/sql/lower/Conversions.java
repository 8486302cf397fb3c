package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Brings expressions to one type, constants without a cast at run time where that loses nothing.
 */
final class Conversions {
  private Conversions() {}

  /** Two expressions as one type for a comparison. */
  record Pair(Expr left, Expr right) {}

  static Pair unify(Expr left, Expr right) {
    DataType a = left.type();
    DataType b = right.type();
    if (a.equals(b) || a.isText() && b.isText()) {
      return new Pair(left, right);
    }
    if (right instanceof Literal literal && !(left instanceof Literal)) {
      Literal converted = exactly(literal, a);
      if (converted != null) {
        return new Pair(left, converted);
      }
    }
    if (left instanceof Literal literal && !(right instanceof Literal)) {
      Literal converted = exactly(literal, b);
      if (converted != null) {
        return new Pair(converted, right);
      }
    }
    DataType common = common(a, b);
    return new Pair(to(left, common), to(right, common));
  }

  /** The smallest type that holds the values of both. */
  static DataType common(DataType a, DataType b) {
    if (a.equals(b) || b == Simple.NULL) {
      return a;
    }
    if (a == Simple.NULL) {
      return b;
    }
    if (a.isText() && b.isText()) {
      return DataType.VARCHAR;
    }
    if (a.isNumeric() && b.isNumeric()) {
      if (a.isFloating() || b.isFloating()) {
        return Simple.DOUBLE;
      }
      if (a instanceof Decimal || b instanceof Decimal) {
        Decimal x = decimal(a);
        Decimal y = decimal(b);
        int scale = Math.max(x.scale(), y.scale());
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return new Decimal(Math.min(Decimal.MAX_PRECISION, whole + scale), scale);
      }
      return ((Simple) a).ordinal() > ((Simple) b).ordinal() ? a : b;
    }
    if (a == Simple.TIMESTAMP_WITH_TIME_ZONE || b == Simple.TIMESTAMP_WITH_TIME_ZONE) {
      return Simple.TIMESTAMP_WITH_TIME_ZONE;
    }
    if (a == Simple.TIMESTAMP || b == Simple.TIMESTAMP) {
      return Simple.TIMESTAMP;
    }
    return a.isText() ? b : a;
  }

  /** The decimal type that holds an exact type's values. */
  static Decimal decimal(DataType type) {
    return switch (type) {
      case Decimal d -> d;
      case Simple s when s == Simple.TINYINT -> new Decimal(3, 0);
      case Simple s when s == Simple.SMALLINT -> new Decimal(5, 0);
      case Simple s when s == Simple.INTEGER -> new Decimal(10, 0);
      default -> new Decimal(19, 0);
    };
  }

  /** The expression as this type, by a cast if need be. Text of another length is left as it is. */
  static Expr to(Expr expr, DataType type) {
    DataType from = expr.type();
    if (from.equals(type) || type == Simple.NULL || fits(from, type)) {
      return expr;
    }
    if (expr instanceof Literal literal) {
      Literal converted = exactly(literal, type);
      if (converted != null) {
        return converted;
      }
    }
    return new Expr.Cast(expr, type, false);
  }

  /** Whether text of one type is text of the other without a change. */
  static boolean fits(DataType from, DataType to) {
    return from.isText() && to.isText() && length(from) <= length(to);
  }

  private static int length(DataType text) {
    return switch (text) {
      case DataType.Varchar v -> v.length();
      case DataType.Char c -> c.length();
      default -> throw new IllegalArgumentException(text.sql());
    };
  }

  /** A number for a decimal operation: integers become decimals, decimals stay. */
  static Expr toDecimal(Expr expr) {
    if (expr.type() instanceof Decimal) {
      return expr;
    }
    if (expr instanceof Literal literal && !literal.isNull() && literal.type().isInteger()) {
      BigInteger value = number(literal).toBigInteger();
      int digits = Math.max(1, value.abs().toString().length());
      return new Literal(value, new Decimal(digits, 0));
    }
    return to(expr, decimal(expr.type()));
  }

  /** The constant as this type if its value stays the same, else null. */
  static Literal exactly(Literal literal, DataType type) {
    if (literal.isNull()) {
      return new Literal(null, type);
    }
    if (literal.type().equals(type)) {
      return literal;
    }
    BigDecimal number = number(literal);
    if (number != null && type.isNumeric()) {
      return ofNumber(number, type);
    }
    if (literal.type().isText() && type.isText()) {
      String text = (String) literal.value();
      return text.codePointCount(0, text.length()) <= length(type) ? new Literal(text, type) : null;
    }
    if (literal.value() instanceof Integer days
        && literal.type() == Simple.DATE
        && (type == Simple.TIMESTAMP)) {
      return new Literal(days * 86_400_000_000L, type);
    }
    return null;
  }

  static Literal ofNumber(BigDecimal number, DataType type) {
    if (!type.isFloating() && isBeyondDigits(number)) {
      return null;
    }
    try {
      return switch (type) {
        case Decimal d -> {
          BigInteger unscaled =
              number.setScale(d.scale(), RoundingMode.UNNECESSARY).unscaledValue();
          yield unscaled.abs().toString().length() <= d.precision()
              ? new Literal(unscaled, d)
              : null;
        }
        case Simple s ->
            switch (s) {
              case TINYINT -> new Literal((int) number.byteValueExact(), s);
              case SMALLINT -> new Literal((int) number.shortValueExact(), s);
              case INTEGER -> new Literal(number.intValueExact(), s);
              case BIGINT -> new Literal(number.longValueExact(), s);
              case DOUBLE -> new Literal(number.doubleValue(), s);
              case REAL -> new Literal(number.floatValue(), s);
              default -> null;
            };
        default -> null;
      };
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Whether no exact type has a place for a number; computing with it could take for ever. */
  private static boolean isBeyondDigits(BigDecimal number) {
    long whole = (long) number.precision() - number.scale();
    return number.signum() != 0 && Math.abs(whole) > 2 * Decimal.MAX_PRECISION;
  }

  /** The value of a numeric constant, or null. */
  static BigDecimal number(Literal literal) {
    if (!literal.type().isNumeric()) {
      return null;
    }
    return switch (literal.value()) {
      case BigInteger unscaled when literal.type() instanceof Decimal d ->
          new BigDecimal(unscaled, d.scale());
      case Integer value -> BigDecimal.valueOf(value);
      case Long value -> BigDecimal.valueOf(value);
      case Double value when Double.isFinite(value) -> new BigDecimal(value);
      case Float value when Float.isFinite(value) -> new BigDecimal(value.doubleValue());
      case null, default -> null;
    };
  }
}
