package io.sheaf.sql.validate;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** The aggregate functions (y, x) of pairs of numbers, of which neither is NULL; all are DOUBLE. */
public enum PairStatistic {
  COVAR_POP,
  COVAR_SAMP,
  CORR,
  REGR_SLOPE,
  REGR_INTERCEPT,
  REGR_R2,
  REGR_AVGX,
  REGR_AVGY,
  REGR_SXX,
  REGR_SYY,
  REGR_SXY;

  private final SqlAggFunction function =
      SqlBasicAggFunction.create(
          name(),
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
          OperandTypes.NUMERIC_NUMERIC);

  static List<SqlOperator> functions() {
    return Arrays.stream(values()).<SqlOperator>map(statistic -> statistic.function).toList();
  }

  /** Which of these a function is; null for none. */
  public static PairStatistic of(SqlAggFunction function) {
    return Arrays.stream(values()).filter(s -> s.function == function).findFirst().orElse(null);
  }
}
