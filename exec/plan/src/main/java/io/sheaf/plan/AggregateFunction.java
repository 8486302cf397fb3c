package io.sheaf.plan;

/**
 * The closed set of aggregate functions. All but the counts and ANY_VALUE skip NULLs and give NULL
 * for no input.
 */
public enum AggregateFunction {
  /** COUNT(*): no argument. */
  COUNT_ALL,
  /** COUNT(x): rows where x is not NULL. */
  COUNT,
  /** Integers: BIGINT with overflow error. DECIMAL(p,s): DECIMAL(p+10,s). Floating: DOUBLE. */
  SUM,
  /** DECIMAL(p,s): DECIMAL(p+4,s+4). Others: DOUBLE. */
  AVG,
  MIN,
  MAX,
  /** The only row's value (NULL kept); more than one row is a USER error: scalar sub-queries. */
  SINGLE_VALUE,
  /** Any value of the group. */
  ANY_VALUE,
  BOOL_AND,
  BOOL_OR,
  /** Over DOUBLE. */
  STDDEV_SAMP,
  STDDEV_POP,
  VAR_SAMP,
  VAR_POP,
  /** VARBINARY: what PACK made of the rows, one behind the other, in no certain order. */
  COLLECT
}
