package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the shape of the 22 plans at scale factor 0.01: which tables are joined in which order and
 * how, and where rows are filtered, grouped and sorted. {@code -Dsheaf.update=true} writes them
 * anew.
 */
class TpchPlanTest {
  static final Path GOLDEN = Path.of("src/test/resources/plans").toAbsolutePath();
  private static final int MOST_LINES = 25;
  private static final Pattern SCAN =
      Pattern.compile("Scan \\S*/(\\w+)/\\*\\.parquet \\(.*?\\)(.*)");

  @TempDir static Path folder;
  private static Session session;

  @BeforeAll
  static void open() {
    String data = folder.resolve("sf").toString();
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    new TpchGenerator(0.01, 2, new ProgressBar(nowhere, "", 1, false)).generate(data);
    session = Session.local(1);
    TpchSession.createViews(session, data);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @TestFactory
  Stream<DynamicTest> plansKeepTheirShape() {
    return TpchQueries.all().stream()
        .map(query -> DynamicTest.dynamicTest(TpchQueries.name(query), () -> compare(query)));
  }

  private static void compare(int query) throws IOException {
    String plan = shape(TpchQueries.text(query, new BigDecimal("0.01")));
    Path golden = GOLDEN.resolve(TpchQueries.name(query) + ".txt");
    if (Boolean.getBoolean("sheaf.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, plan);
    }
    assertEquals(Files.readString(golden), plan);
    assertTrue(plan.lines().count() <= MOST_LINES, plan);
  }

  private static String shape(String sql) {
    try (Result result = session.sql("EXPLAIN " + sql)) {
      return shape(result.rows().stream().map(row -> (String) row.get(0)));
    }
  }

  /** The plan without its projections. */
  static String shape(Stream<String> lines) {
    StringBuilder shape = new StringBuilder();
    Deque<Integer> projections = new ArrayDeque<>();
    lines.forEach(
        text -> {
          String node = text.strip();
          int depth = (text.length() - node.length()) / 2;
          while (!projections.isEmpty() && projections.peek() >= depth) {
            projections.pop();
          }
          if (node.startsWith("Project ")) {
            projections.push(depth);
          } else {
            shape.append("  ".repeat(depth - projections.size())).append(brief(node)).append('\n');
          }
        });
    return shape.toString();
  }

  /** A node without its estimate; a scan without path and columns. */
  private static String brief(String line) {
    String node = line.replaceFirst("  ~\\S+$", "");
    Matcher scan = SCAN.matcher(node);
    if (scan.matches()) {
      String prune = scan.group(2).contains(" prune ") ? " prune" : "";
      String where = scan.group(2).contains(" WHERE ") ? " where" : "";
      return "Scan " + scan.group(1) + where + prune;
    }
    String word = node.split("[ :]")[0];
    return switch (word) {
      case "Aggregate" -> node.replaceFirst(":.*", "");
      case "HashJoin" -> node.replaceFirst(" AND \\(.*", " and more");
      default -> word;
    };
  }
}
