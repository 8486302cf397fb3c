package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.Expr.Literal;
import io.sheaf.sql.ConstantEvaluator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Computes what ranges of dates and numbers are made of; leaves everything else to the engine. */
public final class SimpleConstants implements ConstantEvaluator {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  @Override
  public Optional<Literal> evaluate(Expr expr) {
    try {
      return Optional.ofNullable(value(expr));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Literal value(Expr expr) {
    return switch (expr) {
      case Literal literal -> literal;
      case Expr.Cast cast -> cast(value(cast.arg()), cast.type());
      case Expr.Call call -> call(call);
      case Expr.InputRef ref -> null;
      case Expr.Case c -> null;
      case Expr.InSet set -> null;
    };
  }

  private static Literal cast(Literal arg, DataType type) {
    if (arg == null) {
      return null;
    }
    Literal exact = Conversions.exactly(arg, type);
    if (exact != null) {
      return exact;
    }
    if (arg.type().isText() && type == Simple.DATE) {
      return new Literal(
          Math.toIntExact(LocalDate.parse(((String) arg.value()).strip()).toEpochDay()), type);
    }
    if (arg.type().isText() && type.isNumeric()) {
      return number(((String) arg.value()).strip(), type);
    }
    BigDecimal number = Conversions.number(arg);
    return number != null && type instanceof Decimal d
        ? Conversions.ofNumber(number.setScale(d.scale(), RoundingMode.HALF_UP), d)
        : null;
  }

  private static Literal number(String text, DataType type) {
    if (!text.matches("[+-]?\\d+(\\.\\d*)?")) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    return Conversions.ofNumber(
        type instanceof Decimal d ? number.setScale(d.scale(), RoundingMode.HALF_UP) : number,
        type);
  }

  private static Literal call(Expr.Call call) {
    List<Literal> args = call.args().stream().map(SimpleConstants::value).toList();
    if (args.isEmpty() || args.stream().anyMatch(a -> a == null || a.isNull())) {
      return null;
    }
    return switch (call.function()) {
      case ADD_MONTHS -> addMonths(args, call.type());
      case ADD_MICROSECONDS -> addMicroseconds(args, call.type());
      case ADD_DAYS ->
          new Literal(
              Math.addExact((Integer) args.get(0).value(), (Integer) args.get(1).value()),
              call.type());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> arithmetic(call, args);
      case NEGATE -> negate(args.getFirst());
      default -> null;
    };
  }

  private static Literal addMonths(List<Literal> args, DataType type) {
    int months = (Integer) args.get(1).value();
    if (type == Simple.DATE && args.get(0).value() instanceof Integer days) {
      LocalDate moved = LocalDate.ofEpochDay(days).plusMonths(months);
      return new Literal(Math.toIntExact(moved.toEpochDay()), type);
    }
    if (type == Simple.TIMESTAMP && args.get(0).value() instanceof Long micros) {
      LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_PER_DAY));
      long moved = day.plusMonths(months).toEpochDay() * MICROS_PER_DAY;
      return new Literal(moved + Math.floorMod(micros, MICROS_PER_DAY), type);
    }
    return null;
  }

  private static Literal addMicroseconds(List<Literal> args, DataType type) {
    long interval = (Long) args.get(1).value();
    if (type == Simple.DATE && args.get(0).value() instanceof Integer days) {
      return interval % MICROS_PER_DAY == 0
          ? new Literal(Math.toIntExact(days + interval / MICROS_PER_DAY), type)
          : null;
    }
    return type == Simple.TIMESTAMP && args.get(0).value() instanceof Long micros
        ? new Literal(Math.addExact(micros, interval), type)
        : null;
  }

  private static Literal arithmetic(Expr.Call call, List<Literal> args) {
    BigDecimal a = Conversions.number(args.get(0));
    BigDecimal b = Conversions.number(args.get(1));
    if (a == null || b == null || call.type().isFloating()) {
      return null;
    }
    BigDecimal result =
        switch (call.function()) {
          case ADD -> a.add(b);
          case SUBTRACT -> a.subtract(b);
          case MULTIPLY -> a.multiply(b);
          default -> divide(a, b, call.type());
        };
    return switch (call.type()) {
      case Decimal d -> Conversions.ofNumber(result.setScale(d.scale(), RoundingMode.HALF_UP), d);
      default -> Conversions.ofNumber(result, call.type());
    };
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b, DataType type) {
    return type instanceof Decimal d
        ? a.divide(b, d.scale(), RoundingMode.HALF_UP)
        : a.divide(b, 0, RoundingMode.DOWN);
  }

  private static Literal negate(Literal arg) {
    return switch (arg.value()) {
      case Integer value -> new Literal(Math.negateExact(value), arg.type());
      case Long value -> new Literal(Math.negateExact(value), arg.type());
      case BigInteger value -> new Literal(value.negate(), arg.type());
      default -> null;
    };
  }
}
