package io.sheaf.sql.lower;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Decimal;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.util.NlsString;

/** Operators and functions by kind and name as functions of the closed set. */
final class FunctionLowering {
  private final ExprLowering expressions;

  FunctionLowering(ExprLowering expressions) {
    this.expressions = expressions;
  }

  Expr lower(RexCall call, DataType type) {
    return switch (call.getKind()) {
      case PLUS, CHECKED_PLUS -> plus(call, type);
      case MINUS, CHECKED_MINUS -> minus(call, type);
      case TIMES, CHECKED_TIMES -> times(call, type);
      case DIVIDE, CHECKED_DIVIDE -> arithmetic(ScalarFunction.DIVIDE, args(call), type);
      case MOD -> modulo(args(call), type);
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX ->
          result(ScalarFunction.NEGATE, List.of(Conversions.to(args(call).getFirst(), type)), type);
      case PLUS_PREFIX -> args(call).getFirst();
      case LIKE -> like(call);
      case COALESCE, NVL -> sameTypes(ScalarFunction.COALESCE, call, type);
      case NULLIF -> nullIf(call, type);
      case EXTRACT -> extract(call, type);
      case TRIM, LTRIM, RTRIM -> trim(call, type);
      case FLOOR, CEIL -> rounded(call, type);
      default -> named(call, type);
    };
  }

  private List<Expr> args(RexCall call) {
    return expressions.lower(call.getOperands());
  }

  private static Expr result(ScalarFunction function, List<Expr> args, DataType type) {
    return new Expr.Call(function, args, type);
  }

  private static boolean isTime(Expr expr) {
    return expr.type() == Simple.DATE
        || expr.type() == Simple.TIME
        || expr.type() == Simple.TIMESTAMP
        || expr.type() == Simple.TIMESTAMP_WITH_TIME_ZONE;
  }

  private static boolean isInterval(Expr expr) {
    return expr.type() == Simple.INTERVAL_YEAR_MONTH || expr.type() == Simple.INTERVAL_DAY_TIME;
  }

  private static Expr plus(List<Expr> args, DataType type) {
    Expr left = args.get(0);
    Expr right = args.get(1);
    if (isTime(left) && isInterval(right)) {
      return shift(left, right, type);
    }
    if (isInterval(left) && isTime(right)) {
      return shift(right, left, type);
    }
    if (left.type() == Simple.DATE && right.type().isInteger()) {
      return result(
          ScalarFunction.ADD_DAYS, List.of(left, Conversions.to(right, Simple.INTEGER)), type);
    }
    return arithmetic(ScalarFunction.ADD, args, type);
  }

  private Expr plus(RexCall call, DataType type) {
    return plus(args(call), type);
  }

  private static Expr shift(Expr time, Expr interval, DataType type) {
    ScalarFunction function =
        interval.type() == Simple.INTERVAL_YEAR_MONTH
            ? ScalarFunction.ADD_MONTHS
            : ScalarFunction.ADD_MICROSECONDS;
    return result(function, List.of(time, interval), type);
  }

  private Expr minus(RexCall call, DataType type) {
    return difference(args(call), type);
  }

  private static Expr difference(List<Expr> args, DataType type) {
    Expr left = args.get(0);
    Expr right = args.get(1);
    if (isTime(left) && isInterval(right)) {
      return shift(left, negated(right), type);
    }
    if (isTime(left) && isTime(right)) {
      return between(left, right, type);
    }
    if (left.type() == Simple.DATE && right.type().isInteger()) {
      return result(
          ScalarFunction.ADD_DAYS,
          List.of(left, negated(Conversions.to(right, Simple.INTEGER))),
          type);
    }
    return arithmetic(ScalarFunction.SUBTRACT, args, type);
  }

  private static Expr between(Expr left, Expr right, DataType type) {
    if (type == Simple.INTERVAL_YEAR_MONTH) {
      return result(ScalarFunction.MONTHS_BETWEEN, List.of(left, right), type);
    }
    if (type.isInteger()) {
      return result(ScalarFunction.DAYS_BETWEEN, List.of(left, right), type);
    }
    return result(
        ScalarFunction.MICROSECONDS_BETWEEN,
        List.of(Conversions.to(left, Simple.TIMESTAMP), Conversions.to(right, Simple.TIMESTAMP)),
        type);
  }

  private static Expr negated(Expr arg) {
    if (arg instanceof Expr.Literal literal) {
      return switch (literal.value()) {
        case Integer value when value != Integer.MIN_VALUE -> new Expr.Literal(-value, arg.type());
        case Long value when value != Long.MIN_VALUE -> new Expr.Literal(-value, arg.type());
        case null, default -> result(ScalarFunction.NEGATE, List.of(arg), arg.type());
      };
    }
    return result(ScalarFunction.NEGATE, List.of(arg), arg.type());
  }

  private Expr times(RexCall call, DataType type) {
    List<Expr> args = args(call);
    if (isInterval(args.get(0))) {
      return result(ScalarFunction.MULTIPLY_INTERVAL, args, type);
    }
    if (isInterval(args.get(1))) {
      return result(ScalarFunction.MULTIPLY_INTERVAL, args.reversed(), type);
    }
    return arithmetic(ScalarFunction.MULTIPLY, args, type);
  }

  private static Expr arithmetic(ScalarFunction function, List<Expr> args, DataType type) {
    List<Expr> converted = new ArrayList<>();
    for (Expr arg : args) {
      converted.add(
          type instanceof Decimal && !arg.type().isFloating()
              ? Conversions.toDecimal(arg)
              : Conversions.to(arg, type));
    }
    return result(function, converted, type);
  }

  /**
   * The declared type is that of the divisor, which holds every remainder but not every dividend.
   */
  private static Expr modulo(List<Expr> args, DataType type) {
    DataType wide =
        type.isInteger() ? Conversions.common(args.get(0).type(), args.get(1).type()) : type;
    return Conversions.to(arithmetic(ScalarFunction.MODULO, args, wide), type);
  }

  private Expr like(RexCall call) {
    boolean ignoringCase = call.getOperator().getName().contains("ILIKE");
    Expr like =
        result(
            ignoringCase ? ScalarFunction.ILIKE : ScalarFunction.LIKE, args(call), Simple.BOOLEAN);
    return call.getOperator().getName().startsWith("NOT") ? ExprLowering.not(like) : like;
  }

  private Expr sameTypes(ScalarFunction function, RexCall call, DataType type) {
    List<Expr> converted = new ArrayList<>();
    for (Expr arg : args(call)) {
      converted.add(Conversions.to(arg, type));
    }
    return result(function, converted, type);
  }

  private Expr nullIf(RexCall call, DataType type) {
    List<Expr> args = args(call);
    Conversions.Pair pair = Conversions.unify(args.get(0), args.get(1));
    return Conversions.to(
        result(ScalarFunction.NULLIF, List.of(pair.left(), pair.right()), pair.left().type()),
        type);
  }

  private static String flag(RexNode node) {
    return node instanceof RexLiteral literal
        ? (literal.getValue() instanceof NlsString text
                ? text.getValue()
                : String.valueOf(literal.getValue()))
            .toUpperCase(Locale.ROOT)
        : "";
  }

  private Expr extract(RexCall call, DataType type) {
    return part(flag(call.getOperands().getFirst()), call.getOperands().get(1), type);
  }

  private Expr part(String unit, RexNode time, DataType type) {
    ScalarFunction function =
        switch (unit) {
          case "YEAR" -> ScalarFunction.EXTRACT_YEAR;
          case "QUARTER" -> ScalarFunction.EXTRACT_QUARTER;
          case "MONTH" -> ScalarFunction.EXTRACT_MONTH;
          case "WEEK" -> ScalarFunction.EXTRACT_WEEK;
          case "DAY" -> ScalarFunction.EXTRACT_DAY;
          case "DOW" -> ScalarFunction.EXTRACT_DOW;
          case "ISODOW" -> ScalarFunction.EXTRACT_ISODOW;
          case "DOY" -> ScalarFunction.EXTRACT_DOY;
          case "HOUR" -> ScalarFunction.EXTRACT_HOUR;
          case "MINUTE" -> ScalarFunction.EXTRACT_MINUTE;
          case "SECOND" -> ScalarFunction.EXTRACT_SECOND;
          case "MILLISECOND" -> ScalarFunction.EXTRACT_MILLISECOND;
          case "MICROSECOND" -> ScalarFunction.EXTRACT_MICROSECOND;
          case "EPOCH" -> ScalarFunction.EXTRACT_EPOCH;
          default -> throw ExprLowering.unsupported("EXTRACT(" + unit + ") is");
        };
    return Conversions.to(result(function, List.of(expressions.lower(time)), Simple.BIGINT), type);
  }

  private Expr trim(RexCall call, DataType type) {
    List<RexNode> operands = call.getOperands();
    Expr blank = new Expr.Literal(" ", new DataType.Varchar(1));
    if (call.getKind() != SqlKind.TRIM) {
      Expr text = expressions.lower(operands.getFirst());
      Expr characters = operands.size() > 1 ? expressions.lower(operands.get(1)) : blank;
      return result(
          call.getKind() == SqlKind.LTRIM
              ? ScalarFunction.TRIM_LEADING
              : ScalarFunction.TRIM_TRAILING,
          List.of(text, characters),
          type);
    }
    ScalarFunction function =
        switch (((RexLiteral) operands.get(0)).getValueAs(SqlTrimFunction.Flag.class)) {
          case BOTH -> ScalarFunction.TRIM;
          case LEADING -> ScalarFunction.TRIM_LEADING;
          case TRAILING -> ScalarFunction.TRIM_TRAILING;
        };
    return result(
        function,
        List.of(expressions.lower(operands.get(2)), expressions.lower(operands.get(1))),
        type);
  }

  /** FLOOR and CEIL of numbers; FLOOR(time TO unit) is a truncation. */
  private Expr rounded(RexCall call, DataType type) {
    if (call.getOperands().size() == 1) {
      return named(call, type);
    }
    if (call.getKind() == SqlKind.CEIL) {
      throw ExprLowering.unsupported("CEIL(time TO unit) is");
    }
    String unit = flag(call.getOperands().get(1)).toLowerCase(Locale.ROOT);
    return result(
        ScalarFunction.DATE_TRUNC,
        List.of(
            new Expr.Literal(unit, new DataType.Varchar(unit.length())),
            expressions.lower(call.getOperands().getFirst())),
        type);
  }

  /** The converter writes SQRT(x) as POWER(x, 0.5), which is less exact. */
  private static boolean isHalf(RexNode node) {
    return node instanceof RexLiteral literal
        && literal.getValue() instanceof java.math.BigDecimal value
        && value.compareTo(new java.math.BigDecimal("0.5")) == 0;
  }

  private Expr named(RexCall call, DataType type) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    return switch (name) {
      case "||" -> result(ScalarFunction.CONCAT, args(call), type);
      case "CONCAT" ->
          result(
              ScalarFunction.CONCAT_SKIP_NULLS,
              args(call).stream().map(FunctionLowering::text).toList(),
              type);
      case "GREATEST" -> sameTypes(ScalarFunction.GREATEST, call, type);
      case "LEAST" -> sameTypes(ScalarFunction.LEAST, call, type);
      case "OVERLAY" -> overlay(args(call), type);
      case "STRPOS" -> result(ScalarFunction.POSITION, args(call).reversed(), type);
      case "LPAD" -> padded(ScalarFunction.LPAD, call, type);
      case "RPAD" -> padded(ScalarFunction.RPAD, call, type);
      case "ADD_DAYS" -> plus(args(call), type);
      case "TIME_DIFFERENCE" -> difference(args(call), type);
      case "CAST_IN_ZONE" -> result(ScalarFunction.CAST_IN_ZONE, args(call), type);
      case "TRY_CAST_IN_ZONE" -> result(ScalarFunction.TRY_CAST_IN_ZONE, args(call), type);
      case "TYPEOF" -> typeName(args(call).getFirst().type());
      case "DATE_PART" -> part(flag(call.getOperands().get(0)), call.getOperands().get(1), type);
      default -> numeric(name, call, type);
    };
  }

  private static Expr typeName(DataType type) {
    return new Expr.Literal(type.isText() ? "VARCHAR" : type.sql(), DataType.VARCHAR);
  }

  private static Expr text(Expr arg) {
    return arg.type().isText() ? arg : Conversions.to(arg, DataType.VARCHAR);
  }

  /** (text, new, start [, length of the old]): what is before, the new, what is behind. */
  private static Expr overlay(List<Expr> args, DataType type) {
    Expr one = new Expr.Literal(1, Simple.INTEGER);
    Expr start = Conversions.to(args.get(2), Simple.INTEGER);
    Expr length =
        args.size() > 3
            ? Conversions.to(args.get(3), Simple.INTEGER)
            : result(ScalarFunction.CHAR_LENGTH, List.of(args.get(1)), Simple.INTEGER);
    Expr before =
        result(
            ScalarFunction.SUBSTRING,
            List.of(args.get(0), one, sum(ScalarFunction.SUBTRACT, start, one)),
            DataType.VARCHAR);
    Expr behind =
        result(
            ScalarFunction.SUBSTRING,
            List.of(args.get(0), sum(ScalarFunction.ADD, start, length)),
            DataType.VARCHAR);
    Expr head = result(ScalarFunction.CONCAT, List.of(before, args.get(1)), DataType.VARCHAR);
    return Conversions.to(
        result(ScalarFunction.CONCAT, List.of(head, behind), DataType.VARCHAR), type);
  }

  private static Expr sum(ScalarFunction function, Expr a, Expr b) {
    return result(function, List.of(a, b), Simple.INTEGER);
  }

  private Expr padded(ScalarFunction function, RexCall call, DataType type) {
    List<Expr> args = new ArrayList<>(args(call));
    if (args.size() == 2) {
      args.add(new Expr.Literal(" ", new DataType.Varchar(1)));
    }
    return result(function, args, type);
  }

  private Expr numeric(String name, RexCall call, DataType type) {
    ScalarFunction floating = FunctionNames.FLOATING.get(name);
    if (floating == ScalarFunction.POWER && isHalf(call.getOperands().get(1))) {
      Expr root =
          result(
              ScalarFunction.SQRT,
              List.of(Conversions.to(expressions.lower(call.getOperands().get(0)), Simple.DOUBLE)),
              Simple.DOUBLE);
      return Conversions.to(root, type);
    }
    if (floating != null) {
      List<Expr> doubles =
          args(call).stream().map(arg -> Conversions.to(arg, Simple.DOUBLE)).toList();
      return Conversions.to(result(floating, doubles, Simple.DOUBLE), type);
    }
    ScalarFunction same = FunctionNames.SAME_TYPE.get(name);
    if (same != null) {
      List<Expr> args = new ArrayList<>(args(call));
      if (!(type instanceof Decimal)) {
        args.set(0, Conversions.to(args.getFirst(), type));
      }
      return result(same, args, type);
    }
    ScalarFunction plain = FunctionNames.PLAIN.get(name);
    if (plain == null && LibraryCalls.isLibrary(name)) {
      return LibraryCalls.of(name, args(call), type);
    }
    if (plain == null) {
      throw ExprLowering.unsupported("Function " + name + " is");
    }
    return result(plain, args(call), type);
  }
}
