package io.sheaf.dataframe.rdd;

import io.sheaf.dataframe.rdd.lambda.RddDoubleOperator;
import io.sheaf.dataframe.rdd.lambda.RddDoublePredicate;
import io.sheaf.dataframe.rdd.lambda.RddLongOperator;
import io.sheaf.dataframe.rdd.lambda.RddLongPredicate;
import io.sheaf.dataframe.rdd.task.CallSite;
import io.sheaf.dataframe.rdd.task.ColumnFilter;
import io.sheaf.dataframe.rdd.task.ColumnMap;
import io.sheaf.engine.usercode.UserFunction;

/** Lambdas over single columns of frames on their way from the program. */
public final class ColumnCode {
  private ColumnCode() {}

  /**
   * What keeps the rows whose integer a lambda wants.
   *
   * @param column its number
   */
  public static UserFunction filterLong(int column, RddLongPredicate wanted) {
    CallSite site = CallSite.of("filterLong");
    return new ColumnFilter(site, column, Closure.frozen(site, wanted), null);
  }

  /** The same of floating point numbers. */
  public static UserFunction filterDouble(int column, RddDoublePredicate wanted) {
    CallSite site = CallSite.of("filterDouble");
    return new ColumnFilter(site, column, null, Closure.frozen(site, wanted));
  }

  /**
   * What makes a column of whole numbers of another.
   *
   * @param column its number
   * @param name of the new one, which may be there
   */
  public static ColumnMap mapLong(int column, String name, RddLongOperator function) {
    CallSite site = CallSite.of("mapLong");
    return new ColumnMap(site, column, name, Closure.frozen(site, function), null);
  }

  /** The same of floating point numbers. */
  public static ColumnMap mapDouble(int column, String name, RddDoubleOperator function) {
    CallSite site = CallSite.of("mapDouble");
    return new ColumnMap(site, column, name, null, Closure.frozen(site, function));
  }
}
