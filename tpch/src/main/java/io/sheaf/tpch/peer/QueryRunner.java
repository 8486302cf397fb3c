package io.sheaf.tpch.peer;

import java.sql.SQLException;
import java.util.List;

/** An engine that knows the tables by their names. For one thread. */
interface QueryRunner extends AutoCloseable {
  /** All rows of a query. */
  List<List<Object>> run(String sql) throws Exception;

  @Override
  void close() throws SQLException, ReflectiveOperationException;
}
