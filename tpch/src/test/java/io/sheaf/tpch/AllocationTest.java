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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What queries that run again allocate on the heap for each further input row. Two sizes of data
 * are compared, so that what a query costs however large its input is does not count. What a query
 * builds and keeps until it is done (tables of groups, build sides, rows to be sorted) grows with
 * its input: what scans, filters and projections allocate is therefore also looked at alone.
 */
class AllocationTest {
  private static final String SMALL = "0.05";
  private static final String LARGE = "0.3";
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
   * @param passing the same without what joins, aggregations and sorts allocate
   */
  private record Case(int query, List<String> tables, String pages, double bound, double passing) {}

  /** Bytes that a query allocates, and the rows that it reads. */
  private record Cost(double bytes, double passing, double rows) {
    double perRow(Cost smaller) {
      return (bytes - smaller.bytes) / (rows - smaller.rows);
    }

    double passingPerRow(Cost smaller) {
      return (passing - smaller.passing) / (rows - smaller.rows);
    }
  }

  /** Kinds of operators that rows only pass through. */
  private static final Set<OperatorProfile.Kind> PASSING =
      EnumSet.of(OperatorProfile.Kind.SCAN, OperatorProfile.Kind.PROJECT);

  /*
   * Bounds are half above what was measured on quiet machines: the least of few runs still has what
   * compiled code saves later. Scans of files of ours parse page indexes anew for each row group;
   * queries 3, 9 and 18 make tables of groups and build sides in each run.
   */
  private static final List<Case> CASES =
      List.of(
          new Case(1, List.of("lineitem"), null, 0.7, 0.45),
          new Case(3, List.of("lineitem", "orders", "customer"), null, 5.0, 2.0),
          new Case(6, List.of("lineitem"), null, 1.0, 0.9),
          new Case(
              9,
              List.of("lineitem", "orders", "partsupp", "part", "supplier"),
              "SELECT sum(char_length(p_name) + 4) FROM part",
              18.0,
              1.6),
          new Case(
              18,
              List.of("lineitem", "orders", "customer"),
              "SELECT sum(char_length(c_name) + 4) FROM customer",
              19.5,
              2.8));

  @TestFactory
  List<DynamicTest> furtherRowsCostLittle() {
    List<Map<Integer, Cost>> measured = new ArrayList<>();
    for (String scale : List.of(SMALL, LARGE)) {
      String data = folder.resolve(scale).toString();
      TpchData.generate(scale, data);
      try (Session session = Session.builder().set("threads", "2").build()) {
        TpchSession.createViews(session, data);
        Map<Integer, Cost> results = new HashMap<>();
        CASES.forEach(c -> results.put(c.query(), measure(session, scale, c)));
        measured.add(results);
      }
    }
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest("query " + c.query(), () -> check(c, measured)))
        .toList();
  }

  private static void check(Case c, List<Map<Integer, Cost>> measured) {
    Cost small = measured.getFirst().get(c.query());
    Cost large = measured.getLast().get(c.query());
    String text =
        String.format(
            Locale.ROOT,
            "%.3f bytes a row, %.3f in passing: %s, %s",
            large.perRow(small),
            large.passingPerRow(small),
            small,
            large);
    System.out.println("query " + c.query() + ": " + text);
    assertTrue(large.perRow(small) <= c.bound(), text);
    assertTrue(large.passingPerRow(small) <= c.passing(), text);
  }

  /** Bytes but for pages that are referred to, and input rows. */
  private static Cost measure(Session session, String scale, Case c) {
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
    double pages = c.pages() == null ? 0 : number(session, c.pages());
    return new Cost(least - pages, passing(session, text) - pages, input);
  }

  private static double passing(Session session, String text) {
    double least = Double.MAX_VALUE;
    for (int run = 0; run < COUNTED_RUNS; run++) {
      List<String> lines =
          rows(session, "EXPLAIN ANALYZE " + text).stream()
              .map(row -> row.values().getFirst().toString())
              .toList();
      Map<OperatorProfile.Kind, Double> allocated = OperatorProfile.of(lines).allocatedMegabytes();
      double bytes = PASSING.stream().mapToDouble(k -> allocated.getOrDefault(k, 0.0) * 1e6).sum();
      least = Math.min(least, bytes);
    }
    return least;
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
