package io.sheaf.dataframe;

import io.sheaf.columnar.Schema;
import io.sheaf.columnar.client.ClientCall;
import io.sheaf.columnar.client.ClientSession;
import io.sheaf.columnar.client.SessionProvider;
import io.sheaf.sql.Checkpoint;
import io.sheaf.sql.SqlPlanner;
import io.sheaf.sql.Statement;
import io.sheaf.sql.StatementParser;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Opens sessions of this JVM for drivers and shells. Thread-safe. */
public final class LocalSessions implements SessionProvider {
  @Override
  public ClientSession open(Map<String, String> settings) {
    Session.Builder builder = Session.builder();
    settings.forEach(builder::set);
    return new LocalSession(builder.build());
  }

  @Override
  public List<SettingInfo> settings() {
    return Settings.defaults().all();
  }

  private record LocalSession(Session session) implements ClientSession {
    @Override
    public ClientCall call(String sql, List<?> parameters) {
      return session.call(sql, parameters.toArray());
    }

    @Override
    public int parameters(String sql) {
      return StatementParser.parse(sql).parameters();
    }

    @Override
    public Schema resultOf(String sql) {
      return StatementParser.parse(sql) instanceof Statement.Query query
          ? planner()
              .withParameters(Parameters.unknown(query.parameters()))
              .plan(query.query())
              .schema()
          : Schema.EMPTY;
    }

    private SqlPlanner planner() {
      return new StatementCatalog(
              session.catalog(),
              zone(),
              Checkpoint.NONE,
              rows -> {},
              table -> table.rows().release())
          .planner();
    }

    @Override
    public List<TableInfo> tables() {
      SessionCatalog catalog = session.catalog();
      return catalog.names().stream().map(n -> new TableInfo(n, catalog.isView(n))).toList();
    }

    @Override
    public Schema describe(String table) {
      String quoted = '"' + table.replace("\"", "\"\"") + '"';
      return planner().plan("SELECT * FROM " + quoted).schema();
    }

    @Override
    public FunctionNames functions() {
      return SqlWords.FUNCTIONS;
    }

    @Override
    public List<String> keywords() {
      return SqlWords.KEYWORDS;
    }

    @Override
    public ZoneId zone() {
      return session.conf().settings().zone();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
