package io.sheaf.engine.expression.kernel;

import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.SqlText;
import java.time.ZoneOffset;

/** The errors that values of the user's data raise; each names the values. */
public final class ValueErrors {
  private static final int LONGEST_SHOWN = 100;

  private ValueErrors() {}

  /** A row's value as SQL shows it, text in quotes, long ones cut. */
  public static String show(Column column, int row) {
    Object value = JavaValues.get(column, row, ZoneOffset.UTC);
    if (value == null) {
      return "NULL";
    }
    String text = SqlText.of(value);
    if (text.length() > LONGEST_SHOWN) {
      text = text.substring(0, LONGEST_SHOWN) + "...";
    }
    return value instanceof String ? "'" + text + "'" : text;
  }

  public static SheafException overflow(DataType type, String calculation) {
    return SheafException.user(
        "NUMERIC_OVERFLOW",
        type.sql().toLowerCase(java.util.Locale.ROOT) + " overflow: " + calculation);
  }

  public static SheafException overflow(
      DataType type, Column a, String operator, Column b, int row) {
    return overflow(type, show(a, row) + " " + operator + " " + show(b, row));
  }

  public static SheafException divisionByZero(Column a, String operator, Column b, int row) {
    return SheafException.user(
        "DIVISION_BY_ZERO",
        "division by zero: " + show(a, row) + " " + operator + " " + show(b, row));
  }

  public static SheafException outOfRange(String value, DataType type) {
    return SheafException.user(
        "NUMERIC_OVERFLOW", "value " + value + " is out of range for " + type.sql());
  }

  public static SheafException badCast(String value, DataType type, String why) {
    return SheafException.user(
        "BAD_CAST", "cannot cast " + value + " to " + type.sql() + (why == null ? "" : ": " + why));
  }

  public static SheafException invalid(String message) {
    return SheafException.user("INVALID_ARGUMENT", message);
  }
}
