package io.sheaf.jdbc;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientResult;
import io.sheaf.columnar.client.ClientSession;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** A session of its own, closed with the connection. Thread-safe; its statements are not. */
final class SheafConnection implements Connection {
  /** The one catalog and schema that tools are shown; SQL needs neither. */
  static final String CATALOG = "sheaf";

  static final String SCHEMA = "main";

  private final String url;
  private final ClientSession session;
  private final Set<SheafStatement> statements = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  SheafConnection(String url, ClientSession session) {
    this.url = url;
    this.session = session;
  }

  String url() {
    return ConnectionUrl.shown(url);
  }

  ClientSession session() throws SQLException {
    check();
    return session;
  }

  void forget(SheafStatement statement) {
    statements.remove(statement);
  }

  /** A result that belongs to no statement. */
  ResultSet fixed(ClientResult result) throws SQLException {
    return new SheafResultSet(null, result, 0, session().zone());
  }

  private void check() throws SQLException {
    if (closed) {
      throw Errors.closed("connection");
    }
  }

  @Override
  public Statement createStatement() throws SQLException {
    check();
    SheafStatement statement = new SheafStatement(this);
    statements.add(statement);
    return statement;
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    check();
    SheafPreparedStatement statement = SheafPreparedStatement.of(this, sql);
    statements.add(statement);
    return statement;
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw Errors.unsupported("a stored procedure");
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    check();
    return sql;
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    check();
    if (!autoCommit) {
      throw Errors.unsupported("a transaction over several statements");
    }
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    check();
    return true;
  }

  @Override
  public void commit() throws SQLException {
    check();
    throw Errors.wrong("nothing to commit: every statement is its own transaction");
  }

  @Override
  public void rollback() throws SQLException {
    check();
    throw Errors.wrong("nothing to roll back: every statement is its own transaction");
  }

  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    SQLException failure = null;
    for (SheafStatement statement : List.copyOf(statements)) {
      failure = closed(statement, failure);
    }
    failure = closed(session, failure);
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes one more part and returns the first failure of all, or null. */
  private static SQLException closed(AutoCloseable part, SQLException earlier) {
    try {
      part.close();
      return earlier;
    } catch (Exception e) {
      SQLException failure =
          switch (e) {
            case SQLException known -> known;
            case SheafException known -> Errors.of(known);
            default -> Errors.of(SheafException.bug("closing failed: " + e));
          };
      if (earlier == null) {
        return failure;
      }
      earlier.addSuppressed(failure);
      return earlier;
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    check();
    return new SheafDatabaseMetaData(this);
  }

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    check(); // a hint only
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    check();
    return false;
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    check(); // there is one
  }

  @Override
  public String getCatalog() throws SQLException {
    check();
    return CATALOG;
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    check();
    if (level != TRANSACTION_NONE) {
      throw Errors.unsupported("a transaction over several statements");
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    check();
    return TRANSACTION_NONE;
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
  public Statement createStatement(int resultSetType, int resultSetConcurrency)
      throws SQLException {
    checkResults(resultSetType, resultSetConcurrency);
    return createStatement();
  }

  private static void checkResults(int type, int concurrency) throws SQLException {
    if (type != ResultSet.TYPE_FORWARD_ONLY) {
      throw Errors.unsupported("a scrollable result");
    }
    if (concurrency != ResultSet.CONCUR_READ_ONLY) {
      throw Errors.unsupported("an updatable result");
    }
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int resultSetType, int resultSetConcurrency)
      throws SQLException {
    checkResults(resultSetType, resultSetConcurrency);
    return prepareStatement(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency)
      throws SQLException {
    throw Errors.unsupported("a stored procedure");
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    check();
    return Map.of();
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    check();
    if (map != null && !map.isEmpty()) {
      throw Errors.unsupported("a map of types");
    }
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    check();
    if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      throw Errors.unsupported("a result that ends with its transaction");
    }
  }

  @Override
  public int getHoldability() throws SQLException {
    check();
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    throw Errors.unsupported("a savepoint");
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    throw Errors.unsupported("a savepoint");
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    throw Errors.unsupported("a savepoint");
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    throw Errors.unsupported("a savepoint");
  }

  @Override
  public Statement createStatement(
      int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
    return createStatement(resultSetType, resultSetConcurrency);
  }

  @Override
  public PreparedStatement prepareStatement(
      String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability)
      throws SQLException {
    return prepareStatement(sql, resultSetType, resultSetConcurrency);
  }

  @Override
  public CallableStatement prepareCall(
      String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability)
      throws SQLException {
    throw Errors.unsupported("a stored procedure");
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
    return prepareStatement(sql); // no statement generates keys
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
    return prepareStatement(sql); // no statement generates keys
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
    return prepareStatement(sql); // no statement generates keys
  }

  @Override
  public Clob createClob() throws SQLException {
    throw Errors.unsupported("a CLOB");
  }

  @Override
  public Blob createBlob() throws SQLException {
    throw Errors.unsupported("a BLOB");
  }

  @Override
  public NClob createNClob() throws SQLException {
    throw Errors.unsupported("a CLOB");
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw Errors.unsupported("XML");
  }

  @Override
  public boolean isValid(int timeout) throws SQLException {
    if (timeout < 0) {
      throw Errors.wrong("a negative timeout: " + timeout);
    }
    return !closed;
  }

  @Override
  public void setClientInfo(String name, String value) {
    // nothing is done with such information
  }

  @Override
  public void setClientInfo(Properties properties) {
    // nothing is done with such information
  }

  @Override
  public String getClientInfo(String name) throws SQLException {
    check();
    return null;
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    check();
    return new Properties();
  }

  @Override
  public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    throw Errors.unsupported("an array");
  }

  @Override
  public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    throw Errors.unsupported("a structure");
  }

  @Override
  public void setSchema(String schema) throws SQLException {
    check();
    if (!SCHEMA.equalsIgnoreCase(schema)) {
      throw Errors.wrong("there is no schema " + schema);
    }
  }

  @Override
  public String getSchema() throws SQLException {
    check();
    return SCHEMA;
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    close();
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    check();
    if (milliseconds != 0) {
      throw Errors.unsupported("a network timeout");
    }
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    check();
    return 0;
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
