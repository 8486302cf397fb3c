package io.sheaf.jdbc;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientResult;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.columnar.values.Nearest;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.List;
import java.util.Map;

/** The rows of a query, fetched batch by batch. For one thread. */
final class SheafResultSet extends ForwardResultSet {
  private final SheafStatement statement;
  private final ClientResult result;
  private final ResultSetMetaData metadata;
  private final long maxRows;
  private final ZoneId zone;
  private Batch batch;
  private int position = -1;
  private long rowNumber;
  private boolean wasNull;
  private boolean finished;
  private boolean closed;

  /**
   * @param statement that made it, or null
   * @param maxRows 0 for all
   */
  SheafResultSet(SheafStatement statement, ClientResult result, long maxRows, ZoneId zone) {
    this.statement = statement;
    this.result = result;
    this.metadata = new SheafResultSetMetaData(result.schema());
    this.maxRows = maxRows;
    this.zone = zone;
  }

  private void check() throws SQLException {
    if (closed) {
      throw Errors.closed("result");
    }
  }

  /** Fetches until a row lies behind the present position. */
  private boolean peek() throws SQLException {
    try {
      while (batch == null || position + 1 >= batch.selectedRows()) {
        batch = result.next();
        position = -1;
        if (batch == null) {
          return false;
        }
      }
      return true;
    } catch (SheafException e) {
      finished = true;
      endFetching();
      throw Errors.of(e);
    }
  }

  private boolean advance() throws SQLException {
    boolean more = peek();
    position++;
    return more;
  }

  private void endFetching() throws SQLException {
    batch = null;
    try {
      result.close();
    } catch (SheafException e) {
      throw Errors.of(e);
    }
  }

  /** The value in the present row, null for NULL. */
  private Object value(int columnIndex) throws SQLException {
    check();
    if (columnIndex < 1 || columnIndex > result.schema().size()) {
      throw new SQLException(
          "column " + columnIndex + " of a result with " + result.schema().size(), "42703");
    }
    if (batch == null || position < 0) {
      throw Errors.wrong(
          finished ? "the last row has been read" : "next() was not called before reading");
    }
    int row = batch.selection() == null ? position : batch.selection().rows()[position];
    Object value = JavaValues.get(batch.column(columnIndex - 1), row, zone);
    wasNull = value == null;
    return value;
  }

  private <T> T get(int columnIndex, Class<T> type) throws SQLException {
    Object value = value(columnIndex);
    if (value == null) {
      return null;
    }
    return type == Object.class
        ? type.cast(Conversion.toObject(value))
        : Conversion.to(value, type);
  }

  @Override
  public boolean next() throws SQLException {
    check();
    if (finished) {
      return false;
    }
    boolean more = (maxRows == 0 || rowNumber < maxRows) && advance();
    if (more) {
      rowNumber++;
    } else {
      finished = true;
      endFetching();
    }
    return more;
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    endFetching();
    if (statement != null) {
      statement.completed();
    }
  }

  @Override
  public boolean wasNull() throws SQLException {
    check();
    return wasNull;
  }

  @Override
  public String getString(int columnIndex) throws SQLException {
    return get(columnIndex, String.class);
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    Boolean value = get(columnIndex, Boolean.class);
    return value == null ? false : value;
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    Byte value = get(columnIndex, Byte.class);
    return value == null ? (byte) 0 : value;
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    Short value = get(columnIndex, Short.class);
    return value == null ? (short) 0 : value;
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    Integer value = get(columnIndex, Integer.class);
    return value == null ? 0 : value;
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    Long value = get(columnIndex, Long.class);
    return value == null ? 0L : value;
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    Float value = get(columnIndex, Float.class);
    return value == null ? 0f : value;
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    Double value = get(columnIndex, Double.class);
    return value == null ? 0d : value;
  }

  @Deprecated
  @Override
  public BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(columnIndex);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte[] getBytes(int columnIndex) throws SQLException {
    Object value = value(columnIndex);
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : get(columnIndex, byte[].class);
  }

  @Override
  public java.sql.Date getDate(int columnIndex) throws SQLException {
    return get(columnIndex, Date.class);
  }

  @Override
  public java.sql.Time getTime(int columnIndex) throws SQLException {
    return get(columnIndex, Time.class);
  }

  @Override
  public java.sql.Timestamp getTimestamp(int columnIndex) throws SQLException {
    return get(columnIndex, Timestamp.class);
  }

  @Override
  public java.io.InputStream getAsciiStream(int columnIndex) throws SQLException {
    byte[] bytes = getBytes(columnIndex);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Deprecated
  @Override
  public java.io.InputStream getUnicodeStream(int columnIndex) throws SQLException {
    return getAsciiStream(columnIndex);
  }

  @Override
  public java.io.InputStream getBinaryStream(int columnIndex) throws SQLException {
    return getAsciiStream(columnIndex);
  }

  @Override
  public String getString(String columnLabel) throws SQLException {
    return getString(findColumn(columnLabel));
  }

  @Override
  public boolean getBoolean(String columnLabel) throws SQLException {
    return getBoolean(findColumn(columnLabel));
  }

  @Override
  public byte getByte(String columnLabel) throws SQLException {
    return getByte(findColumn(columnLabel));
  }

  @Override
  public short getShort(String columnLabel) throws SQLException {
    return getShort(findColumn(columnLabel));
  }

  @Override
  public int getInt(String columnLabel) throws SQLException {
    return getInt(findColumn(columnLabel));
  }

  @Override
  public long getLong(String columnLabel) throws SQLException {
    return getLong(findColumn(columnLabel));
  }

  @Override
  public float getFloat(String columnLabel) throws SQLException {
    return getFloat(findColumn(columnLabel));
  }

  @Override
  public double getDouble(String columnLabel) throws SQLException {
    return getDouble(findColumn(columnLabel));
  }

  @Deprecated
  @Override
  public BigDecimal getBigDecimal(String columnLabel, int scale) throws SQLException {
    return getBigDecimal(findColumn(columnLabel), scale);
  }

  @Override
  public byte[] getBytes(String columnLabel) throws SQLException {
    return getBytes(findColumn(columnLabel));
  }

  @Override
  public java.sql.Date getDate(String columnLabel) throws SQLException {
    return getDate(findColumn(columnLabel));
  }

  @Override
  public java.sql.Time getTime(String columnLabel) throws SQLException {
    return getTime(findColumn(columnLabel));
  }

  @Override
  public java.sql.Timestamp getTimestamp(String columnLabel) throws SQLException {
    return getTimestamp(findColumn(columnLabel));
  }

  @Override
  public java.io.InputStream getAsciiStream(String columnLabel) throws SQLException {
    return getAsciiStream(findColumn(columnLabel));
  }

  @Deprecated
  @Override
  public java.io.InputStream getUnicodeStream(String columnLabel) throws SQLException {
    return getUnicodeStream(findColumn(columnLabel));
  }

  @Override
  public java.io.InputStream getBinaryStream(String columnLabel) throws SQLException {
    return getBinaryStream(findColumn(columnLabel));
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    check();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    check();
  }

  @Override
  public String getCursorName() throws SQLException {
    throw Errors.unsupported("a named cursor");
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    check();
    return metadata;
  }

  @Override
  public Object getObject(int columnIndex) throws SQLException {
    Object value = value(columnIndex);
    return value == null ? null : Conversion.toObject(value);
  }

  @Override
  public Object getObject(String columnLabel) throws SQLException {
    return getObject(findColumn(columnLabel));
  }

  @Override
  public int findColumn(String columnLabel) throws SQLException {
    check();
    int index = result.schema().indexOf(columnLabel);
    if (index < 0) {
      List<String> names = result.schema().fields().stream().map(Field::name).toList();
      throw new SQLException(
          "there is no column '" + columnLabel + "'" + Nearest.hint(columnLabel, names), "42703");
    }
    return index + 1;
  }

  @Override
  public java.io.Reader getCharacterStream(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public java.io.Reader getCharacterStream(String columnLabel) throws SQLException {
    return getCharacterStream(findColumn(columnLabel));
  }

  @Override
  public BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    return get(columnIndex, BigDecimal.class);
  }

  @Override
  public BigDecimal getBigDecimal(String columnLabel) throws SQLException {
    return getBigDecimal(findColumn(columnLabel));
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    check();
    return rowNumber == 0 && !finished && peek();
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    check();
    return finished && rowNumber > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    check();
    return rowNumber == 1 && !finished;
  }

  @Override
  public int getRow() throws SQLException {
    check();
    return finished ? 0 : (int) Math.min(Integer.MAX_VALUE, rowNumber);
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    check();
    if (direction != FETCH_FORWARD) {
      throw Errors.unsupported("fetching backwards");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    check();
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    check(); // batches have the size that the engine gives them
  }

  @Override
  public int getFetchSize() throws SQLException {
    check();
    return 0;
  }

  @Override
  public int getType() throws SQLException {
    check();
    return TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() throws SQLException {
    check();
    return CONCUR_READ_ONLY;
  }

  @Override
  public Statement getStatement() throws SQLException {
    check();
    return statement;
  }

  @Override
  public Object getObject(int columnIndex, Map<String, Class<?>> map) throws SQLException {
    return getObject(columnIndex);
  }

  @Override
  public Ref getRef(int columnIndex) throws SQLException {
    throw Errors.unsupported("a REF");
  }

  @Override
  public Blob getBlob(int columnIndex) throws SQLException {
    throw Errors.unsupported("a BLOB");
  }

  @Override
  public Clob getClob(int columnIndex) throws SQLException {
    throw Errors.unsupported("a CLOB");
  }

  @Override
  public Array getArray(int columnIndex) throws SQLException {
    throw Errors.unsupported("an array");
  }

  @Override
  public Object getObject(String columnLabel, Map<String, Class<?>> map) throws SQLException {
    return getObject(findColumn(columnLabel), map);
  }

  @Override
  public Ref getRef(String columnLabel) throws SQLException {
    return getRef(findColumn(columnLabel));
  }

  @Override
  public Blob getBlob(String columnLabel) throws SQLException {
    return getBlob(findColumn(columnLabel));
  }

  @Override
  public Clob getClob(String columnLabel) throws SQLException {
    return getClob(findColumn(columnLabel));
  }

  @Override
  public Array getArray(String columnLabel) throws SQLException {
    return getArray(findColumn(columnLabel));
  }

  @Override
  public java.sql.Date getDate(int columnIndex, Calendar cal) throws SQLException {
    LocalDate value = get(columnIndex, LocalDate.class);
    return value == null || cal == null
        ? getDate(columnIndex)
        : new Date(Conversion.at(value.atStartOfDay(), cal).toEpochMilli());
  }

  @Override
  public java.sql.Date getDate(String columnLabel, Calendar cal) throws SQLException {
    return getDate(findColumn(columnLabel), cal);
  }

  @Override
  public java.sql.Time getTime(int columnIndex, Calendar cal) throws SQLException {
    LocalTime value = get(columnIndex, LocalTime.class);
    return value == null || cal == null
        ? getTime(columnIndex)
        : new Time(Conversion.at(LocalDate.EPOCH.atTime(value), cal).toEpochMilli());
  }

  @Override
  public java.sql.Time getTime(String columnLabel, Calendar cal) throws SQLException {
    return getTime(findColumn(columnLabel), cal);
  }

  @Override
  public java.sql.Timestamp getTimestamp(int columnIndex, Calendar cal) throws SQLException {
    Object value = value(columnIndex);
    return value == null || cal == null || value instanceof OffsetDateTime
        ? getTimestamp(columnIndex)
        : Timestamp.from(Conversion.at(Conversion.toLocalDateTime(value), cal));
  }

  @Override
  public java.sql.Timestamp getTimestamp(String columnLabel, Calendar cal) throws SQLException {
    return getTimestamp(findColumn(columnLabel), cal);
  }

  @Override
  public java.net.URL getURL(int columnIndex) throws SQLException {
    throw Errors.unsupported("a URL");
  }

  @Override
  public java.net.URL getURL(String columnLabel) throws SQLException {
    return getURL(findColumn(columnLabel));
  }

  @Override
  public RowId getRowId(int columnIndex) throws SQLException {
    throw Errors.unsupported("a row id");
  }

  @Override
  public RowId getRowId(String columnLabel) throws SQLException {
    return getRowId(findColumn(columnLabel));
  }

  @Override
  public int getHoldability() throws SQLException {
    check();
    return HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public NClob getNClob(int columnIndex) throws SQLException {
    throw Errors.unsupported("a CLOB");
  }

  @Override
  public NClob getNClob(String columnLabel) throws SQLException {
    return getNClob(findColumn(columnLabel));
  }

  @Override
  public SQLXML getSQLXML(int columnIndex) throws SQLException {
    throw Errors.unsupported("XML");
  }

  @Override
  public SQLXML getSQLXML(String columnLabel) throws SQLException {
    return getSQLXML(findColumn(columnLabel));
  }

  @Override
  public String getNString(int columnIndex) throws SQLException {
    return getString(columnIndex);
  }

  @Override
  public String getNString(String columnLabel) throws SQLException {
    return getNString(findColumn(columnLabel));
  }

  @Override
  public java.io.Reader getNCharacterStream(int columnIndex) throws SQLException {
    return getCharacterStream(columnIndex);
  }

  @Override
  public java.io.Reader getNCharacterStream(String columnLabel) throws SQLException {
    return getNCharacterStream(findColumn(columnLabel));
  }

  @Override
  public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    return get(columnIndex, type);
  }

  @Override
  public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
    return getObject(findColumn(columnLabel), type);
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
