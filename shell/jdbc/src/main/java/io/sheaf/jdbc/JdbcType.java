package io.sheaf.jdbc;

import io.sheaf.columnar.DataType;
import java.sql.Types;

/**
 * A type as JDBC describes it.
 *
 * @param code one of {@link Types}
 * @param name as SQL writes it, without parameters
 * @param className of the objects that {@code getObject} returns
 * @param precision digits, characters or bytes; 0 where it makes no sense
 * @param displaySize characters at most
 */
record JdbcType(
    int code, String name, String className, int precision, int scale, int displaySize) {

  static JdbcType of(DataType type) {
    return switch (type) {
      case DataType.Simple s -> of(s);
      case DataType.Decimal d ->
          new JdbcType(
              Types.DECIMAL,
              "DECIMAL",
              "java.math.BigDecimal",
              d.precision(),
              d.scale(),
              d.precision() + 3);
      case DataType.Varchar v -> text(Types.VARCHAR, "VARCHAR", v.length());
      case DataType.Char c -> text(Types.CHAR, "CHAR", c.length());
    };
  }

  private static JdbcType of(DataType.Simple type) {
    return switch (type) {
      case BOOLEAN -> new JdbcType(Types.BOOLEAN, "BOOLEAN", "java.lang.Boolean", 1, 0, 5);
      case TINYINT -> integer(Types.TINYINT, type, 3);
      case SMALLINT -> integer(Types.SMALLINT, type, 5);
      case INTEGER -> integer(Types.INTEGER, type, 10);
      case BIGINT -> new JdbcType(Types.BIGINT, "BIGINT", "java.lang.Long", 19, 0, 20);
      case REAL -> new JdbcType(Types.REAL, "REAL", "java.lang.Float", 7, 0, 15);
      case DOUBLE -> new JdbcType(Types.DOUBLE, "DOUBLE", "java.lang.Double", 15, 0, 25);
      case VARBINARY ->
          new JdbcType(Types.VARBINARY, "VARBINARY", "[B", Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
      case DATE -> new JdbcType(Types.DATE, "DATE", "java.sql.Date", 10, 0, 10);
      case TIME -> new JdbcType(Types.TIME, "TIME", "java.sql.Time", 15, 6, 15);
      case TIMESTAMP -> new JdbcType(Types.TIMESTAMP, "TIMESTAMP", "java.sql.Timestamp", 26, 6, 26);
      case TIMESTAMP_WITH_TIME_ZONE ->
          new JdbcType(
              Types.TIMESTAMP_WITH_TIMEZONE,
              "TIMESTAMP WITH TIME ZONE",
              "java.time.OffsetDateTime",
              32,
              6,
              32);
      case INTERVAL_YEAR_MONTH ->
          new JdbcType(Types.OTHER, "INTERVAL YEAR TO MONTH", "java.time.Period", 10, 0, 12);
      case INTERVAL_DAY_TIME ->
          new JdbcType(Types.OTHER, "INTERVAL DAY TO SECOND", "java.time.Duration", 20, 6, 26);
      case NULL -> new JdbcType(Types.NULL, "NULL", "java.lang.Object", 0, 0, 4);
    };
  }

  private static JdbcType integer(int code, DataType.Simple type, int digits) {
    return new JdbcType(code, type.sql(), "java.lang.Integer", digits, 0, digits + 1);
  }

  private static JdbcType text(int code, String name, int length) {
    return new JdbcType(code, name, "java.lang.String", length, 0, length);
  }

  boolean isSigned() {
    return switch (code) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.DOUBLE,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }

  boolean isText() {
    return code == Types.VARCHAR || code == Types.CHAR;
  }
}
