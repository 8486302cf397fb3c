package io.sheaf.sql.frame;

import java.util.Locale;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The functions that are written as names are: CURRENT_DATE and its like. */
final class ContextValues {
  private ContextValues() {}

  /** The call of the one of this name, or null. */
  static SqlNode of(String name) {
    SqlOperator operator =
        switch (name.toUpperCase(Locale.ROOT)) {
          case "CURRENT_DATE" -> SqlStdOperatorTable.CURRENT_DATE;
          case "CURRENT_TIME" -> SqlStdOperatorTable.CURRENT_TIME;
          case "CURRENT_TIMESTAMP" -> SqlStdOperatorTable.CURRENT_TIMESTAMP;
          case "LOCALTIME" -> SqlStdOperatorTable.LOCALTIME;
          case "LOCALTIMESTAMP" -> SqlStdOperatorTable.LOCALTIMESTAMP;
          default -> null;
        };
    return operator == null ? null : operator.createCall(SqlParserPos.ZERO);
  }
}
