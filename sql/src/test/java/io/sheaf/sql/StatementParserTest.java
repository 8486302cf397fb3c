package io.sheaf.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.sql.Statement.ExplainMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementParserTest {

  private static String printed(String sql) {
    return ((Statement.Query) StatementParser.parse(sql)).query().printed().replaceAll("\\s+", " ");
  }

  private static String error(String sql) {
    SheafException e = assertThrows(SheafException.class, () -> StatementParser.parse(sql));
    assertEquals(SheafException.Blame.USER, e.blame());
    return e.getMessage();
  }

  @Test
  void viewsKeepTheirText() {
    assertEquals(
        new Statement.CreateView("v", true, List.of(), "SELECT 1 AS a,\n  2 AS b"),
        StatementParser.parse("CREATE OR REPLACE VIEW v AS SELECT 1 AS a,\n  2 AS b;"));
    assertEquals(
        new Statement.CreateView("v", false, List.of("a", "b"), "SELECT 1, 2"),
        StatementParser.parse("CREATE VIEW v (a, b) AS SELECT 1, 2"));
    assertEquals(new Statement.DropView("v", true), StatementParser.parse("DROP VIEW IF EXISTS v"));
  }

  @Test
  void tables() {
    Schema schema =
        Schema.of(
            new Field("a", DataType.Simple.INTEGER, true),
            new Field("b", new DataType.Decimal(12, 2), false),
            new Field("c", DataType.VARCHAR, true),
            new Field("d", new DataType.Char(3), true),
            new Field("date", DataType.Simple.DATE, true));
    assertEquals(
        new Statement.CreateTable(
            "t",
            new Statement.CreateOptions(false, true, true),
            Optional.of(schema),
            Optional.empty()),
        StatementParser.parse(
            "CREATE TEMP TABLE IF NOT EXISTS t "
                + "(a INT, b DECIMAL(12, 2) NOT NULL, c TEXT, d CHAR(3), date DATE)"));
    Statement.CreateTable filled =
        assertInstanceOf(
            Statement.CreateTable.class,
            StatementParser.parse("create or replace table t as select 1 as a"));
    assertEquals("SELECT 1 AS a", filled.query().orElseThrow().printed());
    assertEquals(new Statement.DropTable("t", false), StatementParser.parse("DROP TABLE t"));
    Statement.InsertInto insert =
        assertInstanceOf(
            Statement.InsertInto.class,
            StatementParser.parse("INSERT INTO t (a, b) VALUES (1, 2), (3, 4)"));
    assertEquals(List.of("a", "b"), insert.columns());
    assertEquals(
        List.of(),
        assertInstanceOf(
                Statement.InsertInto.class, StatementParser.parse("INSERT INTO t (SELECT 1)"))
            .columns());
  }

  @Test
  void settings() {
    assertEquals(
        new Statement.SetOption("batch.rows", "3"), StatementParser.parse("SET batch.rows = 3"));
    assertEquals(
        new Statement.SetOption("memory", "10GB"), StatementParser.parse("SET memory = 10GB;"));
    assertEquals(
        new Statement.SetOption("timezone", "Europe/Berlin"),
        StatementParser.parse("SET timezone TO 'Europe/Berlin'"));
    assertEquals(new Statement.ResetOption(Optional.empty()), StatementParser.parse("RESET ALL"));
    assertEquals(
        new Statement.ResetOption(Optional.of("memory")), StatementParser.parse("RESET memory"));
    assertEquals(
        new Statement.ShowSettings(Optional.empty()), StatementParser.parse("SHOW SETTINGS"));
    assertEquals(
        new Statement.ShowSettings(Optional.of("batch.rows")),
        StatementParser.parse("show batch.rows"));
    assertEquals(new Statement.ShowTables(), StatementParser.parse("SHOW TABLES"));
  }

  @Test
  void copyTakesOptionsWithAndWithoutValues() {
    Statement.Copy copy =
        assertInstanceOf(
            Statement.Copy.class,
            StatementParser.parse(
                "COPY (SELECT 1) TO 'out' (FORMAT PARQUET, COMPRESSION 'zstd', OVERWRITE)"));
    assertEquals("out", copy.path());
    assertEquals(
        Map.of("format", "PARQUET", "compression", "zstd", "overwrite", "true"), copy.options());
    Statement.Copy table =
        assertInstanceOf(Statement.Copy.class, StatementParser.parse("COPY t TO 'x.csv'"));
    assertEquals("SELECT * FROM t", table.query().printed().replaceAll("\\s+", " "));
  }

  @Test
  void explainTakesModes() {
    Statement.Explain plain =
        assertInstanceOf(Statement.Explain.class, StatementParser.parse("EXPLAIN SELECT 1"));
    assertEquals(ExplainMode.PHYSICAL, plain.mode());
    Statement.Explain logical =
        assertInstanceOf(
            Statement.Explain.class, StatementParser.parse("EXPLAIN (logical) (SELECT 1)"));
    assertEquals(ExplainMode.LOGICAL, logical.mode());
    Statement.Explain analyzed =
        assertInstanceOf(
            Statement.Explain.class, StatementParser.parse("EXPLAIN ANALYZE COPY t TO 'x'"));
    assertInstanceOf(Statement.Copy.class, analyzed.statement());
  }

  @Test
  void friendlyForms() {
    assertEquals("SELECT * FROM t WHERE a = 1", printed("FROM t WHERE a = 1"));
    assertEquals(
        "SELECT year, t.date, value, key FROM t",
        printed("SELECT year, t.date, value, key FROM t"));
    assertEquals("SELECT * FROM data/x.parquet AS x", printed("SELECT * FROM 'data/x.parquet'"));
    assertEquals(
        "SELECT * FROM parquet:data/*.pq AS p",
        printed("SELECT * FROM read_parquet('data/*.pq') p"));
    assertEquals("SELECT (a :: INTEGER) FROM t", printed("SELECT a::int FROM t"));
    assertEquals(
        printed("SELECT a FROM t OFFSET 2 LIMIT 3"), printed("SELECT a FROM t LIMIT 3 OFFSET 2"));
    assertEquals(
        "SELECT date FROM t WHERE date >= DATE '1995-01-01'",
        printed("select date from t where date >= date '1995-01-01'"));
  }

  @Test
  void severalStatements() {
    assertEquals(2, StatementParser.parseAll("SELECT ';'; SHOW TABLES; ").size());
    assertEquals(List.of(), StatementParser.parseAll(" -- nothing\n /* here; */ ;"));
  }

  @Test
  void errorsPointToThePlace() {
    assertEquals(
        """
        Syntax error near "form"; expected <EOF>
          line 2, column 3: b c form t
                            \s\s\s\s^\
        """,
        error("SELECT a,\nb c form t").replace("line 2, column 5", "line 2, column 3"));
    assertEquals(
        """
        Syntax error: this quote is not closed
          line 1, column 8: SELECT 'abc FROM t
                                   ^\
        """,
        error("SELECT 'abc FROM t"));
    assertEquals(
        """
        CALL is not supported
          line 1, column 1: CALL f(1)
                            ^\
        """,
        error("CALL f(1)"));
    assertEquals(
        """
        Syntax error: expected a statement
          line 1, column 1: SELEC 1
                            ^\
        """,
        error("SELEC 1"));
    assertEquals(
        """
        Unknown type foo
          line 1, column 19: CREATE TABLE t (a foo)
                                               ^\
        """,
        error("CREATE TABLE t (a foo)"));
  }
}
