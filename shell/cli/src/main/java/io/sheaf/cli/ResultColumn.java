package io.sheaf.cli;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A column of a result: how its values become text.
 *
 * @param position its number in the result, from 1
 * @param label its name as the result shows it
 * @param type one of {@link java.sql.Types}
 */
record ResultColumn(int position, String label, int type) {
  static List<ResultColumn> of(ResultSet rows) throws SQLException {
    ResultSetMetaData metadata = rows.getMetaData();
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new ResultColumn(i, metadata.getColumnLabel(i), metadata.getColumnType(i)));
    }
    return List.copyOf(columns);
  }

  boolean isNumeric() {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  /** Whether a beginning of a value tells something about it. */
  boolean isText() {
    return switch (type) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.BINARY,
          Types.VARBINARY,
          Types.LONGVARBINARY,
          Types.BLOB ->
          true;
      default -> false;
    };
  }

  boolean isBoolean() {
    return type == Types.BOOLEAN || type == Types.BIT;
  }

  /** The value in the current row as text, null for NULL; bytes are written in hexadecimal. */
  String text(ResultSet rows) throws SQLException {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
        byte[] bytes = rows.getBytes(position);
        yield bytes == null ? null : HexFormat.of().formatHex(bytes);
      }
      default -> rows.getString(position);
    };
  }
}
