package io.sheaf.tpch;

import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.values.SqlText;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The eight tables of a data set as views of a session. Thread-safe. */
public final class TpchSession implements AutoCloseable {
  private final Session session;
  private final DataSet tables;

  private TpchSession(Session session, DataSet tables) {
    this.session = session;
    this.tables = tables;
  }

  static TpchSession open(DataSet tables, Map<String, String> settings) {
    Session.Builder builder = Session.builder();
    settings.forEach(builder::set);
    Session session = builder.build();
    try {
      createViews(session, tables.folder());
      return new TpchSession(session, tables);
    } catch (SheafException e) {
      session.close();
      throw e;
    }
  }

  /** Names the tables of a folder in a session. */
  public static void createViews(Session session, String folder) {
    DataSet.views(folder).forEach(statement -> session.sql(statement).close());
  }

  /**
   * What a query gave.
   *
   * @param seconds from its start to its last row
   * @param wrong how the answer differs from the expected one, if it does
   */
  record Answer(int rows, double seconds, Optional<String> wrong) {}

  /** Runs a query and compares its answer with the expected one, where that is known. */
  Answer run(int query) {
    String text = TpchQueries.text(query, tables.scale());
    long start = System.nanoTime();
    List<List<String>> rows = fetch(text);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Answer(rows.size(), seconds, TpchAnswers.difference(query, tables.scale(), rows));
  }

  /** Runs a query several times and tells of the last run where its time went. */
  OperatorProfile profile(int query, int runs) {
    String text = TpchQueries.text(query, tables.scale());
    List<List<String>> lines = List.of();
    for (int run = 0; run < runs; run++) {
      lines = fetch(run < runs - 1 ? text : "EXPLAIN ANALYZE " + text);
    }
    return OperatorProfile.of(lines.stream().map(List::getFirst).toList());
  }

  private List<List<String>> fetch(String text) {
    List<List<String>> rows = new ArrayList<>();
    try (Result result = session.sql(text)) {
      for (Row row : result.rows()) {
        List<String> fields = new ArrayList<>(row.size());
        row.values().forEach(value -> fields.add(SqlText.of(value)));
        rows.add(fields);
      }
    }
    return rows;
  }

  @Override
  public void close() {
    session.close();
  }
}
