package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Accumulator;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.Rdd;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rdds that two worker JVMs compute. */
class RddWorkersTest extends RddContract {
  private static Session session;

  @BeforeAll
  static void open() {
    session = Session.builder().set("workers", "2").set("threads", "2").build();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Override
  Session session() {
    return session;
  }

  @Test
  void workIsDoneByBothWorkers() {
    long here = ProcessHandle.current().pid();
    List<Long> pids =
        session.rdds().range(0, 8, 1, 8).map(i -> ProcessHandle.current().pid()).collect();
    assertEquals(8, pids.size());
    assertTrue(pids.stream().noneMatch(pid -> pid == here), pids.toString());
  }

  @Test
  void orderIsKept() {
    assertEquals(
        List.of(0L, 4L, 16L, 36L, 64L),
        session.rdds().range(0, 10, 1, 7).filter(i -> i % 2 == 0).map(i -> i * i).collect());
    assertEquals(List.of(0L, 1L, 2L), session.rdds().range(0, 100, 1, 7).take(3));
  }

  @Test
  void wordsAreCounted() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add("the quick brown fox " + i);
    }
    Map<String, Integer> counts =
        session
            .rdds()
            .parallelize(lines, 7)
            .flatMap(line -> List.of(line.split(" ")))
            .mapToPair(word -> Pair.of(word, 1))
            .reduceByKey(Integer::sum)
            .collectAsMap();
    assertEquals(104, counts.size());
    assertEquals(100, counts.get("fox"));
    assertEquals(1, counts.get("42"));
  }

  enum Colour {
    RED,
    GREEN
  }

  record Key(Colour colour, int number) {}

  @Test
  void keysMeetThoughTheirHashesDifferBetweenJvms() {
    Map<Key, Long> counts =
        session
            .rdds()
            .range(0, 1000, 1, 5)
            .mapToPair(i -> Pair.of(new Key(Colour.values()[(int) (i % 2)], (int) (i % 10)), 1L))
            .reduceByKey(Long::sum)
            .collectAsMap();
    assertEquals(10, counts.size());
    counts.forEach((key, count) -> assertEquals(100L, count));
  }

  @Test
  void classesThatWorkersHaveNotReachThem() throws Exception {
    Path source = folder.resolve("Elsewhere.java");
    Files.writeString(
        source,
        """
        import io.sheaf.dataframe.Session;
        import java.util.List;

        public class Elsewhere {
          record Twice(long value) {}

          public static List<Long> run(Session session) {
            return session.rdds().range(0, 4, 1, 2)
                .map(i -> new Twice(2 * i))
                .repartition(1)
                .map(Twice::value)
                .sortBy(i -> i)
                .collect();
          }
        }
        """);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Object result =
          loader.loadClass("Elsewhere").getMethod("run", Session.class).invoke(null, session);
      assertEquals(List.of(0L, 2L, 4L, 6L), result);
    }
  }

  @Test
  void listsOfAnySizeReachTheWorkers() {
    List<byte[]> blocks = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      byte[] block = new byte[1 << 20];
      block[0] = (byte) i;
      blocks.add(block);
    }
    Rdd<byte[]> rdd = session.rdds().parallelize(blocks, 7);
    assertEquals(Optional.of(70L << 20), rdd.map(block -> (long) block.length).reduce(Long::sum));
    assertEquals(Optional.of(69), rdd.map(block -> (int) block[0]).reduce(Math::max));
  }

  @Test
  void killedWorkersChangeNothing() {
    Accumulator<Long> seen = session.rdds().longAccumulator();
    Rdd<Pair<Long, Long>> sums =
        session
            .rdds()
            .range(0, 2_000_000, 1, 8)
            .mapToPair(
                i -> {
                  seen.add(1L);
                  return Pair.of(i % 1000, i);
                })
            .reduceByKey(Long::sum)
            .sortByKey();
    List<Pair<Long, Long>> expected = sums.collect();
    assertEquals(2_000_000, seen.value());
    CompletableFuture<List<Pair<Long, Long>>> again = sums.collectAsync();
    ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
    assertEquals(expected, again.join());
    assertEquals(4_000_000, seen.value());
  }

  @Test
  void failuresOfWorkersNameTheMethodAndTheLine() {
    SheafException e =
        assertThrows(
            SheafException.class,
            () -> session.rdds().range(0, 9, 1, 3).map(i -> 1 / (i - 4)).collect());
    assertEquals("USER_CODE", e.code());
    assertTrue(e.getMessage().startsWith("map at RddWorkersTest.java:"), e.getMessage());
    assertTrue(e.getMessage().contains("at io.sheaf.dataframe.RddWorkersTest."));
  }
}
