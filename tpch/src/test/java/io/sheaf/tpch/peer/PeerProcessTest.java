package io.sheaf.tpch.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.tpch.TpchData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines in processes of their own. */
class PeerProcessTest {
  @TempDir static Path folder;

  @BeforeAll
  static void generate() {
    TpchData.generate("0.01", folder.resolve("data").toString());
  }

  private static PeerProcess start(String engine, String scale, String... settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(PeerMain.class.getName(), engine, scale, folder.resolve("data").toString(), "2"));
    command.addAll(List.of(settings));
    return new PeerProcess(engine, command, folder.resolve(engine + ".log"));
  }

  @Test
  void sheafAnswers() {
    try (PeerProcess sheaf = start("sheaf", "0.01", "batch.rows=1000")) {
      PeerProcess.Answer answer = sheaf.run(1);
      assertNull(answer.failure());
      assertTrue(answer.seconds() > 0);
      assertNull(sheaf.run(6).failure());
    }
  }

  @Test
  void duckdbAnswers() {
    try (PeerProcess duckdb = start("duckdb", "0.01")) {
      assertNull(duckdb.run(1).failure());
      assertNull(duckdb.run(15).failure());
    }
  }

  @Test
  void aWrongAnswerIsAFailure() {
    try (PeerProcess duckdb = start("duckdb", "0.1")) {
      String failure = duckdb.run(6).failure();
      assertTrue(failure.startsWith("wrong answer: "), failure);
    }
  }

  @Test
  void whatDoesNotStartIsNamed() {
    SheafException e =
        assertThrows(SheafException.class, () -> start("sheaf", "0.01", "batch.rowz=1"));
    assertEquals("NO_PEER", e.code());
    assertTrue(e.getMessage().contains("batch.rowz"), e.getMessage());
  }
}
