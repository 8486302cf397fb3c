package io.sheaf.jdbc;

import io.sheaf.columnar.SheafException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;

/** Failures as JDBC has them. */
final class Errors {
  private Errors() {}

  /** The same message under the SQLSTATE that tools understand. */
  static SQLException of(SheafException e) {
    return e.code().equals("TIMEOUT")
        ? new SQLTimeoutException(e.getMessage(), "57014", e)
        : new SQLException(e.getMessage(), state(e), e);
  }

  private static String state(SheafException e) {
    return switch (e.code()) {
      case "SYNTAX" -> "42601";
      case "NOT_SUPPORTED" -> "0A000";
      case "UNKNOWN_TABLE", "NO_SUCH_TABLE", "NO_SUCH_FILE" -> "42P01";
      case "UNKNOWN_COLUMN" -> "42703";
      case "AMBIGUOUS_COLUMN" -> "42702";
      case "DUPLICATE_COLUMN" -> "42701";
      case "UNKNOWN_FUNCTION" -> "42883";
      case "TYPE_MISMATCH", "TYPES_DIFFER" -> "42804";
      case "NOT_GROUPED" -> "42803";
      case "EXISTS" -> "42P07";
      case "MORE_THAN_ONE_ROW" -> "21000";
      case "NOT_NULL" -> "23502";
      case "DIVISION_BY_ZERO" -> "22012";
      case "NUMERIC_OVERFLOW", "OUT_OF_RANGE" -> "22003";
      case "BAD_CAST" -> "22018";
      case "INVALID_ARGUMENT" -> "22023";
      case "PARAMETERS" -> "07001";
      case "CANCELLED" -> "57014";
      case "OUT_OF_MEMORY" -> "53200";
      default ->
          switch (e.blame()) {
            case USER -> "42000";
            case RESOURCE -> "53000";
            case EXTERNAL -> "58030";
            case BUG -> "XX000";
          };
    };
  }

  static SQLFeatureNotSupportedException unsupported(String what) {
    return new SQLFeatureNotSupportedException(what + " is not supported by Sheaf", "0A000");
  }

  static SQLException closed(String what) {
    return new SQLException("this " + what + " is closed", "08003");
  }

  static SQLException wrong(String message) {
    return new SQLException(message, "HY000");
  }

  static SQLException noParameter(int index, int count) {
    return new SQLException("parameter " + index + " of a statement with " + count, "07009");
  }

  /** Does what JDBC's wrapper verb asks for. */
  static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw wrong("this is no " + type.getName());
  }
}
