package io.sheaf.engine.expression;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Storage;
import io.sheaf.plan.Expr;
import io.sheaf.plan.ScalarFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random expressions of a wanted type over given columns. */
final class RandomExprs {
  static final List<DataType> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.TINYINT,
          Simple.SMALLINT,
          Simple.INTEGER,
          Simple.BIGINT,
          Simple.REAL,
          Simple.DOUBLE,
          new DataType.Decimal(7, 2),
          new DataType.Decimal(15, 2),
          new DataType.Decimal(18, 0),
          new DataType.Decimal(30, 10),
          new DataType.Decimal(38, 0),
          DataType.VARCHAR,
          new DataType.Varchar(3),
          Simple.DATE,
          Simple.TIME,
          Simple.TIMESTAMP,
          Simple.INTERVAL_YEAR_MONTH,
          Simple.INTERVAL_DAY_TIME);

  private static final ScalarFunction[] COMPARISONS = {
    ScalarFunction.EQUAL,
    ScalarFunction.NOT_EQUAL,
    ScalarFunction.LESS,
    ScalarFunction.LESS_OR_EQUAL,
    ScalarFunction.GREATER,
    ScalarFunction.GREATER_OR_EQUAL,
    ScalarFunction.IS_DISTINCT_FROM,
    ScalarFunction.IS_NOT_DISTINCT_FROM
  };
  private static final ScalarFunction[] ARITHMETIC = {
    ScalarFunction.ADD,
    ScalarFunction.SUBTRACT,
    ScalarFunction.MULTIPLY,
    ScalarFunction.DIVIDE,
    ScalarFunction.MODULO
  };
  private static final ScalarFunction[] ONE_NUMBER = {
    ScalarFunction.NEGATE,
    ScalarFunction.ABS,
    ScalarFunction.SIGN,
    ScalarFunction.CEIL,
    ScalarFunction.FLOOR,
    ScalarFunction.ROUND,
    ScalarFunction.TRUNCATE
  };
  private static final ScalarFunction[] ONE_DOUBLE = {
    ScalarFunction.SQRT,
    ScalarFunction.CBRT,
    ScalarFunction.EXP,
    ScalarFunction.LN,
    ScalarFunction.LOG10,
    ScalarFunction.SIN,
    ScalarFunction.COS,
    ScalarFunction.TAN,
    ScalarFunction.ASIN,
    ScalarFunction.ACOS,
    ScalarFunction.ATAN,
    ScalarFunction.DEGREES,
    ScalarFunction.RADIANS
  };
  private static final ScalarFunction[] TESTS = {
    ScalarFunction.IS_TRUE,
    ScalarFunction.IS_NOT_TRUE,
    ScalarFunction.IS_FALSE,
    ScalarFunction.IS_NOT_FALSE,
    ScalarFunction.NOT
  };
  private static final ScalarFunction[] EXTRACTS = {
    ScalarFunction.EXTRACT_YEAR,
    ScalarFunction.EXTRACT_QUARTER,
    ScalarFunction.EXTRACT_MONTH,
    ScalarFunction.EXTRACT_WEEK,
    ScalarFunction.EXTRACT_DAY,
    ScalarFunction.EXTRACT_DOW,
    ScalarFunction.EXTRACT_ISODOW,
    ScalarFunction.EXTRACT_DOY,
    ScalarFunction.EXTRACT_HOUR,
    ScalarFunction.EXTRACT_MINUTE,
    ScalarFunction.EXTRACT_SECOND,
    ScalarFunction.EXTRACT_MILLISECOND,
    ScalarFunction.EXTRACT_MICROSECOND,
    ScalarFunction.EXTRACT_EPOCH
  };
  private static final String[] PATTERNS = {
    "%",
    "a%",
    "%b",
    "%special%green%",
    "a_",
    "%_b%",
    "",
    "ab",
    "%é%",
    "_",
    "%%a",
    "a%b",
    "x!%%",
    "%日_"
  };
  private static final String[] UNITS = {
    "hour",
    "minute",
    "second",
    "millisecond",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "decade",
    "century"
  };

  private final Random random;
  private final List<DataType> columns;
  private final RandomBatches values;

  RandomExprs(Random random, List<DataType> columns) {
    this.random = random;
    this.columns = columns;
    this.values = new RandomBatches(random);
  }

  Expr expr(DataType type, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(type);
    }
    return switch (random.nextInt(9)) {
      case 0 ->
          new Expr.Case(
              List.of(expr(Simple.BOOLEAN, depth - 1), expr(Simple.BOOLEAN, depth - 1)),
              List.of(expr(type, depth - 1), expr(type, depth - 1)),
              random.nextBoolean() ? expr(type, depth - 1) : new Expr.Literal(null, type),
              type);
      case 1 -> {
        ScalarFunction f =
            one(ScalarFunction.COALESCE, ScalarFunction.GREATEST, ScalarFunction.LEAST);
        yield call(f, type, expr(type, depth - 1), expr(type, depth - 1), expr(type, depth - 1));
      }
      case 2 -> call(ScalarFunction.NULLIF, type, expr(type, depth - 1), expr(type, depth - 1));
      case 3 -> cast(type, depth);
      default -> produce(type, depth);
    };
  }

  private Expr leaf(DataType type) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).equals(type)) {
        fitting.add(i);
      }
    }
    return fitting.isEmpty() || random.nextInt(3) == 0
        ? literal(type)
        : new Expr.InputRef(fitting.get(random.nextInt(fitting.size())), type);
  }

  /** A column of whole numbers compared with another one or with a constant. */
  Expr comparisonOfColumns() {
    DataType type =
        one(
            Simple.INTEGER,
            Simple.BIGINT,
            Simple.DATE,
            Simple.TIMESTAMP,
            new DataType.Decimal(15, 2));
    Expr left = new Expr.InputRef(columns.indexOf(type), type);
    Expr right =
        random.nextInt(3) == 0 ? new Expr.InputRef(columns.lastIndexOf(type), type) : literal(type);
    return call(COMPARISONS[random.nextInt(6)], Simple.BOOLEAN, left, right);
  }

  Expr.Literal literal(DataType type) {
    Object value = random.nextInt(12) == 0 ? null : values.value(type);
    return literal(value, type);
  }

  private static Expr.Literal literal(Object value, DataType type) {
    return new Expr.Literal(
        switch (value) {
          case BigDecimal d -> d.unscaledValue();
          case Long n when type.storage() == Storage.INT -> n.intValue();
          case null -> null;
          case Object other -> other;
        },
        type);
  }

  private Expr cast(DataType type, int depth) {
    DataType from;
    if (type.isText()) {
      from = one(TYPES.toArray(DataType[]::new));
    } else if (type.isNumeric() || type == Simple.BOOLEAN) {
      from = one(TYPES.subList(0, 13).toArray(DataType[]::new));
    } else if (type == Simple.TIMESTAMP) {
      from = one(Simple.DATE, DataType.VARCHAR);
    } else if (type == Simple.DATE) {
      from = one(Simple.TIMESTAMP, DataType.VARCHAR);
    } else if (type == Simple.TIME) {
      from = Simple.TIMESTAMP;
    } else {
      from = type;
    }
    return new Expr.Cast(expr(from, depth - 1), type, random.nextInt(3) == 0);
  }

  private Expr produce(DataType type, int depth) {
    int d = depth - 1;
    return switch (type) {
      case Simple s ->
          switch (s) {
            case BOOLEAN -> condition(depth);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(type, depth);
            case REAL -> number(type, d);
            case DOUBLE ->
                switch (random.nextInt(3)) {
                  case 0 -> call(one(ONE_DOUBLE), type, expr(type, d));
                  case 1 ->
                      call(
                          one(ScalarFunction.POWER, ScalarFunction.ATAN2),
                          type,
                          expr(type, d),
                          expr(type, d));
                  default -> number(type, d);
                };
            case DATE, TIMESTAMP, TIME -> time(type, d);
            case INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                call(ScalarFunction.MULTIPLY_INTERVAL, type, leaf(type), small(-3, 4));
            case TIMESTAMP_WITH_TIME_ZONE, VARBINARY, NULL -> leaf(type);
          };
      case DataType.Decimal to -> decimal(to, d);
      case DataType.Varchar v -> v.equals(DataType.VARCHAR) ? text(d) : leaf(type);
      case DataType.Char c -> leaf(type);
    };
  }

  private Expr number(DataType type, int d) {
    return switch (random.nextInt(4)) {
      case 0 -> call(one(ONE_NUMBER), type, expr(type, d));
      case 1 ->
          call(
              one(ScalarFunction.ROUND, ScalarFunction.TRUNCATE),
              type,
              expr(type, d),
              small(-3, 4));
      default -> call(one(ARITHMETIC), type, expr(type, d), expr(type, d));
    };
  }

  private Expr integer(DataType type, int depth) {
    int d = depth - 1;
    if (type == Simple.BIGINT && random.nextBoolean()) {
      return switch (random.nextInt(4)) {
        case 0 -> {
          DataType from = one(Simple.DATE, Simple.TIMESTAMP);
          int most = from == Simple.DATE ? 8 : EXTRACTS.length;
          yield call(EXTRACTS[random.nextInt(most)], type, expr(from, d));
        }
        case 1 ->
            call(
                one(
                    ScalarFunction.EXTRACT_HOUR,
                    ScalarFunction.EXTRACT_MINUTE,
                    ScalarFunction.EXTRACT_SECOND,
                    ScalarFunction.EXTRACT_DAY),
                type,
                expr(Simple.INTERVAL_DAY_TIME, d));
        case 2 -> {
          DataType from = one(Simple.DATE, Simple.DATE);
          yield call(
              one(ScalarFunction.DAYS_BETWEEN, ScalarFunction.MONTHS_BETWEEN),
              type,
              expr(from, d),
              expr(from, d));
        }
        default -> measure(type, d);
      };
    }
    return random.nextInt(5) == 0 ? measure(type, d) : number(type, d);
  }

  private Expr measure(DataType type, int d) {
    if (type != Simple.BIGINT && type != Simple.INTEGER) {
      return number(type, d);
    }
    Expr text = expr(DataType.VARCHAR, d);
    return switch (random.nextInt(4)) {
      case 0 -> call(ScalarFunction.POSITION, type, expr(DataType.VARCHAR, 0), text);
      case 1 -> call(ScalarFunction.OCTET_LENGTH, type, text);
      case 2 -> call(ScalarFunction.ASCII, type, text);
      default -> call(ScalarFunction.CHAR_LENGTH, type, text);
    };
  }

  private Expr decimal(DataType.Decimal type, int d) {
    DataType a = one(TYPES.subList(7, 12).toArray(DataType[]::new));
    DataType b = one(TYPES.subList(7, 12).toArray(DataType[]::new));
    return switch (random.nextInt(4)) {
      case 0 -> call(one(ONE_NUMBER), type, expr(type, d));
      case 1 ->
          call(
              one(ScalarFunction.ROUND, ScalarFunction.TRUNCATE),
              type,
              expr(type, d),
              small(-3, 12));
      default -> call(one(ARITHMETIC), type, expr(a, d), expr(b, d));
    };
  }

  private Expr time(DataType type, int d) {
    Expr days = expr(Simple.INTERVAL_DAY_TIME, 0);
    if (type == Simple.TIME) {
      return call(ScalarFunction.ADD_MICROSECONDS, type, expr(type, d), days);
    }
    return switch (random.nextInt(4)) {
      case 0 -> {
        int from = type == Simple.DATE ? 4 : 0;
        Expr unit = literal(UNITS[random.nextInt(from, UNITS.length)], DataType.VARCHAR);
        yield call(ScalarFunction.DATE_TRUNC, type, unit, expr(type, d));
      }
      case 1 ->
          call(ScalarFunction.ADD_MONTHS, type, expr(type, d), expr(Simple.INTERVAL_YEAR_MONTH, 0));
      case 2 ->
          type == Simple.DATE
              ? call(ScalarFunction.ADD_DAYS, type, expr(type, d), small(-50, 50))
              : expr(type, d);
      default -> {
        DataType from = type == Simple.DATE ? type : one(Simple.DATE, Simple.TIMESTAMP);
        yield call(ScalarFunction.ADD_MICROSECONDS, type, expr(from, d), days);
      }
    };
  }

  private Expr text(int d) {
    DataType type = DataType.VARCHAR;
    Expr text = expr(type, d);
    return switch (random.nextInt(13)) {
      case 0 -> call(ScalarFunction.CONCAT, type, text, expr(type, d));
      case 1 -> call(ScalarFunction.CONCAT_SKIP_NULLS, type, text, expr(type, d), expr(type, 0));
      case 2 ->
          random.nextBoolean()
              ? call(ScalarFunction.SUBSTRING, type, text, small(-2, 6))
              : call(ScalarFunction.SUBSTRING, type, text, small(-2, 6), small(-1, 6));
      case 3 ->
          call(one(ScalarFunction.LOWER, ScalarFunction.UPPER, ScalarFunction.REVERSE), type, text);
      case 4 ->
          call(
              one(ScalarFunction.TRIM, ScalarFunction.TRIM_LEADING, ScalarFunction.TRIM_TRAILING),
              type,
              text,
              expr(type, 0));
      case 5 -> call(ScalarFunction.REPLACE, type, text, expr(type, 0), expr(type, 0));
      case 6 -> call(one(ScalarFunction.LEFT, ScalarFunction.RIGHT), type, text, small(-4, 6));
      case 7 ->
          call(
              one(ScalarFunction.LPAD, ScalarFunction.RPAD),
              type,
              text,
              small(-1, 12),
              expr(type, 0));
      case 8 -> call(ScalarFunction.REPEAT, type, expr(type, 0), small(-1, 4));
      case 9 -> call(ScalarFunction.SPLIT_PART, type, text, literal("a", type), small(-3, 4));
      case 10 -> call(ScalarFunction.CHR, type, small(60, 130));
      case 11 ->
          call(
              ScalarFunction.REGEXP_REPLACE,
              type,
              text,
              literal("[ab]+", type),
              literal("<$0>", type));
      default -> call(ScalarFunction.SUBSTRING, type, text, small(-2, 6), small(0, 4));
    };
  }

  private Expr condition(int depth) {
    int d = depth - 1;
    return switch (random.nextInt(8)) {
      case 0, 1 ->
          call(
              one(ScalarFunction.AND, ScalarFunction.OR),
              Simple.BOOLEAN,
              expr(Simple.BOOLEAN, d),
              expr(Simple.BOOLEAN, d),
              expr(Simple.BOOLEAN, d));
      case 2 -> call(one(TESTS), Simple.BOOLEAN, expr(Simple.BOOLEAN, d));
      case 3 -> {
        DataType type = one(TYPES.toArray(DataType[]::new));
        yield call(
            one(ScalarFunction.IS_NULL, ScalarFunction.IS_NOT_NULL), Simple.BOOLEAN, expr(type, d));
      }
      case 4 -> {
        DataType type = one(TYPES.toArray(DataType[]::new));
        List<Expr.Literal> set = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
          set.add(literal(type));
        }
        yield new Expr.InSet(expr(type, d), set);
      }
      case 5 -> textCondition(d);
      default -> {
        DataType type = one(TYPES.toArray(DataType[]::new));
        boolean withConstant = random.nextBoolean();
        yield call(
            one(COMPARISONS),
            Simple.BOOLEAN,
            expr(type, withConstant ? Math.min(d, 1) : d),
            withConstant ? literal(type) : expr(type, d));
      }
    };
  }

  private Expr textCondition(int d) {
    Expr text = expr(DataType.VARCHAR, d);
    Expr pattern =
        random.nextInt(5) == 0
            ? expr(DataType.VARCHAR, 0)
            : literal(PATTERNS[random.nextInt(PATTERNS.length)], DataType.VARCHAR);
    return switch (random.nextInt(4)) {
      case 0 ->
          call(
              one(ScalarFunction.STARTS_WITH, ScalarFunction.ENDS_WITH, ScalarFunction.CONTAINS),
              Simple.BOOLEAN,
              text,
              expr(DataType.VARCHAR, 0));
      case 1 ->
          call(
              ScalarFunction.REGEXP_LIKE, Simple.BOOLEAN, text, literal("^a.*b", DataType.VARCHAR));
      case 2 ->
          call(
              one(ScalarFunction.LIKE, ScalarFunction.ILIKE),
              Simple.BOOLEAN,
              text,
              pattern,
              literal("!", DataType.VARCHAR));
      default ->
          call(one(ScalarFunction.LIKE, ScalarFunction.ILIKE), Simple.BOOLEAN, text, pattern);
    };
  }

  private Expr small(int from, int to) {
    return random.nextInt(4) == 0
        ? new Expr.Call(
            ScalarFunction.MODULO,
            List.of(expr(Simple.INTEGER, 0), new Expr.Literal(Math.max(2, to), Simple.INTEGER)),
            Simple.INTEGER)
        : new Expr.Literal(random.nextInt(from, to), Simple.INTEGER);
  }

  private static Expr call(ScalarFunction function, DataType type, Expr... args) {
    return new Expr.Call(function, List.of(args), type);
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
