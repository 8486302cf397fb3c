package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.Rdd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an rdd of any elements promises. */
class RddTest {
  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void open() {
    session = Session.local(2);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Rdd<Integer> numbers(int partitions) {
    return session.rdds().parallelize(List.of(1, 2, 3, 4, 5), partitions);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void mapKeepsOrderAndPartitions(int partitions) {
    Rdd<Integer> squares = numbers(partitions).map(i -> i * i);
    assertEquals(List.of(1, 4, 9, 16, 25), squares.collect());
    assertEquals(partitions, squares.partitions());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void nullsAreElements(int partitions) {
    List<String> texts = Arrays.asList("a", null, "c");
    Rdd<String> rdd = session.rdds().parallelize(texts, partitions);
    assertEquals(texts, rdd.map(s -> s).collect());
    assertEquals(3, rdd.count());
    assertEquals(Collections.singletonList(null), rdd.filter(s -> s == null).take(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void filterKeepsWhatIsWanted(int partitions) {
    assertEquals(List.of(2, 4), numbers(partitions).filter(i -> i % 2 == 0).collect());
    assertEquals(List.of(), numbers(partitions).filter(i -> i > 9).collect());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void flatMapGivesAnyNumber(int partitions) {
    Rdd<Integer> rdd = numbers(partitions).flatMap(i -> Collections.nCopies(i % 3, i));
    assertEquals(List.of(1, 2, 2, 4, 5, 5), rdd.collect());
  }

  @Test
  void mapPartitionsSeesEachPartitionInOrder() {
    Rdd<List<Integer>> rdd =
        numbers(2)
            .mapPartitions(
                elements -> {
                  List<Integer> all = new java.util.ArrayList<>();
                  elements.forEachRemaining(all::add);
                  return List.of(all).iterator();
                });
    assertEquals(List.of(List.of(1, 2), List.of(3, 4, 5)), rdd.collect());
  }

  @Test
  void mapPartitionsSeesEmptyPartitions() {
    Rdd<Integer> counted =
        numbers(7)
            .mapPartitionsWithIndex(
                (partition, elements) ->
                    List.of(elements.hasNext() ? 100 + partition : partition).iterator());
    assertEquals(List.of(0, 101, 102, 3, 104, 105, 106), counted.collect());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void actionsTellOfElements(int partitions) {
    Rdd<Integer> rdd = numbers(partitions);
    assertEquals(5, rdd.count());
    assertEquals(1, rdd.first());
    assertEquals(List.of(1, 2, 3), rdd.take(3));
    assertEquals(List.of(1, 2, 3, 4, 5), rdd.take(30));
    assertEquals(List.of(), rdd.take(0));
    assertEquals(Optional.of(15), rdd.reduce(Integer::sum));
    assertFalse(rdd.isEmpty());
  }

  @Test
  void emptyRddsHaveNoFirst() {
    Rdd<Integer> empty = session.rdds().empty();
    assertThrows(NoSuchElementException.class, empty::first);
    assertEquals(Optional.empty(), empty.reduce(Integer::sum));
    assertTrue(empty.isEmpty());
    assertEquals(0, empty.count());
  }

  @Test
  void takeComputesNoMorePartitionsThanNeeded() {
    Rdd<Integer> rdd = numbers(5).map(i -> 10 / (3 - i));
    assertEquals(List.of(5), rdd.take(1));
    assertThrows(SheafException.class, rdd::count);
  }

  @Test
  void nothingRunsBeforeAnAction() {
    numbers(2).map(i -> i / (i - i)).filter(i -> i > 0);
  }

  @Test
  void rangesAreCut() {
    assertEquals(List.of(0L, 1L, 2L, 3L), session.rdds().range(0, 4).collect());
    assertEquals(List.of(9L, 6L, 3L), session.rdds().range(9, 0, -3, 7).collect());
    assertEquals(List.of(), session.rdds().range(4, 4).collect());
    assertEquals(1_000_000, session.rdds().range(0, 1_000_000, 1, 7).count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 50})
  void linesAreReadOnceWhereverFilesAreCut(int partitions) throws IOException {
    Path file = folder.resolve("lines.txt");
    List<String> lines = List.of("", "first", "a line, somewhat longer", "", "ünïcödé", "last");
    Files.writeString(file, String.join("\n", lines.subList(0, 3)) + "\r\n");
    Files.writeString(folder.resolve("more.txt"), String.join("\n", lines.subList(3, 6)));
    Rdd<String> rdd = session.rdds().textFile(folder.toString(), partitions);
    assertEquals(lines, rdd.collect());
    assertTrue(rdd.partitions() >= partitions || partitions > 20);
  }

  @Test
  void missingFilesAreSaid() {
    SheafException e =
        assertThrows(SheafException.class, () -> session.textFile(folder + "/none.txt"));
    assertEquals("NO_SUCH_FILE", e.code());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void wordsAreCounted(int partitions) {
    Map<String, Integer> counts =
        session
            .rdds()
            .parallelize(List.of("to be or", "not to be", "that is"), partitions)
            .flatMap(line -> List.of(line.split(" ")))
            .mapToPair(word -> Pair.of(word, 1))
            .reduceByKey(Integer::sum)
            .collectAsMap();
    assertEquals(Map.of("to", 2, "be", 2, "or", 1, "not", 1, "that", 1, "is", 1), counts);
  }

  @Test
  void failuresNameTheMethodAndTheLine() {
    SheafException e =
        assertThrows(SheafException.class, () -> numbers(2).map(i -> i / (i - 4)).collect());
    assertEquals("USER_CODE", e.code());
    assertTrue(e.getMessage().startsWith("map at RddTest.java:"), e.getMessage());
    assertTrue(e.getMessage().contains("in partition 1: java.lang.ArithmeticException"));
    assertTrue(e.getMessage().contains("  at io.sheaf.dataframe.RddTest"), e.getMessage());
    assertFalse(e.getMessage().contains("rdd.task."), e.getMessage());
  }

  @Test
  void lambdasThatCannotBeSentFailAtOnce() {
    Thread thread = Thread.currentThread();
    SheafException e =
        assertThrows(
            SheafException.class, () -> numbers(2).map(i -> i + thread.getName().length()));
    assertEquals("LAMBDA_NOT_SENDABLE", e.code());
    assertTrue(
        e.getMessage().contains("(java.lang.Thread), which is not Serializable"), e.getMessage());
    assertTrue(e.getMessage().contains("RddTest.java:"), e.getMessage());
  }

  private final int offset = (int) (System.nanoTime() % 10);

  @Test
  void fieldsOfWhatCannotBeSentAreNamed() {
    SheafException e = assertThrows(SheafException.class, () -> numbers(2).map(i -> i + offset));
    assertTrue(e.getMessage().contains("the field offset of"), e.getMessage());
  }

  @Test
  void laterChangesOfWhatWasCapturedAreNotSeen() {
    int[] factor = {2};
    Rdd<Integer> doubled = numbers(2).map(i -> i * factor[0]);
    factor[0] = 100;
    assertEquals(List.of(2, 4, 6, 8, 10), doubled.collect());
  }

  /** A record as an element, with whatever records may hold. */
  record Visit(String who, Optional<List<Integer>> rooms, java.time.LocalDate day) {}

  @Test
  void recordsTravelWhole() {
    Visit visit = new Visit("Ann", Optional.of(List.of(1, 2)), java.time.LocalDate.EPOCH);
    Rdd<Visit> rdd = session.rdds().parallelize(List.of(visit), 3);
    assertEquals(visit, rdd.map(v -> v).first());
    assertEquals("Ann", rdd.map(Visit::who).first());
  }
}
