package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All queries at scale factor 0.01, through the command, under settings that must not matter. */
class TpchRunTest {
  @TempDir static Path folder;

  private record Run(int exit, String out, String err) {}

  private static Run sheaf(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        TpchMain.run(
            List.of(words),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String data() {
    return folder.resolve("sf0.01").toString();
  }

  @BeforeAll
  static void generate() {
    TpchData.generate("0.01", data());
  }

  @TestFactory
  Stream<DynamicTest> theAnswersAreRightWhateverIsSet() {
    return Stream.of(
            "threads=1",
            "threads=2",
            "batch.rows=3",
            "scan.partitions=7",
            "exchange.force=3",
            "workers=2",
            "memory=8MB",
            "hash.degenerate=true")
        .map(setting -> DynamicTest.dynamicTest(setting, () -> verify(setting)));
  }

  private static void verify(String setting) {
    Run run = sheaf("verify", "--scale", "0.01", "--data", data(), "--set", setting);
    assertEquals(0, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("22 of 22 queries verified"), run.out());
  }

  @Test
  void timesAreReported() {
    Run run = sheaf("run", "--scale=0.01", "--data=" + data(), "--queries", "6,1", "--runs", "2");
    assertEquals(0, run.exit(), run.out() + run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.get(0).matches("q01 +4 rows +\\d+\\.\\d{3} s  verified"), lines.get(0));
    assertTrue(lines.get(1).matches("q06 +1 rows +\\d+\\.\\d{3} s  verified"), lines.get(1));
    assertTrue(lines.get(2).matches("geometric mean \\d+\\.\\d{3} s"), lines.get(2));
    assertEquals("2 of 2 queries verified", lines.get(3));
  }

  @Test
  void thePowerTestRunsOneStream() {
    Run run = sheaf("power", "--scale", "0.01", "--data", data(), "--queries", "1,6,14");
    assertEquals(0, run.exit(), run.out() + run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.get(0).matches("3 queries in .* s, geometric mean .* s"), lines.get(0));
    assertTrue(lines.get(1).matches("power \\d+ .*"), lines.get(1));
  }

  @Test
  void theThroughputTestRunsSeveral() {
    Run run =
        sheaf("throughput", "--scale", "0.01", "--data", data(), "--streams=3", "--queries", "1-5");
    assertEquals(0, run.exit(), run.out() + run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(lines.get(2).matches("stream 3: 5 queries in .* s"), run.out());
    assertTrue(lines.get(3).matches("15 queries in .* s"), run.out());
    assertTrue(lines.get(4).matches("throughput \\d+ .*"), run.out());
  }

  @Test
  void aStreamWithAWrongAnswerFails() {
    Run run = sheaf("throughput", "--scale", "0.1", "--data", data(), "--queries", "1,6");
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("stream 2, q01  WRONG: "), run.out());
  }

  @Test
  void aWrongAnswerFails() {
    // Query 11 depends on the scale factor, and the data are those of another one.
    Run run = sheaf("verify", "--scale", "0.1", "--data", data(), "--queries", "1,11");
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("q01  WRONG: "), run.out());
    assertTrue(run.out().contains("0 of 2 queries verified"), run.out());
  }

  @Test
  void aScaleWithoutAnswersSaysSo() {
    Run run = sheaf("run", "--scale", "0.02", "--data", data(), "--queries", "6");
    assertEquals(0, run.exit(), run.out() + run.err());
    assertTrue(run.out().contains("not verified"), run.out());
    assertTrue(run.out().contains("no expected answers for scale factor 0.02"), run.out());
    Run verify = sheaf("verify", "--scale", "0.02", "--data", data(), "--queries", "6");
    assertEquals(1, verify.exit(), verify.out());
    assertTrue(verify.err().contains("no expected answers for scale factor 0.02"), verify.err());
  }

  @Test
  void profilesTellWhereTimeGoes() {
    Run run = sheaf("profile", "--scale", "0.01", "--data", data(), "--queries", "3,6");
    assertEquals(0, run.exit(), run.out() + run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals(4, lines.size(), run.out());
    assertTrue(lines.get(2).matches("\\| q03 \\|( [\\d.]+ \\|){9}"), run.out());
    String[] columns = lines.get(3).split(" ?\\| ?");
    assertEquals("q06", columns[1]);
    assertTrue(Double.parseDouble(columns[2]) > 0, "time in scans: " + run.out());
    assertTrue(Long.parseLong(columns[8]) > 1000, "rows read: " + run.out());
    assertTrue(Double.parseDouble(columns[9]) > 0, "bytes decoded: " + run.out());
  }

  @Test
  void missingTablesAreExplained() {
    Run run = sheaf("run", "--scale", "0.01", "--data", folder.resolve("nowhere").toString());
    assertEquals(1, run.exit());
    assertTrue(run.err().contains("sheaf tpch generate --scale 0.01 --data"), run.err());
  }

  @Test
  void whatIsThereIsNotGeneratedAgain() {
    Run run = sheaf("generate", "--scale", "0.01", "--data", data());
    assertEquals(0, run.exit());
    assertTrue(run.err().contains("already holds"), run.err());
  }

  @Test
  void nothingIsLeftBesideTheTables() throws Exception {
    List<String> names = new ArrayList<>();
    try (var files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    assertEquals(List.of("sf0.01"), names);
  }

  @Test
  void mistakesAreNamed() {
    assertEquals(2, sheaf("rum").exit());
    assertTrue(sheaf("rum").err().contains("did you mean 'run'"), sheaf("rum").err());
    assertTrue(sheaf("run", "--scael", "1").err().contains("did you mean '--scale'"));
    assertTrue(sheaf("run", "--scale", "much").err().contains("--scale takes"));
    assertTrue(sheaf("run", "--queries", "5-3").err().contains("--queries takes"));
    assertTrue(sheaf("run", "--runs", "0").err().contains("--runs takes"));
    assertTrue(sheaf("compare", "--with", "duckbd").err().contains("did you mean 'duckdb'"));
    assertTrue(sheaf("throughput", "--streams", "no").err().contains("--streams takes"));
    assertTrue(sheaf("run", "--data").err().contains("--data needs a value"));
    assertTrue(sheaf().err().contains("generate, run or verify"));
    assertEquals(0, sheaf("--help").exit());
    assertTrue(sheaf("--help").out().startsWith("Usage: sheaf tpch"));
  }
}
