package io.sheaf.sql.frame;

/** The operators that expressions are built with. */
public enum Operator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  REMAINDER,
  NEGATE,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  /** Equal, or both NULL. */
  IS_NOT_DISTINCT,
  AND,
  OR,
  NOT,
  IS_NULL,
  IS_NOT_NULL,
  IS_TRUE,
  IS_FALSE,
  LIKE,
  ILIKE,
  /** (value, least, greatest). */
  BETWEEN,
  /** Text after text; NULL when one is. */
  CONCAT
}
