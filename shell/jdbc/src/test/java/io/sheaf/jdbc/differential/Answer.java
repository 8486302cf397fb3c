package io.sheaf.jdbc.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What an engine said: rows as text, or an error.
 *
 * @param rows null after an error
 */
record Answer(List<String> rows, String error) {

  static Answer of(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(text(result.getObject(i)));
        }
        rows.add(String.join("|", cells));
      }
      return new Answer(rows, null);
    } catch (SQLException e) {
      return new Answer(null, e.getMessage());
    }
  }

  /** Equal values look equal: numbers without trailing zeros, doubles to 12 digits. */
  private static String text(Object value) {
    return switch (value) {
      case null -> "NULL";
      case Double d -> plain(new BigDecimal(d, new MathContext(12)));
      case Float f -> plain(new BigDecimal(f, new MathContext(6)));
      case BigDecimal d -> plain(d);
      case BigInteger i -> i.toString();
      default -> value.toString();
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  Answer sorted() {
    return rows == null ? this : new Answer(rows.stream().sorted().toList(), null);
  }
}
