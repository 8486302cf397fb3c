package io.sheaf.sql.lower;

import io.sheaf.plan.ScalarFunction;
import java.util.Map;

/**
 * Functions that only change their name on the way to the plan, by how their arguments are treated.
 */
final class FunctionNames {
  /** Functions whose arguments are passed on as they are. */
  static final Map<String, ScalarFunction> PLAIN =
      Map.ofEntries(
          Map.entry("LOWER", ScalarFunction.LOWER),
          Map.entry("UPPER", ScalarFunction.UPPER),
          Map.entry("CHAR_LENGTH", ScalarFunction.CHAR_LENGTH),
          Map.entry("CHARACTER_LENGTH", ScalarFunction.CHAR_LENGTH),
          Map.entry("LENGTH", ScalarFunction.CHAR_LENGTH),
          Map.entry("OCTET_LENGTH", ScalarFunction.OCTET_LENGTH),
          Map.entry("REPLACE", ScalarFunction.REPLACE),
          Map.entry("REVERSE", ScalarFunction.REVERSE),
          Map.entry("LEFT", ScalarFunction.LEFT),
          Map.entry("RIGHT", ScalarFunction.RIGHT),
          Map.entry("REPEAT", ScalarFunction.REPEAT),
          Map.entry("STARTS_WITH", ScalarFunction.STARTS_WITH),
          Map.entry("ENDS_WITH", ScalarFunction.ENDS_WITH),
          Map.entry("CONTAINS", ScalarFunction.CONTAINS),
          Map.entry("SPLIT_PART", ScalarFunction.SPLIT_PART),
          Map.entry("ASCII", ScalarFunction.ASCII),
          Map.entry("CHR", ScalarFunction.CHR),
          Map.entry("INITCAP", ScalarFunction.INITCAP),
          Map.entry("MD5", ScalarFunction.MD5),
          Map.entry("REGEXP_LIKE", ScalarFunction.REGEXP_LIKE),
          Map.entry("REGEXP_MATCHES", ScalarFunction.REGEXP_LIKE),
          Map.entry("REGEXP_REPLACE", ScalarFunction.REGEXP_REPLACE),
          Map.entry("SUBSTRING", ScalarFunction.SUBSTRING),
          Map.entry("SUBSTR", ScalarFunction.SUBSTRING),
          Map.entry("POSITION", ScalarFunction.POSITION),
          Map.entry("HASH", ScalarFunction.HASH),
          Map.entry("DATE_TRUNC", ScalarFunction.DATE_TRUNC));

  /** Functions of numbers whose result has the argument's type. */
  static final Map<String, ScalarFunction> SAME_TYPE =
      Map.of(
          "ABS", ScalarFunction.ABS,
          "SIGN", ScalarFunction.SIGN,
          "CEIL", ScalarFunction.CEIL,
          "CEILING", ScalarFunction.CEIL,
          "FLOOR", ScalarFunction.FLOOR,
          "ROUND", ScalarFunction.ROUND,
          "TRUNCATE", ScalarFunction.TRUNCATE);

  /** Functions of DOUBLE. */
  static final Map<String, ScalarFunction> FLOATING =
      Map.ofEntries(
          Map.entry("SQRT", ScalarFunction.SQRT),
          Map.entry("CBRT", ScalarFunction.CBRT),
          Map.entry("EXP", ScalarFunction.EXP),
          Map.entry("LN", ScalarFunction.LN),
          Map.entry("LOG10", ScalarFunction.LOG10),
          Map.entry("LOG", ScalarFunction.LOG10),
          Map.entry("LOG2", ScalarFunction.LOG2),
          Map.entry("SIN", ScalarFunction.SIN),
          Map.entry("COS", ScalarFunction.COS),
          Map.entry("TAN", ScalarFunction.TAN),
          Map.entry("ASIN", ScalarFunction.ASIN),
          Map.entry("ACOS", ScalarFunction.ACOS),
          Map.entry("ATAN", ScalarFunction.ATAN),
          Map.entry("DEGREES", ScalarFunction.DEGREES),
          Map.entry("RADIANS", ScalarFunction.RADIANS),
          Map.entry("POWER", ScalarFunction.POWER),
          Map.entry("POW", ScalarFunction.POWER),
          Map.entry("ATAN2", ScalarFunction.ATAN2),
          Map.entry("PI", ScalarFunction.PI));

  private FunctionNames() {}
}
