package io.sheaf.jdbc;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientCall;
import io.sheaf.columnar.client.ClientResult;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs one text at a time. For one thread, but for {@link #cancel()} and {@link #close()}, which
 * any thread may call; a result ends when the next statement starts.
 */
class SheafStatement implements Statement {
  private final SheafConnection connection;
  private final List<String> batch = new ArrayList<>();
  private volatile ClientCall call;
  private SheafResultSet results;
  private long updateCount = -1;
  private long maxRows;
  private int timeoutSeconds;
  private boolean closeOnCompletion;
  private volatile boolean closed;

  SheafStatement(SheafConnection connection) {
    this.connection = connection;
  }

  /** Throws when the statement is closed. */
  final void check() throws SQLException {
    if (closed) {
      throw Errors.closed("statement");
    }
  }

  private void endResults() throws SQLException {
    SheafResultSet open = results;
    results = null;
    updateCount = -1;
    if (open != null) {
      open.close();
    }
    call = null;
  }

  /** A result set was closed by its user. */
  void completed() throws SQLException {
    if (closeOnCompletion) {
      close();
    }
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return rows(execute(sql));
  }

  /** The rows of what was just executed. */
  final ResultSet rows(boolean given) throws SQLException {
    if (!given) {
      throw Errors.wrong("the statement returns no rows: use execute or executeUpdate");
    }
    return results;
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, executeLargeUpdate(sql));
  }

  @Override
  public void close() throws SQLException {
    ClientCall running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      running = call;
    }
    if (running != null) {
      running.cancel();
    }
    endResults();
    connection.forget(this);
  }

  @Override
  public int getMaxFieldSize() throws SQLException {
    check();
    return 0;
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    check();
    if (max != 0) {
      throw Errors.unsupported("a limit of field sizes");
    }
  }

  @Override
  public int getMaxRows() throws SQLException {
    check();
    return (int) Math.min(Integer.MAX_VALUE, maxRows);
  }

  @Override
  public void setMaxRows(int max) throws SQLException {
    setLargeMaxRows(max);
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    check();
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    check();
    return timeoutSeconds;
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    check();
    if (seconds < 0) {
      throw Errors.wrong("a negative timeout: " + seconds);
    }
    timeoutSeconds = seconds;
  }

  @Override
  public void cancel() throws SQLException {
    check();
    ClientCall running = call;
    if (running != null) {
      running.cancel();
    }
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
  public void setCursorName(String name) throws SQLException {
    throw Errors.unsupported("a named cursor");
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    return execute(sql, List.of());
  }

  /** Runs a text with the values of its parameters; true when there are rows to fetch. */
  final boolean execute(String sql, List<?> parameters) throws SQLException {
    check();
    endResults();
    ClientCall started = connection.session().call(sql, parameters);
    start(started);
    try {
      Duration timeout = timeoutSeconds == 0 ? null : Duration.ofSeconds(timeoutSeconds);
      ClientResult result = started.run(timeout);
      if (keep(result)) {
        return result.hasRows();
      }
      result.close();
    } catch (SheafException e) {
      throw Errors.of(e);
    }
    throw Errors.closed("statement");
  }

  private synchronized void start(ClientCall started) throws SQLException {
    check();
    call = started;
  }

  /** Returns false when the statement was closed by another thread meanwhile. */
  private synchronized boolean keep(ClientResult result) throws SQLException {
    if (closed) {
      return false;
    }
    if (result.hasRows()) {
      results = new SheafResultSet(this, result, maxRows, connection.session().zone());
      updateCount = -1;
    } else {
      updateCount = result.updateCount();
      result.close();
    }
    return true;
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    check();
    return results;
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return (int) Math.min(Integer.MAX_VALUE, getLargeUpdateCount());
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    check();
    if (direction != ResultSet.FETCH_FORWARD) {
      throw Errors.unsupported("fetching backwards");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    check();
    return ResultSet.FETCH_FORWARD;
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
  public int getResultSetConcurrency() {
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() {
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    check();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    check();
    batch.clear();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return Arrays.stream(executeLargeBatch())
        .mapToInt(count -> (int) Math.min(Integer.MAX_VALUE, count))
        .toArray();
  }

  @Override
  public Connection getConnection() throws SQLException {
    check();
    return connection;
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    check();
    endResults();
    return false;
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    check();
    return connection.fixed(FixedResult.of(Schema.EMPTY, List.of()));
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return executeUpdate(sql); // no statement generates keys
  }

  @Override
  public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
    return executeUpdate(sql); // no statement generates keys
  }

  @Override
  public int executeUpdate(String sql, String[] columnNames) throws SQLException {
    return executeUpdate(sql); // no statement generates keys
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    return execute(sql); // no statement generates keys
  }

  @Override
  public boolean execute(String sql, int[] columnIndexes) throws SQLException {
    return execute(sql); // no statement generates keys
  }

  @Override
  public boolean execute(String sql, String[] columnNames) throws SQLException {
    return execute(sql); // no statement generates keys
  }

  @Override
  public int getResultSetHoldability() {
    return ResultSet.HOLD_CURSORS_OVER_COMMIT;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void setPoolable(boolean poolable) throws SQLException {
    check();
  }

  @Override
  public boolean isPoolable() throws SQLException {
    check();
    return false;
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    check();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    check();
    return closeOnCompletion;
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    check();
    return results != null ? -1 : updateCount;
  }

  @Override
  public void setLargeMaxRows(long max) throws SQLException {
    check();
    if (max < 0) {
      throw Errors.wrong("a negative number of rows: " + max);
    }
    maxRows = max;
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    check();
    return maxRows;
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    long[] counts = updates(batch, this::executeLargeUpdate);
    batch.clear();
    return counts;
  }

  /** One statement of a batch. */
  interface Update<T> {
    long of(T element) throws SQLException;
  }

  /** Runs a batch in order; at a failure the counts of those before it are told. */
  final <T> long[] updates(List<T> batch, Update<T> update) throws SQLException {
    check();
    long[] counts = new long[batch.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        counts[i] = update.of(batch.get(i));
      } catch (SQLException e) {
        long[] done = Arrays.copyOf(counts, i);
        throw new BatchUpdateException(e.getMessage(), e.getSQLState(), 0, done, e);
      }
    }
    return counts;
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    return changed(execute(sql));
  }

  /** The rows that were changed by what was just executed. */
  final long changed(boolean rowsGiven) throws SQLException {
    if (rowsGiven) {
      results.close();
      results = null;
      throw Errors.wrong("the statement returns rows: use execute or executeQuery");
    }
    return Math.max(0, updateCount);
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    return executeLargeUpdate(sql); // no statement generates keys
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
    return executeLargeUpdate(sql); // no statement generates keys
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
    return executeLargeUpdate(sql); // no statement generates keys
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
