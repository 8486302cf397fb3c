package io.sheaf.sql.validate;

import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** Tells the columns of a part of a query while the rest of it is not checked yet. */
interface Outline {
  /**
   * Names of the columns of a query as it was parsed.
   *
   * @throws io.sheaf.columnar.SheafException (USER) when something is wrong with it
   */
  List<String> columns(SqlNode query);

  /** Whether a column is among them, whatever its case. */
  static boolean holds(List<String> columns, String name) {
    return columns.stream().anyMatch(name::equalsIgnoreCase);
  }
}
