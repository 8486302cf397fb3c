package io.sheaf.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * Runs one statement at a time and writes what it returns. Statements are run by one thread; {@link
 * #cancel()} may come from any.
 */
final class SqlConsole {
  private final Connection connection;
  private final Writer out;
  private final PrintStream notes;
  private volatile Statement running;

  private ResultFormat format;
  private boolean timer;
  private int width;
  private long maxRows = Long.MAX_VALUE;

  /**
   * @param out where results go
   * @param notes where times go beside a machine format
   */
  SqlConsole(Connection connection, Writer out, PrintStream notes) {
    this.connection = connection;
    this.out = out;
    this.notes = notes;
    this.format = ResultFormat.TABLE;
  }

  void format(ResultFormat value) {
    format = value;
  }

  void timer(boolean value) {
    timer = value;
  }

  boolean timer() {
    return timer;
  }

  /** The terminal's width in columns, 0 for none. */
  void width(int value) {
    width = value;
  }

  /** How many rows a table draws. */
  void maxRows(long value) {
    maxRows = value;
  }

  /**
   * Runs a statement and writes its result.
   *
   * @throws SQLException when the statement fails or is cancelled
   * @throws IOException when nobody reads the output any more
   */
  void run(String sql) throws SQLException, IOException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      running = statement;
      String outcome = "ok";
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          outcome = rowCount(writer().write(rows, out));
        }
      } else if (statement.getUpdateCount() > 0) {
        outcome = rowCount(statement.getLargeUpdateCount());
      }
      conclude(outcome, System.nanoTime() - start);
    } finally {
      running = null;
      out.flush();
    }
  }

  /** Asks the running statement to stop; does nothing when there is none. */
  void cancel() {
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        notes.println("cannot cancel: " + e.getMessage());
      }
    }
  }

  private ResultWriter writer() {
    return switch (format) {
      case TABLE -> new TableWriter(width, maxRows);
      case CSV -> new CsvWriter();
      case JSON -> new JsonWriter();
      case MARKDOWN -> new MarkdownWriter();
    };
  }

  private String rowCount(long rows) {
    String count = String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows);
    boolean cut = format == ResultFormat.TABLE && rows > maxRows;
    return cut ? count + ", the first " + maxRows + " shown" : count;
  }

  private void conclude(String outcome, long nanos) throws IOException {
    String time = String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    if (!format.isForMachines()) {
      out.append('(').append(outcome).append(timer ? ", " + time : "").append(")\n");
    } else if (timer) {
      out.flush();
      notes.println(outcome + ", " + time);
    }
  }
}
