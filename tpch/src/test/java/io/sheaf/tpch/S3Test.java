package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.Result;
import io.sheaf.dataframe.Session;
import io.sheaf.s3.S3Service;
import io.sheaf.s3.Wire;
import io.sheaf.s3.Wire.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tables in S3: the answers, and what is fetched for them. */
class S3Test {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final boolean SOAK = Boolean.getBoolean("sheaf.soak");
  private static final String ALL = "1-22";
  private static final String SCALE = SOAK ? "1" : "0.01";
  private static final String DATA = "s3://" + S3Service.BUCKET + "/tpch";
  private static final String WIDE = "s3://" + S3Service.BUCKET + "/wide";

  @TempDir static Path folder;

  private static S3Service service;
  private static Wire wire;

  @BeforeAll
  static void generate() {
    service = S3Service.inFolder(folder);
    wire = new Wire(service.port());
    S3Service.use(wire.endpoint());
    TpchData.generate(SCALE, DATA);
  }

  @AfterAll
  static void stop() {
    S3Service.forget();
    wire.close();
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> theAnswersAreRight() {
    String few = SOAK ? ALL : "1,3,6,9,13,16,18,21";
    return Stream.of(
        DynamicTest.dynamicTest("threads", () -> verify("threads=2", ALL)),
        DynamicTest.dynamicTest("workers", () -> verify("workers=2", few)));
  }

  private static void verify(String setting, String queries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int exit =
        TpchMain.run(
            List.of(
                "verify", "--scale", SCALE, "--data", DATA, "--set", setting, "--queries", queries),
            print,
            print);
    String told = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exit, told);
    int count = queries.equals(ALL) ? 22 : queries.split(",").length;
    assertTrue(told.contains(count + " of " + count + " queries verified"), told);
  }

  /** One request in twenty goes wrong; what never ends at all takes too long for a test. */
  @Test
  void theAnswersAreRightOverABadLine() {
    Random random = new Random(SEED);
    List<Fault> faults =
        List.of(
            Fault.ERROR_500,
            Fault.SLOW_DOWN,
            Fault.RESET_BEFORE,
            Fault.RESET_AFTER,
            Fault.TRUNCATED);
    AtomicInteger happened = new AtomicInteger();
    try (Wire bad =
        new Wire(
            service.port(),
            request -> {
              synchronized (random) {
                boolean good = random.nextInt(20) > 0;
                return good ? Fault.NONE : faults.get(happened.getAndIncrement() % faults.size());
              }
            })) {
      verify("s3.endpoint=" + bad.endpoint(), ALL);
    } finally {
      S3Service.use(wire.endpoint());
    }
    assertTrue(happened.get() > 5, happened + " faults with seed " + SEED);
  }

  private static List<List<Object>> rows(Session session, String sql) {
    List<List<Object>> rows = new ArrayList<>();
    try (Result result = session.sql(sql)) {
      result.rows().forEach(row -> rows.add(row.values()));
    }
    return rows;
  }

  /** Enough rows that pages weigh more than footers. */
  private static void writeWide(Session session) {
    rows(
        session,
        "COPY (SELECT l.* FROM read_parquet('"
            + DATA
            + "/lineitem/*.parquet') AS l CROSS JOIN (VALUES "
            + (SOAK ? "(1)" : "(1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)")
            + ") AS v(n)) TO '"
            + WIDE
            + "' (FORMAT PARQUET, OVERWRITE)");
  }

  @Test
  void littleMoreIsFetchedThanQuery6Needs() throws SQLException {
    try (Session session = Session.local(2)) {
      writeWide(session);
    }
    long needed = bytes("l_shipdate", "l_discount", "l_quantity", "l_extendedprice");
    wire.reset();
    try (Session session = Session.local(2)) {
      rows(session, "CREATE VIEW lineitem AS SELECT * FROM '" + WIDE + "/*.parquet'");
      assertEquals(1, rows(session, TpchQueries.text(6, new java.math.BigDecimal("0.01"))).size());
    }
    double ratio = (double) wire.bodyBytes() / needed;
    System.out.printf(
        "Query 6 fetched %d bytes by %d requests where %d are needed: %.3f%n",
        wire.bodyBytes(), wire.requests().size(), needed, ratio);
    assertTrue(ratio <= 1.2, "fetched " + ratio + " times what is needed: " + wire.requests());
  }

  /** Compressed bytes of columns, as DuckDB finds them in the files behind the service. */
  private static long bytes(String... columns) throws SQLException {
    String files = folder.resolve(S3Service.BUCKET + "/wide/*.parquet").toString();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sum(total_compressed_size) FROM parquet_metadata('"
                    + files
                    + "') WHERE path_in_schema IN ('"
                    + String.join("', '", columns)
                    + "')")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void filesOfAllFormatsAreWrittenAndRead() {
    for (String workers : List.of("0", "2")) {
      try (Session session = Session.builder().set("workers", workers).build()) {
        for (String format : List.of("parquet", "csv")) {
          writeAndRead(
              session, format, "s3://" + S3Service.BUCKET + "/formats/" + workers + format);
        }
      }
    }
  }

  private static void writeAndRead(Session session, String format, String target) {
    String source = DATA + "/lineitem/*.parquet";
    String sums = "SELECT count(*), sum(l_orderkey), min(l_comment) FROM '";
    String copy = "COPY (SELECT l_orderkey, l_comment FROM '" + source + "') TO '" + target;
    rows(session, copy + "' (FORMAT " + format + ")");
    rows(session, copy + "/one." + format + "'");
    List<List<Object>> expected = rows(session, sums + source + "'");
    assertEquals(expected, rows(session, sums + target + "/one." + format + "'"));
    assertEquals(expected, rows(session, sums + target + "'"));
    SheafException full =
        assertThrows(SheafException.class, () -> rows(session, copy + "' (FORMAT " + format + ")"));
    assertEquals("DIRECTORY_NOT_EMPTY", full.code());
  }

  @Test
  void nobodySeesTheKeys() {
    try (Session session = Session.local(1)) {
      rows(session, "SET s3.secret.key = '" + S3Service.SECRET + "'");
      rows(session, "SET s3.bucket.other.secret.key = '" + S3Service.SECRET + "'");
      assertEquals(List.of(List.of("***")), rows(session, "SHOW s3.secret.key"));
      String query = "SELECT count(*) FROM '" + DATA + "/region/*.parquet'";
      String shown =
          rows(session, "SHOW SETTINGS").toString()
              + rows(session, "EXPLAIN " + query)
              + rows(session, "EXPLAIN ANALYZE " + query)
              + session.conf().all();
      assertTrue(shown.contains("s3.bucket.other.secret.key"), shown);
      assertFalse(shown.contains(S3Service.SECRET), shown);
    } finally {
      S3Service.use(wire.endpoint());
    }
  }
}
