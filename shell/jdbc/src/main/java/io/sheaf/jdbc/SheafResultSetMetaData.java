package io.sheaf.jdbc;

import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Describes the columns of a result. Immutable. */
final class SheafResultSetMetaData implements ResultSetMetaData {
  private final Schema schema;

  SheafResultSetMetaData(Schema schema) {
    this.schema = schema;
  }

  private Field field(int column) throws SQLException {
    if (column < 1 || column > schema.size()) {
      throw new SQLException("column " + column + " of a result with " + schema.size(), "42703");
    }
    return schema.field(column - 1);
  }

  @Override
  public int getColumnCount() {
    return schema.size();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    field(column);
    return false;
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    return JdbcType.of(field(column).type()).isText();
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    field(column);
    return true;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    field(column);
    return false;
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return field(column).nullable() ? columnNullable : columnNoNulls;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return JdbcType.of(field(column).type()).isSigned();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return JdbcType.of(field(column).type()).displaySize();
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return field(column).name();
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return field(column).name();
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    field(column);
    return "";
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return JdbcType.of(field(column).type()).precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    return JdbcType.of(field(column).type()).scale();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    field(column);
    return "";
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    field(column);
    return "";
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return JdbcType.of(field(column).type()).code();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return JdbcType.of(field(column).type()).name();
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    field(column);
    return true;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    field(column);
    return false;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    field(column);
    return false;
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return JdbcType.of(field(column).type()).className();
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    return Errors.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) {
    return iface.isInstance(this);
  }
}
