package io.sheaf.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The closed set of scalar functions that plans may call. Unless said otherwise a NULL argument
 * gives NULL. "Same type" means that planning has cast the arguments to one type.
 */
public enum ScalarFunction {
  /**
   * Three-valued, any number of arguments; a later argument is not computed where an earlier
   * decided.
   */
  AND("AND", Shape.INFIX, 1, Integer.MAX_VALUE),
  OR("OR", Shape.INFIX, 1, Integer.MAX_VALUE),
  NOT("NOT ", Shape.PREFIX, 1, 1),

  /** Comparisons of same types; text by code point, NaN equals NaN and is greater than all. */
  EQUAL("=", Shape.INFIX, 2, 2),
  NOT_EQUAL("<>", Shape.INFIX, 2, 2),
  LESS("<", Shape.INFIX, 2, 2),
  LESS_OR_EQUAL("<=", Shape.INFIX, 2, 2),
  GREATER(">", Shape.INFIX, 2, 2),
  GREATER_OR_EQUAL(">=", Shape.INFIX, 2, 2),
  /** Never NULL: NULL is not distinct from NULL. */
  IS_DISTINCT_FROM("IS DISTINCT FROM", Shape.INFIX, 2, 2),
  IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM", Shape.INFIX, 2, 2),
  /** Never NULL. */
  IS_NULL(" IS NULL", Shape.POSTFIX, 1, 1),
  IS_NOT_NULL(" IS NOT NULL", Shape.POSTFIX, 1, 1),
  IS_TRUE(" IS TRUE", Shape.POSTFIX, 1, 1),
  IS_NOT_TRUE(" IS NOT TRUE", Shape.POSTFIX, 1, 1),
  IS_FALSE(" IS FALSE", Shape.POSTFIX, 1, 1),
  IS_NOT_FALSE(" IS NOT FALSE", Shape.POSTFIX, 1, 1),

  /**
   * Arithmetic. Integers and floating numbers: arguments and result of one type. DECIMAL: arguments
   * are DECIMALs (or integers cast to DECIMAL) of any precision and scale, the result type says
   * scale and overflow. Overflow and exact division by zero are errors; floating division follows
   * IEEE.
   */
  ADD("+", Shape.INFIX, 2, 2),
  SUBTRACT("-", Shape.INFIX, 2, 2),
  MULTIPLY("*", Shape.INFIX, 2, 2),
  /** Integers truncate towards zero; decimals round half up to the result's scale. */
  DIVIDE("/", Shape.INFIX, 2, 2),
  /** Sign of the dividend. */
  MODULO("%", Shape.INFIX, 2, 2),
  NEGATE("-", Shape.PREFIX, 1, 1),
  ABS,
  SIGN,
  CEIL,
  FLOOR,
  /** ROUND(x) or ROUND(x, digits INTEGER); half away from zero. */
  ROUND(1, 2),
  /** TRUNCATE(x) or TRUNCATE(x, digits INTEGER). */
  TRUNCATE(1, 2),
  /** DOUBLE to DOUBLE. */
  SQRT,
  CBRT,
  EXP,
  LN,
  LOG10,
  LOG2,
  SIN,
  COS,
  TAN,
  ASIN,
  ACOS,
  ATAN,
  DEGREES,
  RADIANS,
  POWER(2, 2),
  ATAN2(2, 2),
  PI(0, 0),

  /** Text (UTF-8; positions and lengths in code points). */
  CONCAT("||", Shape.INFIX, 2, 2),
  /** Any number of texts; NULLs count as empty. */
  CONCAT_SKIP_NULLS(1, Integer.MAX_VALUE),
  /** SUBSTRING(text, start [, length]), 1-based; a negative length is an error. */
  SUBSTRING(2, 3),
  LOWER,
  UPPER,
  CHAR_LENGTH,
  OCTET_LENGTH,
  /** TRIM(text, characters). */
  TRIM(2, 2),
  TRIM_LEADING(2, 2),
  TRIM_TRAILING(2, 2),
  /** POSITION(needle, haystack); 0 if absent. */
  POSITION(2, 2),
  REPLACE(3, 3),
  REVERSE,
  /** LEFT(text, n), RIGHT(text, n). */
  LEFT(2, 2),
  RIGHT(2, 2),
  /** LPAD(text, length, fill). */
  LPAD(3, 3),
  RPAD(3, 3),
  REPEAT(2, 2),
  STARTS_WITH(2, 2),
  ENDS_WITH(2, 2),
  CONTAINS(2, 2),
  /** SPLIT_PART(text, separator, n), 1-based; empty text if there is no such part. */
  SPLIT_PART(3, 3),
  ASCII,
  CHR,
  /** INITCAP(text). */
  INITCAP,
  MD5,
  /** LIKE(text, pattern [, escape]); {@code %} and {@code _}; case-sensitive. */
  LIKE(2, 3),
  ILIKE(2, 3),
  /** REGEXP_LIKE(text, pattern): whether a part matches java.util.regex. */
  REGEXP_LIKE(2, 2),
  /** REGEXP_REPLACE(text, pattern, replacement): all matches. */
  REGEXP_REPLACE(3, 3),

  /** EXTRACT_x(date | time | timestamp | interval): BIGINT. */
  EXTRACT_YEAR,
  EXTRACT_QUARTER,
  EXTRACT_MONTH,
  EXTRACT_WEEK,
  EXTRACT_DAY,
  /** 0 is Sunday, as in PostgreSQL and DuckDB. */
  EXTRACT_DOW,
  /** 1 is Monday. */
  EXTRACT_ISODOW,
  EXTRACT_DOY,
  EXTRACT_HOUR,
  EXTRACT_MINUTE,
  /** Whole seconds. */
  EXTRACT_SECOND,
  EXTRACT_MILLISECOND,
  EXTRACT_MICROSECOND,
  /** Whole seconds since 1970. */
  EXTRACT_EPOCH,
  /** DATE_TRUNC(unit text literal, date | timestamp): type of the argument. */
  DATE_TRUNC(2, 2),
  /**
   * (DATE | TIMESTAMP [TZ], INTERVAL YEAR MONTH): clipped to the month's last day; type of the
   * first.
   */
  ADD_MONTHS(2, 2),
  /**
   * (DATE, INTERVAL DAY TIME): DATE if whole days, else TIMESTAMP by result type; (TIMESTAMP |
   * TIME, INTERVAL DAY TIME).
   */
  ADD_MICROSECONDS(2, 2),
  /** (DATE, INTEGER): DATE. */
  ADD_DAYS(2, 2),
  /** (DATE, DATE): days as BIGINT or INTEGER by result type. */
  DAYS_BETWEEN(2, 2),
  /** (TIMESTAMP, TIMESTAMP): INTERVAL DAY TIME. */
  MICROSECONDS_BETWEEN(2, 2),
  /**
   * MONTHS_BETWEEN_WHOLE(later, earlier): whole months as INTERVAL YEAR MONTH or BIGINT by result
   * type.
   */
  MONTHS_BETWEEN(2, 2),
  /** (INTERVAL, number): interval of the same kind. */
  MULTIPLY_INTERVAL(2, 2),

  /** First argument that is not NULL; same types; later ones only computed where needed. */
  COALESCE(1, Integer.MAX_VALUE),
  /** NULL if both are equal, else the first. */
  NULLIF(2, 2),
  /** Same types; NULLs are skipped (PostgreSQL, DuckDB). */
  GREATEST(1, Integer.MAX_VALUE),
  LEAST(1, Integer.MAX_VALUE),
  /** BIGINT hash of any value; never NULL. */
  HASH(1, Integer.MAX_VALUE),

  /**
   * (value, name of a zone as literal): as CAST to the result type, where one of the two is
   * TIMESTAMP WITH TIME ZONE, the other a text or what clocks of the zone show: DATE, TIME or
   * TIMESTAMP.
   */
  CAST_IN_ZONE(2, 2),
  TRY_CAST_IN_ZONE(2, 2),

  /**
   * (name of a {@link LibraryFunction} as literal, its arguments): arguments of the types that it
   * asks for.
   */
  LIBRARY(1, Integer.MAX_VALUE),

  /**
   * (how as literal, keys..., value): VARBINARY that is ordered as the keys and the value are; NULL
   * for a NULL value. How: {@code C} if several of them are collected or {@code S}; for each key
   * the letter of its kind, {@code A} or {@code D} for its direction, {@code F} or {@code L} for
   * NULLs; and the letter of the value's kind. The kinds: {@code L} of whole numbers, times and
   * truths, {@code F} of floating numbers, {@code D} of decimals, {@code T} of texts and bytes.
   */
  PACK(2, Integer.MAX_VALUE),
  /** (name of a {@link PackedResult}, how of PACK, bytes [, parameter]). */
  UNPACK(3, 4);

  private enum Shape {
    INFIX,
    PREFIX,
    POSTFIX,
    FUNCTION
  }

  private final String symbol;
  private final Shape shape;
  private final int minimumArgs;
  private final int maximumArgs;

  ScalarFunction() {
    this(1, 1);
  }

  ScalarFunction(int minimumArgs, int maximumArgs) {
    this(null, Shape.FUNCTION, minimumArgs, maximumArgs);
  }

  ScalarFunction(String symbol, Shape shape, int minimumArgs, int maximumArgs) {
    this.symbol = symbol;
    this.shape = shape;
    this.minimumArgs = minimumArgs;
    this.maximumArgs = maximumArgs;
  }

  void checkArity(int args) {
    if (args < minimumArgs || args > maximumArgs) {
      throw new IllegalArgumentException(name() + " of " + args + " arguments");
    }
  }

  String format(List<Expr> args) {
    return switch (shape) {
      case INFIX ->
          args.stream()
              .map(Object::toString)
              .collect(Collectors.joining(" " + symbol + " ", "(", ")"));
      case PREFIX -> symbol + args.getFirst();
      case POSTFIX -> args.getFirst() + symbol;
      case FUNCTION ->
          args.stream().map(Object::toString).collect(Collectors.joining(", ", name() + "(", ")"));
    };
  }
}
