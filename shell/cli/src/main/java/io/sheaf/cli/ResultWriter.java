package io.sheaf.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes one result in one format. */
sealed interface ResultWriter permits TableWriter, CsvWriter, JsonWriter, MarkdownWriter {
  /**
   * Reads the rows to their end and writes them.
   *
   * @return the number of rows
   * @throws SQLException when the query fails while its rows are read
   * @throws IOException when nobody reads the output any more
   */
  long write(ResultSet rows, Writer out) throws SQLException, IOException;
}
