package io.sheaf.sql.frame;

import io.sheaf.columnar.SheafException;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/** Puts constants for the parameters of a query. */
final class ParameterValues extends SqlShuttle {
  private final List<?> values;

  ParameterValues(List<?> values) {
    this.values = values;
  }

  @Override
  public SqlNode visit(SqlDynamicParam parameter) {
    if (parameter.getIndex() >= values.size()) {
      throw SheafException.user("PARAMETERS", "There is no value for a parameter of the query");
    }
    return LiteralSyntax.of(values.get(parameter.getIndex()));
  }
}
