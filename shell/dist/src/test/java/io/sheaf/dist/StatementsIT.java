package io.sheaf.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements through the assembled distribution, as a user runs them. */
class StatementsIT {
  private static final String VALUES =
      "select * from (values (1, 'one'), (2, cast(null as varchar))) as t(id, name) order by id";

  @Test
  void csv() throws Exception {
    Launch launch = Launch.sheaf("--threads", "2", "--format", "csv", "-e", VALUES);
    assertEquals("", launch.err());
    assertEquals("id,name\n1,one\n2,\n", launch.out());
    assertEquals(0, launch.exitCode());
  }

  @Test
  void statementsFromAPipe() throws Exception {
    Launch launch =
        Launch.piped(
            "create view v as select 1 as a;\n-- a note\nselect a + 1 as b\n  from v;\n",
            "--format=json");
    assertEquals("", launch.err());
    assertEquals("[\n  {\"b\": 2}\n]\n", launch.out());
  }

  @Test
  void filesAndSeveralStatements(@TempDir Path folder) throws Exception {
    Path parquet = folder.resolve("numbers.parquet");
    Path file =
        Files.writeString(
            folder.resolve("x.sql"),
            "copy ("
                + VALUES
                + ") to '"
                + parquet
                + "';\nselect count(*) as n from '"
                + parquet
                + "'");
    Launch launch =
        Launch.sheaf("--memory", "512MB", "--format=csv", "-f", file.toString(), "-e", "select 3");
    assertEquals("", launch.err());
    assertTrue(launch.out().contains("n\n2\n"), launch.out());
    assertTrue(launch.out().endsWith("\n3\n"), launch.out());
    assertEquals(0, launch.exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "selec 1",
        "select nowhere",
        "select * from nowhere",
        "select * from '/nowhere/at/all.parquet'",
        "select 1 / 0",
        "select cast('x' as integer)",
        "set no_such_setting = 1"
      })
  void mistakes(String sql) throws Exception {
    Launch launch = Launch.sheaf("--format=csv", "-e", sql);
    assertEquals(1, launch.exitCode(), launch.out());
    assertTrue(launch.err().startsWith("Error: "), launch.err());
    assertFalse(launch.err().contains("\tat "), launch.err());
    assertFalse(launch.err().contains("Exception"), launch.err());
  }

  @Test
  void unknownSettings() throws Exception {
    Launch launch = Launch.sheaf("--set", "no.such=1", "-e", "select 1");
    assertEquals(2, launch.exitCode());
    assertTrue(launch.err().contains("no.such"), launch.err());
    assertEquals("", launch.out());
  }
}
