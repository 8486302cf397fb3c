package io.sheaf.columnar;

/**
 * The SQL type of a column or expression. The type decides meaning, result types and overflow; how
 * a batch stores the values is its {@link Storage}. Nested types will join this hierarchy.
 */
public sealed interface DataType {

  /** Types without parameters. */
  enum Simple implements DataType {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE,
    VARBINARY,
    /** Days since 1970-01-01. */
    DATE,
    /** Microseconds since midnight. */
    TIME,
    /** Microseconds since 1970-01-01T00:00, without zone. */
    TIMESTAMP,
    /** Microseconds since the epoch in UTC; shown in the session's zone. */
    TIMESTAMP_WITH_TIME_ZONE,
    /** Months. */
    INTERVAL_YEAR_MONTH,
    /** Microseconds. */
    INTERVAL_DAY_TIME,
    /** The type of a bare NULL; stored as an all-null BOOLEAN. */
    NULL;

    @Override
    public String sql() {
      return name().replace('_', ' ');
    }
  }

  /**
   * Exact decimal: unscaled integer times 10^-scale.
   *
   * @param precision total digits, 1 to 38
   * @param scale digits behind the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw SheafException.user(
            "BAD_TYPE", "DECIMAL(" + precision + ", " + scale + ") is not a valid type");
      }
    }

    @Override
    public String sql() {
      return "DECIMAL(" + precision + ", " + scale + ")";
    }
  }

  /** UTF-8 text of at most {@code length} code points; {@link #UNBOUNDED} for no limit. */
  record Varchar(int length) implements DataType {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    @Override
    public String sql() {
      return length == UNBOUNDED ? "VARCHAR" : "VARCHAR(" + length + ")";
    }
  }

  /** CHAR(n): VARCHAR(n) without padding. */
  record Char(int length) implements DataType {
    @Override
    public String sql() {
      return "CHAR(" + length + ")";
    }
  }

  Varchar VARCHAR = new Varchar(Varchar.UNBOUNDED);

  /** The type as SQL writes it. */
  String sql();

  /**
   * How batches usually store the type; a DECIMAL may come as {@link Storage#LONG} whatever its
   * precision.
   */
  default Storage storage() {
    return switch (this) {
      case Simple s ->
          switch (s) {
            case BOOLEAN, NULL -> Storage.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, DATE, INTERVAL_YEAR_MONTH -> Storage.INT;
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE, INTERVAL_DAY_TIME ->
                Storage.LONG;
            case REAL -> Storage.FLOAT;
            case DOUBLE -> Storage.DOUBLE;
            case VARBINARY -> Storage.TEXT;
          };
      case Decimal d -> d.precision() <= 18 ? Storage.LONG : Storage.INT128;
      case Varchar v -> Storage.TEXT;
      case Char c -> Storage.TEXT;
    };
  }

  default boolean isText() {
    return this instanceof Varchar || this instanceof Char;
  }

  default boolean isInteger() {
    return this == Simple.TINYINT
        || this == Simple.SMALLINT
        || this == Simple.INTEGER
        || this == Simple.BIGINT;
  }

  default boolean isFloating() {
    return this == Simple.REAL || this == Simple.DOUBLE;
  }

  default boolean isNumeric() {
    return isInteger() || isFloating() || this instanceof Decimal;
  }
}
