package io.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell over another engine's driver: it knows nothing but {@code java.sql}. */
class ShellMainTest {
  private static final String ROWS =
      "select * from (values (1, 'a|b', 1.50, true), (20, null, 2.25, false)) t(id, name, price,"
          + " ok) order by 1";

  private final StringWriter out = new StringWriter();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int shell(String... words) throws SQLException {
    ShellMain shell = new ShellMain(out, new PrintStream(err, true, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return shell.run(ShellOptions.parse(List.of(words)), connection);
    }
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void table() throws Exception {
    assertEquals(0, shell("-e", ROWS));
    assertEquals(
        """
         id | name | price | ok
        ----+------+-------+-------
          1 | a|b  |  1.50 | true
         20 | NULL |  2.25 | false
        (2 rows)
        """,
        out.toString());
  }

  @Test
  void csv() throws Exception {
    shell("--format", "csv", "-e", ROWS + "; select 'a,\"b' x, '' y");
    assertEquals(
        """
        id,name,price,ok
        1,a|b,1.50,true
        20,,2.25,false
        x,y
        "a,""b",""
        """,
        out.toString());
  }

  @Test
  void json() throws Exception {
    shell(
        "--format=JSON", "--execute", ROWS, "-e", "select 'a\"\\\n' x, 'nan'::double y where 1=1");
    assertEquals(
        """
        [
          {"id": 1, "name": "a|b", "price": 1.50, "ok": true},
          {"id": 20, "name": null, "price": 2.25, "ok": false}
        ]
        [
          {"x": "a\\"\\\\\\n", "y": "NaN"}
        ]
        """,
        out.toString());
  }

  @Test
  void emptyJson() throws Exception {
    shell("--format=json", "-e", "select 1 where false");
    assertEquals("[]\n", out.toString());
  }

  @Test
  void markdown() throws Exception {
    shell("--format", "markdown", "-e", ROWS);
    assertEquals(
        """
        | id | name | price | ok |
        | ---: | --- | ---: | --- |
        | 1 | a\\|b | 1.50 | true |
        | 20 |  | 2.25 | false |
        """,
        out.toString());
  }

  @Test
  void machineFormatsKeepTheTimeApart() throws Exception {
    assertEquals(0, shell("--format", "csv", "--timer", "-e", "create table t(a int); select 1 a"));
    assertEquals("a\n1\n", out.toString());
    assertTrue(err().matches("(?s)ok, \\d+\\.\\d{3} s\\R1 row, \\d+\\.\\d{3} s\\R"), err());
  }

  @Test
  void timesOfTables() throws Exception {
    shell("--timer", "-e", "select 1 as a");
    assertTrue(out.toString().matches("(?s).*\\(1 row, \\d+\\.\\d{3} s\\)\\R"), out.toString());
    assertEquals("", err());
  }

  @Test
  void theFirstErrorEndsTheRun() throws Exception {
    assertEquals(1, shell("-e", "select 1 a; select nowhere; select 2"));
    assertTrue(out.toString().contains("(1 row)"));
    assertFalse(out.toString().contains("2"));
    assertTrue(err().startsWith("Error: "), err());
    assertFalse(err().contains("\tat "), err());
  }

  @Test
  void files(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("x.sql"), "select 1 a;\n-- note\nselect\n 2 b\n");
    assertEquals(0, shell("--format", "csv", "-f", file.toString()));
    assertEquals("a\n1\nb\n2\n", out.toString());
    assertEquals(2, shell("-f", folder.resolve("y.sql").toString()));
    assertTrue(err().contains("there is no file"), err());
  }

  @Test
  void scriptsThatCannotBeRead(@TempDir Path folder) throws Exception {
    Path latin = Files.write(folder.resolve("latin.sql"), new byte[] {'-', '-', (byte) 0xE4, '\n'});
    assertEquals(2, shell("-f", folder.toString()));
    assertTrue(err().startsWith("sheaf: cannot read " + folder + ": "), err());
    assertEquals(2, shell("-f", latin.toString()));
    assertTrue(err().contains(latin + " is not UTF-8 text"), err());
    assertEquals(2, shell("-f", "a\0b"));
    assertEquals("", out.toString());
  }

  @Test
  void thePromptSurvivesAScriptThatCannotBeRead(@TempDir Path folder) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
      Prompt prompt = new Prompt(new SqlConsole(connection, out, errors), errors);
      assertTrue(prompt.take("\\i " + folder, new PrintWriter(out)));
      assertTrue(prompt.take("\\i " + folder.resolve("none.sql"), new PrintWriter(out)));
      assertTrue(prompt.take("\\i", new PrintWriter(out)));
    }
    assertTrue(err().startsWith("cannot read " + folder + ": "), err());
    assertTrue(err().contains("there is no file " + folder.resolve("none.sql")), err());
  }

  @Test
  void anOutputThatFailsIsToldUnlessNobodyReadsIt() throws Exception {
    assertEquals(2, failingShell("No space left on device"));
    assertTrue(err().contains("No space left on device"), err());
    err.reset();
    assertEquals(0, failingShell("Broken pipe"));
    assertEquals("", err());
  }

  private int failingShell(String reason) throws SQLException {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException(reason);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    ShellMain shell = new ShellMain(broken, new PrintStream(err, true, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return shell.run(ShellOptions.parse(List.of("-e", "select 1")), connection);
    }
  }

  @Test
  void tablesGiveWayToTheTerminal() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      SqlConsole console = new SqlConsole(connection, out, System.err);
      console.width(30);
      console.maxRows(2);
      console.run(
          "select i id, repeat('wide ', 20) text, 'läßt 漢字 ' || i note from range(3) r(i) order by"
              + " 1");
      List<String> lines = out.toString().lines().toList();
      assertEquals(5, lines.size());
      assertEquals("-".repeat(29), lines.get(1).replace('+', '-'));
      assertEquals("0 | wide wid… | läßt 漢字…", lines.get(2).strip());
      assertEquals("(3 rows, the first 2 shown)", lines.get(4));
    }
  }

  @Test
  void numbersAndTimesAreNeverCut() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      SqlConsole console = new SqlConsole(connection, out, System.err);
      console.width(30);
      console.run("select 123456789012345 n, date '2020-02-29' d, 'some long text' t");
      assertTrue(
          out.toString().contains(" 123456789012345 | 2020-02-29 | some \u2026"), out.toString());
    }
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws Exception {
    shell("-e", "select 'a' || chr(27) || chr(10) as x");
    assertTrue(out.toString().contains("a\\x1b\\n"), out.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--what", "--format=xml", "-e", "--threads=0", "--set=x", "select 1"})
  void wrongCommandLines(String word) {
    ShellMain shell = new ShellMain(out, new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(2, shell.run(List.of(word)));
    assertEquals("", out.toString());
    assertTrue(err().startsWith("sheaf: "), err());
  }

  @Test
  void helpAndVersion() {
    ShellMain shell = new ShellMain(out, new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(0, shell.run(List.of("--help")));
    assertEquals(0, shell.run(List.of("--version")));
    assertTrue(out.toString().contains("--print-java"));
    assertEquals("", err());
  }
}
