package io.sheaf.tpch.peer;

import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import io.sheaf.tpch.TpchSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sheaf itself. */
final class SheafRunner implements QueryRunner {
  private final Session session;

  SheafRunner(String folder, Map<String, String> settings) {
    Session.Builder builder = Session.builder();
    settings.forEach(builder::set);
    session = builder.build();
    TpchSession.createViews(session, folder);
  }

  @Override
  public List<List<Object>> run(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    try (Result result = session.sql(sql)) {
      for (Row row : result.rows()) {
        rows.add(row.values());
      }
    }
    return rows;
  }

  @Override
  public void close() {
    session.close();
  }
}
