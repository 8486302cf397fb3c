package io.sheaf.jdbc;

import static java.sql.Types.DECIMAL;
import static java.sql.Types.NUMERIC;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.List;

/**
 * Runs one text with changing values of its parameters. The session keeps its plan, whatever the
 * values are. A text and a NULL take the type that their place in the statement asks for. For one
 * thread, as {@link SheafStatement}.
 */
final class SheafPreparedStatement extends SheafStatement implements PreparedStatement {
  private final SheafConnection connection;
  private final String sql;
  private final Object[] values;
  private final BitSet set = new BitSet();
  private final List<List<?>> batch = new ArrayList<>();

  private SheafPreparedStatement(SheafConnection connection, String sql, int parameters) {
    super(connection);
    this.connection = connection;
    this.sql = sql;
    this.values = new Object[parameters];
  }

  /** A statement whose syntax was checked. */
  static SheafPreparedStatement of(SheafConnection connection, String sql) throws SQLException {
    try {
      return new SheafPreparedStatement(connection, sql, connection.session().parameters(sql));
    } catch (SheafException e) {
      throw Errors.of(e);
    }
  }

  private void set(int parameter, Object value) throws SQLException {
    check();
    if (parameter < 1 || parameter > values.length) {
      throw Errors.noParameter(parameter, values.length);
    }
    values[parameter - 1] = value;
    set.set(parameter - 1);
  }

  private List<?> values() throws SQLException {
    check();
    int missing = set.nextClearBit(0);
    if (missing < values.length) {
      throw new SQLException("parameter " + (missing + 1) + " was not set", "07001");
    }
    return Arrays.asList(values.clone());
  }

  @Override
  public boolean execute() throws SQLException {
    return execute(sql, values());
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    return rows(execute());
  }

  @Override
  public int executeUpdate() throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return changed(execute());
  }

  @Override
  public void clearParameters() throws SQLException {
    check();
    Arrays.fill(values, null);
    set.clear();
  }

  @Override
  public void addBatch() throws SQLException {
    batch.add(values());
  }

  @Override
  public void clearBatch() throws SQLException {
    check();
    batch.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    long[] counts = updates(batch, parameters -> changed(execute(sql, parameters)));
    batch.clear();
    return counts;
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    check();
    try {
      Schema schema = connection.session().resultOf(sql);
      return schema.size() == 0 ? null : new SheafResultSetMetaData(schema);
    } catch (SheafException e) {
      throw Errors.of(e);
    }
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    check();
    return new SheafParameterMetaData(values.length);
  }

  /** All that runs another text than the prepared one. */
  private static SQLException otherText() {
    return Errors.wrong("a prepared statement runs its own text: call the method without one");
  }

  @Override
  public boolean execute(String other) throws SQLException {
    throw otherText();
  }

  @Override
  public ResultSet executeQuery(String other) throws SQLException {
    throw otherText();
  }

  @Override
  public long executeLargeUpdate(String other) throws SQLException {
    throw otherText();
  }

  @Override
  public void addBatch(String other) throws SQLException {
    throw otherText();
  }

  @Override
  public void setBoolean(int parameter, boolean value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setByte(int parameter, byte value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setShort(int parameter, short value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setInt(int parameter, int value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setLong(int parameter, long value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setFloat(int parameter, float value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setDouble(int parameter, double value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setBigDecimal(int parameter, BigDecimal value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setString(int parameter, String value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setNString(int parameter, String value) throws SQLException {
    set(parameter, value);
  }

  @Override
  public void setBytes(int parameter, byte[] value) throws SQLException {
    set(parameter, value == null ? null : value.clone());
  }

  @Override
  public void setDate(int parameter, Date value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setTime(int parameter, Time value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setTimestamp(int parameter, Timestamp value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setObject(int parameter, Object value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setDate(int parameter, Date value, Calendar calendar) throws SQLException {
    set(parameter, ParameterValue.date(value, calendar));
  }

  @Override
  public void setTime(int parameter, Time value, Calendar calendar) throws SQLException {
    set(parameter, ParameterValue.time(value, calendar));
  }

  @Override
  public void setTimestamp(int parameter, Timestamp value, Calendar calendar) throws SQLException {
    set(parameter, ParameterValue.timestamp(value, calendar));
  }

  @Override
  public void setNull(int parameter, int type) throws SQLException {
    set(parameter, null);
  }

  @Override
  public void setNull(int parameter, int type, String typeName) throws SQLException {
    set(parameter, null);
  }

  @Override
  public void setObject(int parameter, Object value, int type) throws SQLException {
    set(parameter, ParameterValue.of(value, type));
  }

  @Override
  public void setObject(int parameter, Object value, int type, int scale) throws SQLException {
    Object converted = ParameterValue.of(value, type);
    boolean scaled = converted instanceof BigDecimal && (type == DECIMAL || type == NUMERIC);
    set(
        parameter,
        scaled ? ((BigDecimal) converted).setScale(scale, RoundingMode.HALF_UP) : converted);
  }

  @Override
  public void setURL(int parameter, URL value) throws SQLException {
    set(parameter, value == null ? null : value.toString());
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value) throws SQLException {
    set(parameter, ascii(value));
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value, int length) throws SQLException {
    setAsciiStream(parameter, value); // all that there is
  }

  @Override
  public void setAsciiStream(int parameter, InputStream value, long length) throws SQLException {
    setAsciiStream(parameter, value); // all that there is
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value, int length) throws SQLException {
    setBinaryStream(parameter, value); // all that there is
  }

  @Override
  public void setBinaryStream(int parameter, InputStream value, long length) throws SQLException {
    setBinaryStream(parameter, value); // all that there is
  }

  @Override
  public void setCharacterStream(int parameter, Reader value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setCharacterStream(int parameter, Reader value, int length) throws SQLException {
    setCharacterStream(parameter, value); // all that there is
  }

  @Override
  public void setCharacterStream(int parameter, Reader value, long length) throws SQLException {
    setCharacterStream(parameter, value); // all that there is
  }

  @Override
  public void setNCharacterStream(int parameter, Reader value) throws SQLException {
    set(parameter, ParameterValue.of(value));
  }

  @Override
  public void setNCharacterStream(int parameter, Reader value, long length) throws SQLException {
    setNCharacterStream(parameter, value); // all that there is
  }

  @Override
  @Deprecated
  public void setUnicodeStream(int parameter, InputStream value, int length) throws SQLException {
    throw Errors.unsupported("a Unicode stream as a parameter");
  }

  @Override
  public void setRef(int parameter, Ref value) throws SQLException {
    throw Errors.unsupported("a reference as a parameter");
  }

  @Override
  public void setBlob(int parameter, Blob value) throws SQLException {
    throw Errors.unsupported("a BLOB as a parameter");
  }

  @Override
  public void setBlob(int parameter, InputStream value) throws SQLException {
    throw Errors.unsupported("a BLOB as a parameter");
  }

  @Override
  public void setBlob(int parameter, InputStream value, long length) throws SQLException {
    throw Errors.unsupported("a BLOB as a parameter");
  }

  @Override
  public void setClob(int parameter, Clob value) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setClob(int parameter, Reader value) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setClob(int parameter, Reader value, long length) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setNClob(int parameter, NClob value) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setNClob(int parameter, Reader value) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setNClob(int parameter, Reader value, long length) throws SQLException {
    throw Errors.unsupported("a CLOB as a parameter");
  }

  @Override
  public void setArray(int parameter, Array value) throws SQLException {
    throw Errors.unsupported("an array as a parameter");
  }

  @Override
  public void setRowId(int parameter, RowId value) throws SQLException {
    throw Errors.unsupported("a row id as a parameter");
  }

  @Override
  public void setSQLXML(int parameter, SQLXML value) throws SQLException {
    throw Errors.unsupported("XML as a parameter");
  }

  private static String ascii(InputStream value) throws SQLException {
    return ParameterValue.of(value) instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.US_ASCII)
        : null;
  }
}
