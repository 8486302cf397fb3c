package io.sheaf.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.client.ClientCall;
import io.sheaf.columnar.client.ClientResult;
import io.sheaf.columnar.client.ClientSession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection over a session that fails whenever something is closed. */
class SheafConnectionTest {
  private static SheafException failure(String what) {
    return SheafException.external("IO", what, null);
  }

  private static final class BrittleResult implements ClientResult {
    @Override
    public boolean hasRows() {
      return true;
    }

    @Override
    public Schema schema() {
      return Schema.EMPTY;
    }

    @Override
    public Batch next() {
      return null;
    }

    @Override
    public long updateCount() {
      return -1;
    }

    @Override
    public void close() {
      throw failure("the result cannot be closed");
    }
  }

  private static final class BrittleCall implements ClientCall {
    @Override
    public ClientResult run(Duration timeout) {
      return new BrittleResult();
    }

    @Override
    public void cancel() {}
  }

  private static final class BrittleSession implements ClientSession {
    private int closed;

    @Override
    public ClientCall call(String sql, List<?> parameters) {
      return new BrittleCall();
    }

    @Override
    public int parameters(String sql) {
      return 0;
    }

    @Override
    public Schema resultOf(String sql) {
      return Schema.EMPTY;
    }

    @Override
    public List<TableInfo> tables() {
      return List.of();
    }

    @Override
    public Schema describe(String table) {
      return Schema.EMPTY;
    }

    @Override
    public FunctionNames functions() {
      return new FunctionNames(List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public List<String> keywords() {
      return List.of();
    }

    @Override
    public ZoneId zone() {
      return ZoneOffset.UTC;
    }

    @Override
    public void close() {
      closed++;
      throw failure("the session cannot be closed");
    }
  }

  @Test
  void theSessionIsClosedWhateverFailsBefore() throws SQLException {
    BrittleSession session = new BrittleSession();
    SheafConnection connection = new SheafConnection("jdbc:sheaf:", session);
    connection.createStatement().execute("SELECT 1");
    connection.createStatement().execute("SELECT 2");
    SQLException e = assertThrows(SQLException.class, connection::close);
    assertEquals("the result cannot be closed", e.getMessage());
    assertEquals(
        List.of("the result cannot be closed", "the session cannot be closed"),
        List.of(e.getSuppressed()).stream().map(Throwable::getMessage).toList());
    assertEquals(1, session.closed);
    connection.close();
    assertEquals(1, session.closed);
  }
}
