package io.sheaf.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.values.SqlText;
import io.sheaf.dataframe.DataFrame;
import io.sheaf.dataframe.Row;
import io.sheaf.dataframe.Session;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 22 queries as programs over data frames give the verified answers, on one thread and on
 * several, by the plans of the SQL queries. Where a plan is another one it is kept beside those as
 * {@code frames/q00.txt}; {@code -Dsheaf.update=true} writes it anew.
 */
class TpchFramesTest {
  private static final BigDecimal SCALE = new BigDecimal("0.01");
  private static final Path OWN_PLANS = TpchPlanTest.GOLDEN.resolve("frames");

  @TempDir static Path folder;
  private static Session one;
  private static Session seven;

  @BeforeAll
  static void open() {
    TpchData.generate(SCALE.toString(), folder.toString());
    one = Session.local(1);
    seven = Session.builder().set("threads", "7").set("scan.partitions", "7").build();
    TpchSession.createViews(one, folder.toString());
    TpchSession.createViews(seven, folder.toString());
  }

  @AfterAll
  static void close() {
    one.close();
    seven.close();
  }

  @TestFactory
  Stream<DynamicTest> answersAreRight() {
    return TpchQueries.all().stream()
        .map(query -> DynamicTest.dynamicTest(TpchQueries.name(query), () -> verify(query)));
  }

  private static void verify(int query) {
    for (Session session : List.of(one, seven)) {
      DataFrame frame = new TpchFrames(session, SCALE).query(query);
      List<List<String>> rows = new ArrayList<>();
      for (Row row : frame.collect()) {
        List<String> fields = new ArrayList<>();
        row.values().forEach(value -> fields.add(SqlText.of(value)));
        rows.add(fields);
      }
      assertEquals(Optional.empty(), TpchAnswers.difference(query, SCALE, rows));
    }
  }

  @TestFactory
  Stream<DynamicTest> plansAreThoseOfSql() {
    return TpchQueries.all().stream()
        .map(query -> DynamicTest.dynamicTest(TpchQueries.name(query), () -> compare(query)));
  }

  private static void compare(int query) throws IOException {
    String name = TpchQueries.name(query) + ".txt";
    String plan = TpchPlanTest.shape(new TpchFrames(one, SCALE).query(query).explain().lines());
    Path own = OWN_PLANS.resolve(name);
    String sql = Files.readString(TpchPlanTest.GOLDEN.resolve(name));
    if (Boolean.getBoolean("sheaf.update")) {
      Files.deleteIfExists(own);
      if (!plan.equals(sql)) {
        Files.createDirectories(OWN_PLANS);
        Files.writeString(own, plan);
      }
    }
    assertEquals(Files.exists(own) ? Files.readString(own) : sql, plan);
  }
}
