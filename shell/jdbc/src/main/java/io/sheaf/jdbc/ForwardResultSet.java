package io.sheaf.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/** What a result that is read once, row by row, refuses: to scroll and to be updated. */
abstract class ForwardResultSet implements ResultSet {

  @Override
  public boolean isLast() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public void beforeFirst() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public void afterLast() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean first() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean last() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean previous() throws SQLException {
    throw Errors.unsupported("a scrollable result");
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    return false;
  }

  @Override
  public void updateNull(int columnIndex) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBoolean(int columnIndex, boolean x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateByte(int columnIndex, byte x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateShort(int columnIndex, short x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateInt(int columnIndex, int x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateLong(int columnIndex, long x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateFloat(int columnIndex, float x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateDouble(int columnIndex, double x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBigDecimal(int columnIndex, BigDecimal x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateString(int columnIndex, String x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBytes(int columnIndex, byte[] x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateDate(int columnIndex, java.sql.Date x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateTime(int columnIndex, java.sql.Time x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateTimestamp(int columnIndex, java.sql.Timestamp x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x, int length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x, int length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x, int length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateObject(int columnIndex, Object x, int scaleOrLength) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateObject(int columnIndex, Object x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNull(String columnLabel) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBoolean(String columnLabel, boolean x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateByte(String columnLabel, byte x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateShort(String columnLabel, short x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateInt(String columnLabel, int x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateLong(String columnLabel, long x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateFloat(String columnLabel, float x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateDouble(String columnLabel, double x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBigDecimal(String columnLabel, BigDecimal x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateString(String columnLabel, String x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBytes(String columnLabel, byte[] x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateDate(String columnLabel, java.sql.Date x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateTime(String columnLabel, java.sql.Time x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateTimestamp(String columnLabel, java.sql.Timestamp x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(String columnLabel, InputStream x, int length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(String columnLabel, InputStream x, int length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(String columnLabel, Reader reader, int length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateObject(String columnLabel, Object x, int scaleOrLength) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateObject(String columnLabel, Object x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void insertRow() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateRow() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw Errors.unsupported("reading a row again");
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateRef(int columnIndex, java.sql.Ref x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateRef(String columnLabel, java.sql.Ref x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(int columnIndex, java.sql.Blob x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(String columnLabel, java.sql.Blob x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(int columnIndex, java.sql.Clob x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(String columnLabel, java.sql.Clob x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateArray(int columnIndex, java.sql.Array x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateArray(String columnLabel, java.sql.Array x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateRowId(int columnIndex, RowId x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateRowId(String columnLabel, RowId x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNString(int columnIndex, String nString) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNString(String columnLabel, String nString) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(int columnIndex, NClob nClob) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(String columnLabel, NClob nClob) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateSQLXML(int columnIndex, SQLXML xmlObject) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateSQLXML(String columnLabel, SQLXML xmlObject) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNCharacterStream(int columnIndex, Reader x, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNCharacterStream(String columnLabel, Reader reader, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(String columnLabel, InputStream x, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(String columnLabel, InputStream x, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(String columnLabel, Reader reader, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(int columnIndex, InputStream inputStream, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(String columnLabel, InputStream inputStream, long length)
      throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(int columnIndex, Reader reader, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(String columnLabel, Reader reader, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(int columnIndex, Reader reader, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(String columnLabel, Reader reader, long length) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNCharacterStream(int columnIndex, Reader x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNCharacterStream(String columnLabel, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateAsciiStream(String columnLabel, InputStream x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBinaryStream(String columnLabel, InputStream x) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateCharacterStream(String columnLabel, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(int columnIndex, InputStream inputStream) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateBlob(String columnLabel, InputStream inputStream) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(int columnIndex, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateClob(String columnLabel, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(int columnIndex, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }

  @Override
  public void updateNClob(String columnLabel, Reader reader) throws SQLException {
    throw Errors.unsupported("an updatable result");
  }
}
