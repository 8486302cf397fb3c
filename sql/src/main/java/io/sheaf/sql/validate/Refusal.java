package io.sheaf.sql.validate;

import io.sheaf.columnar.SheafException;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** An error of the user's that the validator did not find, in the form of those that it finds. */
final class Refusal {
  private Refusal() {}

  /** To be thrown while a tree is checked, which adds the place of the node. */
  static CalciteContextException at(SqlNode node, String code, String message) {
    SqlParserPos at = node.getParserPosition();
    return new CalciteContextException(
        "",
        SheafException.user(code, message),
        at.getLineNum(),
        at.getColumnNum(),
        at.getEndLineNum(),
        at.getEndColumnNum());
  }
}
