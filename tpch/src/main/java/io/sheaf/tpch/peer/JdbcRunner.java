package io.sheaf.tpch.peer;

import io.sheaf.tpch.DataSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An engine behind its JDBC driver. */
final class JdbcRunner implements QueryRunner {
  private final Connection connection;

  private JdbcRunner(Connection connection) {
    this.connection = connection;
  }

  static JdbcRunner duckdb(String folder, int threads) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + threads);
      for (String view : DataSet.views(folder)) {
        statement.execute(view);
      }
    }
    return new JdbcRunner(connection);
  }

  @Override
  public List<List<Object>> run(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
