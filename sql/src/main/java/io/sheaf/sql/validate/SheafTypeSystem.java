package io.sheaf.sql.validate;

import java.math.RoundingMode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Limits and result types: decimals of 38 digits that behave as in Spark, microseconds, BIGINT
 * sums.
 */
public final class SheafTypeSystem extends RelDataTypeSystemImpl {
  private static final int MAX_PRECISION = 38;

  /** Digits behind the point that survive when a result type has to be cut. */
  private static final int KEPT_SCALE = 6;

  private static final int MICROSECONDS = 6;

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> MAX_PRECISION;
      case TIME,
          TIMESTAMP,
          TIME_WITH_LOCAL_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          TIMESTAMP_TZ ->
          MICROSECONDS;
      default -> super.getMaxPrecision(type);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? MAX_PRECISION : super.getMaxScale(type);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> 18;
      case TIME,
          TIMESTAMP,
          TIME_WITH_LOCAL_TIME_ZONE,
          TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          TIMESTAMP_TZ ->
          MICROSECONDS;
      case VARBINARY, BINARY -> RelDataType.PRECISION_NOT_SPECIFIED;
      default -> super.getDefaultPrecision(type);
    };
  }

  @Override
  public int getDefaultScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? 3 : super.getDefaultScale(type);
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
    RelDataType sum =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
          case REAL, FLOAT, DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
          case DECIMAL ->
              types.createSqlType(
                  SqlTypeName.DECIMAL,
                  Math.min(MAX_PRECISION, argument.getPrecision() + 10),
                  argument.getScale());
          default -> argument;
        };
    return types.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
    RelDataType average =
        switch (argument.getSqlTypeName()) {
          case DECIMAL -> decimal(types, argument.getPrecision() + 4, argument.getScale() + 4);
          case INTERVAL_YEAR,
              INTERVAL_YEAR_MONTH,
              INTERVAL_MONTH,
              INTERVAL_DAY,
              INTERVAL_DAY_HOUR,
              INTERVAL_DAY_MINUTE,
              INTERVAL_DAY_SECOND,
              INTERVAL_HOUR,
              INTERVAL_HOUR_MINUTE,
              INTERVAL_HOUR_SECOND,
              INTERVAL_MINUTE,
              INTERVAL_MINUTE_SECOND,
              INTERVAL_SECOND ->
              argument;
          default -> types.createSqlType(SqlTypeName.DOUBLE);
        };
    return types.createTypeWithNullability(average, argument.isNullable());
  }

  @Override
  public RelDataType deriveDecimalPlusType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return decimals(
        types,
        left,
        right,
        (p1, s1, p2, s2) -> {
          int scale = Math.max(s1, s2);
          return decimal(types, Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
        });
  }

  @Override
  public RelDataType deriveDecimalMultiplyType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return decimals(types, left, right, (p1, s1, p2, s2) -> decimal(types, p1 + p2 + 1, s1 + s2));
  }

  @Override
  public RelDataType deriveDecimalDivideType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return decimals(
        types,
        left,
        right,
        (p1, s1, p2, s2) -> {
          int scale = Math.max(KEPT_SCALE, s1 + p2 + 1);
          return decimal(types, p1 - s1 + s2 + scale, scale);
        });
  }

  @Override
  public RelDataType deriveDecimalModType(
      RelDataTypeFactory types, RelDataType left, RelDataType right) {
    return decimals(
        types,
        left,
        right,
        (p1, s1, p2, s2) -> {
          int scale = Math.max(s1, s2);
          return decimal(types, Math.min(p1 - s1, p2 - s2) + scale, scale);
        });
  }

  private interface Rule {
    RelDataType result(int p1, int s1, int p2, int s2);
  }

  /**
   * Applies a rule when both sides are exact and at least one is a DECIMAL; else null, as asked
   * for.
   */
  private static RelDataType decimals(
      RelDataTypeFactory types, RelDataType left, RelDataType right, Rule rule) {
    if (!SqlTypeUtil.isExactNumeric(left)
        || !SqlTypeUtil.isExactNumeric(right)
        || !(SqlTypeUtil.isDecimal(left) || SqlTypeUtil.isDecimal(right))) {
      return null;
    }
    RelDataType a = types.decimalOf(left);
    RelDataType b = types.decimalOf(right);
    return rule.result(a.getPrecision(), a.getScale(), b.getPrecision(), b.getScale());
  }

  /** A decimal type of this size, cut to 38 digits: the scale gives way first, down to 6. */
  private static RelDataType decimal(RelDataTypeFactory types, int precision, int scale) {
    if (precision <= MAX_PRECISION) {
      return types.createSqlType(SqlTypeName.DECIMAL, Math.max(1, precision), scale);
    }
    int whole = precision - scale;
    int kept = Math.max(MAX_PRECISION - whole, Math.min(scale, KEPT_SCALE));
    return types.createSqlType(SqlTypeName.DECIMAL, MAX_PRECISION, kept);
  }
}
