package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What queries that run again allocate on the heap for each further input row. Two sizes of data
 * are compared, so that what a query costs however large its input is does not count.
 */
class AllocationTest {
  private static final String SMALL = "0.02";
  private static final String LARGE = "0.1";
  private static final int RUNS = 14;
  private static final int COUNTED_RUNS = 6;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir static Path folder;

  /**
   * A query.
   *
   * @param tables that it scans
   * @param pages text whose pages views refer to, which are therefore not used again; or null
   * @param bound bytes for each further input row, at most
   */
  private record Case(int query, List<String> tables, String pages, double bound) {}

  /*
   * Bounds are a fifth above what was measured: vectors that each row group's readers make, headers
   * of pages, of which files of ours have many, and small objects a batch; build sides and tables
   * of groups (queries 3, 9 and 18).
   */
  private static final List<Case> CASES =
      List.of(
          new Case(1, List.of("lineitem"), null, 10.0),
          new Case(3, List.of("lineitem", "orders", "customer"), null, 14.5),
          new Case(6, List.of("lineitem"), null, 4.3),
          new Case(
              9,
              List.of("lineitem", "orders", "partsupp", "part", "supplier"),
              "SELECT sum(char_length(p_name) + 4) FROM part",
              34.0),
          new Case(
              18,
              List.of("lineitem", "orders", "customer"),
              "SELECT sum(char_length(c_name) + 4) FROM customer",
              49.0));

  @TestFactory
  List<DynamicTest> furtherRowsCostLittle() {
    List<Map<Integer, double[]>> measured = new ArrayList<>();
    for (String scale : List.of(SMALL, LARGE)) {
      String data = folder.resolve(scale).toString();
      TpchData.generate(scale, data);
      try (Session session = Session.builder().set("threads", "2").build()) {
        TpchSession.createViews(session, data);
        Map<Integer, double[]> results = new HashMap<>();
        CASES.forEach(c -> results.put(c.query(), measure(session, scale, c)));
        measured.add(results);
      }
    }
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest("query " + c.query(), () -> check(c, measured)))
        .toList();
  }

  private static void check(Case c, List<Map<Integer, double[]>> measured) {
    double[] small = measured.getFirst().get(c.query());
    double[] large = measured.getLast().get(c.query());
    double bytesPerRow = (large[0] - small[0]) / (large[1] - small[1]);
    String text =
        String.format(
            Locale.ROOT,
            "%.3f bytes a row: %.0f for %.0f rows, %.0f for %.0f",
            bytesPerRow,
            small[0],
            small[1],
            large[0],
            large[1]);
    System.out.println("query " + c.query() + ": " + text);
    assertTrue(bytesPerRow <= c.bound(), text);
  }

  /** Bytes but for pages that are referred to, and input rows. */
  private static double[] measure(Session session, String scale, Case c) {
    String text = TpchQueries.text(c.query(), new BigDecimal(scale));
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      Map<Long, Long> before = allocated();
      rows(session, text);
      long bytes = 0;
      for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
        bytes += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
      }
      least = run >= RUNS - COUNTED_RUNS ? Math.min(least, bytes) : least;
    }
    double input = 0;
    for (String table : c.tables()) {
      input += number(session, "SELECT count(*) FROM " + table);
    }
    return new double[] {least - (c.pages() == null ? 0 : number(session, c.pages())), input};
  }

  private static double number(Session session, String text) {
    return ((Number) rows(session, text).getFirst().values().getFirst()).doubleValue();
  }

  private static List<Row> rows(Session session, String text) {
    try (Result result = session.sql(text)) {
      List<Row> rows = new ArrayList<>();
      result.rows().forEach(rows::add);
      return rows;
    }
  }

  /** What each of the engine's threads has allocated since it began. */
  private static Map<Long, Long> allocated() {
    Map<Long, Long> bytes = new HashMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("sheaf-worker-")) {
        bytes.put(thread.getThreadId(), THREADS.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }
}
