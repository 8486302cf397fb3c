package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.SheafException;
import io.sheaf.dataframe.rdd.Accumulator;
import io.sheaf.dataframe.rdd.Broadcast;
import io.sheaf.dataframe.rdd.HashPartitioner;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import io.sheaf.dataframe.rdd.Partitioner;
import io.sheaf.dataframe.rdd.Rdd;
import io.sheaf.dataframe.rdd.Statistics;
import io.sheaf.dataframe.rdd.lambda.RddComparator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rdds promise wherever they run. */
abstract class RddContract {
  @TempDir Path folder;

  abstract Session session();

  private <T> Rdd<T> rdd(int partitions, List<T> elements) {
    return session().rdds().parallelize(elements, partitions);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private <V> PairRdd<String, V> pairs(int partitions, Pair<String, V>... pairs) {
    return session().rdds().parallelizePairs(List.of(pairs), partitions);
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static <T> Map<T, Long> counted(List<T> elements) {
    Map<T, Long> counts = new HashMap<>();
    elements.forEach(element -> counts.merge(element, 1L, Long::sum));
    return counts;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void valuesOfAKeyAreReduced(int partitions) {
    PairRdd<String, Integer> rdd =
        pairs(partitions, Pair.of("a", 1), Pair.of("b", 2), Pair.of("a", 3), Pair.of(null, 4));
    Map<String, Integer> expected = new HashMap<>(Map.of("a", 4, "b", 2));
    expected.put(null, 4);
    assertEquals(expected, rdd.reduceByKey(Integer::sum).collectAsMap());
    assertEquals(expected, rdd.foldByKey(0, Integer::sum).collectAsMap());
    assertEquals(partitions, rdd.reduceByKey(Integer::sum).partitions());
    assertEquals(List.of(1, 3), rdd.groupByKey().lookup("a").getFirst().stream().sorted().toList());
    Map<String, String> texts =
        rdd.combineByKey(v -> "" + v, (s, v) -> s + v, (s, t) -> s + t).collectAsMap();
    assertEquals(2, texts.get("a").length());
    Map<String, ArrayList<Integer>> lists =
        rdd.aggregateByKey(new ArrayList<Integer>(), RddContract::added, RddContract::allAdded)
            .collectAsMap();
    assertEquals(List.of(2), lists.get("b"));
    assertEquals(2, rdd.countByKey().get("a"));
  }

  private static <T> ArrayList<T> added(ArrayList<T> list, T value) {
    list.add(value);
    return list;
  }

  private static <T> ArrayList<T> allAdded(ArrayList<T> list, ArrayList<T> more) {
    list.addAll(more);
    return list;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void keysMeetInJoins(int partitions) {
    PairRdd<String, Integer> left =
        pairs(partitions, Pair.of("a", 1), Pair.of("a", 2), Pair.of("b", 3));
    PairRdd<String, String> right = pairs(3, Pair.of("a", "x"), Pair.of("c", "y"));
    assertEquals(
        Set.of(Pair.of("a", Pair.of(1, "x")), Pair.of("a", Pair.of(2, "x"))),
        new HashSet<>(left.join(right).collect()));
    assertEquals(
        Set.of(
            Pair.of("a", Pair.of(1, Optional.of("x"))),
            Pair.of("a", Pair.of(2, Optional.of("x"))),
            Pair.of("b", Pair.of(3, Optional.empty()))),
        new HashSet<>(left.leftOuterJoin(right).collect()));
    assertEquals(
        Set.of(
            Pair.of("a", Pair.of(Optional.of(1), "x")),
            Pair.of("a", Pair.of(Optional.of(2), "x")),
            Pair.of("c", Pair.of(Optional.empty(), "y"))),
        new HashSet<>(left.rightOuterJoin(right).collect()));
    assertEquals(4, left.fullOuterJoin(right).count());
    assertEquals(List.of(Pair.of("b", 3)), left.subtractByKey(right).collect());
    Map<String, Pair<List<Integer>, List<String>>> groups = left.cogroup(right).collectAsMap();
    assertEquals(Pair.of(List.of(), List.of("y")), groups.get("c"));
    assertEquals(3, groups.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void sortingOrdersAllPartitions(int partitions) {
    List<Integer> numbers = new ArrayList<>(upTo(1000));
    Collections.shuffle(numbers, new java.util.Random(7));
    Rdd<Integer> rdd = rdd(partitions, numbers);
    assertEquals(upTo(1000), rdd.sortBy(i -> i).collect());
    List<Integer> backwards = new ArrayList<>(upTo(1000));
    Collections.reverse(backwards);
    assertEquals(
        backwards, rdd.sortBy(i -> i, RddComparator.<Integer>natural().backwards(), 4).collect());
    assertEquals(upTo(1000), rdd.mapToPair(i -> Pair.of(i, "v")).sortByKey().keys().collect());
    assertEquals(List.of(0, 1, 2), rdd.takeOrdered(3));
    assertEquals(List.of(999, 998), rdd.top(2));
    assertEquals(Optional.of(0), rdd.min(RddComparator.natural()));
    assertEquals(Optional.of(999), rdd.max(RddComparator.natural()));
    assertEquals(
        List.of(5, 6),
        rdd.mapToPair(i -> Pair.of(i, i))
            .filterByRange(5, 6, RddComparator.natural())
            .keys()
            .sortBy(i -> i)
            .collect());
  }

  @Test
  void onePartitionOfAQueryIsAPartOfItsResult() {
    DataFrame counts = session().range(100_000).groupBy().agg(Functions.count().as("n"));
    assertEquals(100_000L, counts.rdd().filter(row -> (long) row.get(0) > 0).first().get(0));
    DataFrame rows = session().range(100_000).filter(Functions.col("id").geq(10));
    assertEquals(99_990, rows.rdd().filter(row -> (long) row.get(0) > 0).count());
    assertEquals(5, new HashSet<>(rows.rdd().map(row -> (long) row.get(0)).take(5)).size());
  }

  @Test
  void nullsAreSortedFirstAndFewKeysNeedFewPartitions() {
    List<String> texts = Arrays.asList("b", null, "a", "b", null);
    assertEquals(Arrays.asList(null, null, "a", "b", "b"), rdd(3, texts).sortBy(s -> s).collect());
    assertEquals(List.of(), this.<String>rdd(3, List.of()).sortBy(s -> s).collect());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void setsAreOfEqualElements(int partitions) {
    Rdd<Integer> left = rdd(partitions, Arrays.asList(1, 2, 2, 3, null, null));
    Rdd<Integer> right = rdd(2, Arrays.asList(2, 3, 3, 4));
    assertEquals(counted(Arrays.asList(1, 2, 3, null)), counted(left.distinct().collect()));
    assertEquals(Set.of(2, 3), new HashSet<>(left.intersection(right).collect()));
    assertEquals(2, left.intersection(right).count());
    assertEquals(counted(Arrays.asList(1, null, null)), counted(left.subtract(right).collect()));
    assertEquals(Arrays.asList(1, 2, 2, 3, null, null, 2, 3, 3, 4), left.union(right).collect());
    assertEquals(partitions + 2, left.union(right).partitions());
    assertEquals(2L, left.countByValue().get(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void partitionsAreOfPartitions(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(20));
    assertEquals(upTo(20), rdd.coalesce(3).collect());
    assertEquals(Math.min(partitions, 3), rdd.coalesce(3).partitions());
    assertEquals(counted(upTo(20)), counted(rdd.repartition(4).collect()));
    assertEquals(4, rdd.repartition(4).glom().filter(list -> list.size() == 5).count());
    assertEquals(upTo(20), rdd.union(rdd).coalesce(2).take(20));
    assertEquals(partitions, rdd.glom().count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void elementsAreZipped(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(10));
    assertEquals(
        upTo(10).stream().map(i -> Pair.of(i, i * i)).toList(),
        rdd.zip(rdd.map(i -> i * i)).collect());
    assertEquals(
        upTo(10).stream().map(i -> Pair.of(i, (long) i)).toList(), rdd.zipWithIndex().collect());
    assertEquals(10, new TreeSet<>(rdd.zipWithUniqueId().values().collect()).size());
    assertEquals(partitions, rdd.zipPartitions(rdd, RddContract::sizes).count());
    assertThrows(SheafException.class, () -> rdd.zip(rdd(3, upTo(10))));
    SheafException e =
        assertThrows(SheafException.class, () -> rdd.zip(rdd.filter(i -> i > 5)).collect());
    assertEquals("ZIP_UNEVEN", e.code());
  }

  private static Iterator<Integer> sizes(Iterator<Integer> left, Iterator<Integer> right) {
    int size = 0;
    for (; left.hasNext(); left.next()) {
      size++;
    }
    for (; right.hasNext(); right.next()) {
      size++;
    }
    return List.of(size).iterator();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void allPairsAreMade(int partitions) {
    PairRdd<Integer, String> all = rdd(partitions, upTo(3)).cartesian(rdd(2, List.of("a", "b")));
    assertEquals(6, new HashSet<>(all.collect()).size());
    assertEquals(2 * partitions, all.partitions());
    assertEquals(0, rdd(partitions, upTo(3)).cartesian(rdd(1, List.of())).count());
  }

  record Modulo(int partitions) implements Partitioner {
    @Override
    public int partition(Object key) {
      return (Integer) key % partitions;
    }
  }

  @Test
  void partitionersSayWherePairsAre() {
    PairRdd<Integer, Integer> rdd =
        rdd(4, upTo(12)).mapToPair(i -> Pair.of(i, i)).partitionBy(new Modulo(3));
    List<List<Integer>> keys =
        rdd.keys().glom().map(list -> list.stream().sorted().toList()).collect();
    assertEquals(List.of(0, 3, 6, 9), keys.get(0));
    assertEquals(List.of(2, 5, 8, 11), keys.get(2));
    assertEquals(List.of(7), rdd.lookup(7));
    assertEquals(3, rdd.reduceByKey(Integer::sum).partitions());
    assertEquals(
        12, rdd.join(rdd.mapValues(i -> -i)).filter(p -> p.value().value() == -p.key()).count());
    List<List<Integer>> sorted =
        rdd.repartitionAndSortWithinPartitions(new Modulo(2)).keys().glom().collect();
    assertEquals(List.of(1, 3, 5, 7, 9, 11), sorted.get(1));
    SheafException e =
        assertThrows(
            SheafException.class,
            () ->
                rdd(2, List.of(-1))
                    .mapToPair(i -> Pair.of(i, i))
                    .partitionBy(new Modulo(3))
                    .count());
    assertEquals("BAD_PARTITION", e.code());
  }

  @Test
  void whatIsSpreadAlreadyDoesNotMove() {
    PairRdd<Integer, Integer> rdd =
        rdd(4, upTo(12)).mapToPair(i -> Pair.of(i, i)).partitionBy(new HashPartitioner(3));
    String lineage = rdd.mapValues(i -> i + 1).filter(p -> true).lineage();
    assertTrue(lineage.contains("+ partitionBy at RddContract.java:"), lineage);
    assertEquals(12, rdd.groupByKey().count());
  }

  @Test
  void arraysAreNoKeys() {
    SheafException e =
        assertThrows(
            SheafException.class,
            () ->
                rdd(2, upTo(3))
                    .mapToPair(i -> Pair.of(new int[] {i}, i))
                    .reduceByKey(Integer::sum)
                    .count());
    assertEquals("BAD_KEY", e.code());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void samplesAreTheSameEachTime(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(1000));
    List<Integer> sample = rdd.sample(false, 0.3, 5).collect();
    assertEquals(sample, rdd.sample(false, 0.3, 5).collect());
    assertTrue(sample.size() > 200 && sample.size() < 400, "" + sample.size());
    assertTrue(rdd.sample(true, 2, 5).count() > 1500);
    List<Rdd<Integer>> parts = rdd.randomSplit(3, 1, 2);
    assertEquals(counted(upTo(1000)), counted(parts.getFirst().union(parts.getLast()).collect()));
    assertEquals(10, new HashSet<>(rdd.takeSample(10, 1)).size());
    assertEquals(1000, rdd.takeSample(5000, 1).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void valuesAreFolded(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(10));
    assertEquals(45, rdd.fold(0, Integer::sum));
    assertEquals(
        10,
        rdd.aggregate(new ArrayList<Integer>(), RddContract::added, RddContract::allAdded).size());
    Statistics stats = rdd.mapToDouble(i -> i).stats();
    assertEquals(10, stats.count());
    assertEquals(4.5, stats.mean(), 1e-12);
    assertEquals(8.25, stats.variance(), 1e-12);
    assertEquals(45, rdd.mapToDouble(i -> i).sum(), 1e-12);
    assertEquals(9, stats.greatest());
    assertEquals(
        List.of(5L, 5L),
        Arrays.stream(rdd.mapToDouble(i -> i).histogram(0, 5, 9)).boxed().toList());
    List<Integer> iterated = new ArrayList<>();
    rdd.toLocalIterator().forEachRemaining(iterated::add);
    assertEquals(upTo(10), iterated);
    assertEquals(10L, rdd.countAsync().join());
  }

  @Test
  void broadcastValuesReachAllTasks() {
    Broadcast<Map<Integer, String>> names =
        session().rdds().broadcast(new HashMap<>(Map.of(1, "one", 2, "two")));
    assertEquals(
        Arrays.asList(null, "one", "two"),
        rdd(2, upTo(3)).map(i -> names.value().get(i)).collect());
  }

  @Test
  void filesAreReadWhole() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "first");
    Files.writeString(folder.resolve("b.txt"), "");
    PairRdd<String, String> texts = session().rdds().wholeTextFiles(folder.toString());
    assertEquals(List.of("first", ""), texts.values().collect());
    assertTrue(texts.keys().first().endsWith("a.txt"));
    assertEquals(5, session().rdds().binaryFiles(folder + "/a.txt").first().value().length);
  }

  @Test
  void examplesGiveTheSameEverywhere() throws IOException {
    Rdd<String> lines = rdd(3, List.of("to be or not", "to be"));
    assertEquals(Map.of("to", 2, "be", 2, "or", 1, "not", 1), RddExamples.wordCount(lines));
    assertEquals(List.of('A', 'A', 'G'), RddExamples.firstLetters(session()));
    assertEquals(
        List.of("Ada", "Lovelace", "Alan", "Turing", "Grace", "Hopper"),
        RddExamples.namesOutOfText(session()));
    assertEquals(
        List.of("Ada Lovelace", 2L, List.of("Ada Lovelace", "Grace Hopper")),
        RddExamples.longNames(session()));
    assertEquals(Pair.of(10, 4), RddExamples.sums(session()));
    Path input = folder.resolve("in.txt");
    Files.writeString(input, "to be or\nnot to be\n");
    String output = folder.resolve("counts").toString();
    RddExamples.mapReduce(session(), input.toString(), output);
    assertEquals(
        Set.of("to 2", "be 2", "or 1", "not 1"),
        new HashSet<>(session().textFile(output).collect()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void textIsWritten(int partitions) throws IOException {
    String path = folder.resolve("out").toString();
    rdd(partitions, upTo(10)).saveAsTextFile(path);
    try (var files = Files.list(Path.of(path))) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(partitions, names.size(), names.toString());
      assertEquals("part-00000", names.getFirst());
    }
    assertEquals(upTo(10), session().textFile(path).map(Integer::parseInt).collect());
    assertThrows(SheafException.class, () -> rdd(2, upTo(3)).saveAsTextFile(path));
  }

  /** As an attempt does that is slower than its copy. */
  private static int straggle(int i, String folder) {
    try (var all = Files.list(Path.of(folder))) {
      for (Path staging : all.filter(Files::isDirectory).toList()) {
        Files.writeString(staging.resolve(".part-00000.x.tmp-" + i), "late");
        Files.writeString(staging.resolve("part-00000.x" + i), "late");
      }
      return i;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatStragglersWriteIsNotSeen() throws IOException {
    String parent = folder.toString();
    Path path = folder.resolve("late");
    rdd(2, upTo(4)).map(i -> straggle(i, parent)).saveAsTextFile(path.toString());
    try (var files = Files.list(path)) {
      assertEquals(
          List.of("part-00000", "part-00001"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  private record Order(long id, String customer, Optional<Double> total) {}

  private List<Order> orders() {
    return IntStream.range(0, 100)
        .mapToObj(
            i -> new Order(i, "c" + i % 3, i % 5 == 0 ? Optional.empty() : Optional.of(i / 2.)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void recordsAreRowsOfFramesAndBack(int partitions) {
    Rdd<Order> rdd = rdd(partitions, orders());
    DataFrame frame = rdd.toDataFrame(Order.class);
    assertEquals(List.of("id", "customer", "total"), frame.columns());
    assertEquals(100, frame.count());
    assertEquals(
        "[c0, 34, 684.0]",
        frame
            .groupBy("customer")
            .agg(Functions.count().as("orders"), Functions.sum(frame.col("total")).as("sum"))
            .orderBy("customer")
            .first()
            .orElseThrow()
            .toString());
    assertEquals(
        new HashSet<>(orders()), new HashSet<>(frame.rdd(Order.class).map(o -> o).collect()));
    assertEquals(orders(), frame.orderBy("id").rdd(Order.class).filter(o -> o.id() >= 0).collect());
    assertEquals(
        List.of(99L, 98L),
        frame.orderBy(Functions.desc("id")).limit(2).rdd().map(row -> (Long) row.get(0)).collect());
    Map<Object, Long> counts =
        frame
            .filter("id < 10")
            .rdd()
            .mapToPair(row -> Pair.of(row.get("customer"), row))
            .countByKey();
    assertEquals(Map.of("c0", 4L, "c1", 3L, "c2", 3L), counts);
    assertThrows(SheafException.class, () -> frame.drop("total").rdd(Order.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void keptElementsAreComputedOnce(int partitions) throws IOException {
    String marks = Files.createDirectory(folder.resolve("marks")).toString();
    Rdd<Integer> marked =
        rdd(partitions, upTo(50))
            .map(
                i -> {
                  Files.createTempFile(Path.of(marks), "m", "");
                  return i * 2;
                });
    for (String level : List.of("MEMORY_AND_DISK", "DISK_ONLY", "MEMORY_ONLY")) {
      Rdd<Integer> kept = marked.persist(level);
      assertEquals(0, marks(marks), "nothing is computed yet");
      assertEquals(upTo(50).stream().map(i -> 2 * i).toList(), kept.collect());
      assertEquals(50, marks(marks));
      assertEquals(50, kept.map(i -> i + 1).count());
      assertEquals(List.of(0, 2), kept.take(2));
      assertEquals(50, marks(marks));
      assertEquals(partitions, kept.partitions());
      assertTrue(kept.lineage().startsWith("| persist at RddContract.java"), kept.lineage());
      assertEquals(50, kept.unpersist().count());
      assertEquals(100, marks(marks));
      for (Path mark : Files.list(Path.of(marks)).toList()) {
        Files.delete(mark);
      }
    }
    assertThrows(SheafException.class, () -> marked.persist("SOMEWHERE"));
    PairRdd<String, Integer> pairs = pairs(partitions, Pair.of("a", 1), Pair.of("b", 2)).cache();
    assertEquals(Map.of("a", 1, "b", 2), pairs.reduceByKey(Integer::sum).collectAsMap());
  }

  private static long marks(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      return files.count();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void whatTasksAddCountsOnce(int partitions) {
    Accumulator<Long> seen = session().rdds().longAccumulator();
    Accumulator<Set<String>> names =
        session().rdds().accumulator(new TreeSet<>(), RddContract::allOf);
    Rdd<Integer> counted =
        rdd(partitions, upTo(100))
            .map(
                i -> {
                  seen.add(1L);
                  names.add(Set.of("n" + i % 3));
                  return i;
                });
    assertEquals(0, seen.value());
    assertEquals(100, counted.count());
    assertEquals(100, seen.value());
    assertEquals(Set.of("n0", "n1", "n2"), names.value());
    assertEquals(10, counted.mapToPair(i -> Pair.of(i % 10, i)).reduceByKey(Integer::sum).count());
    assertEquals(200, seen.value());
    assertEquals(upTo(100), counted.repartition(3).sortBy(i -> i).collect());
    assertEquals(300, seen.value());
    assertEquals(200, counted.union(counted).coalesce(1).count());
    assertEquals(400, seen.value());
    seen.add(5L);
    Rdd<Integer> kept = counted.cache();
    assertEquals(100, kept.count());
    assertEquals(505, seen.value());
    assertEquals(100, kept.count());
    assertEquals(505, seen.value());
    assertThrows(SheafException.class, () -> counted.map(i -> 1 / (i - 50)).count());
    assertEquals(505, seen.value());
    assertThrows(SheafException.class, () -> counted.map(i -> seen.value()).count());
  }

  private static Set<String> allOf(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void differentElementsAreCountedAbout(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(5000)).map(i -> i % 1000);
    assertEquals(1000, rdd.countApproxDistinct(0.02), 60);
    assertEquals(0, rdd.filter(i -> false).countApproxDistinct(0.02));
    Map<Integer, Long> counts =
        rdd.mapToPair(i -> Pair.of(i % 2, i)).countApproxDistinctByKey(0.02).collectAsMap();
    assertEquals(Set.of(0, 1), counts.keySet());
    counts.values().forEach(count -> assertEquals(500, count, 30));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void keysAreSampledByTheirFractions(int partitions) {
    PairRdd<String, Integer> rdd =
        rdd(partitions, upTo(3000)).mapToPair(i -> Pair.of("k" + i % 3, i));
    PairRdd<String, Integer> some = rdd.sampleByKey(false, Map.of("k0", 1., "k1", 0.2), 7);
    Map<String, Long> counts = some.countByKey();
    assertEquals(1000, counts.get("k0"));
    assertEquals(200, counts.get("k1"), 60);
    assertEquals(2, counts.size());
    assertEquals(some.collect(), some.collect());
    assertEquals(2000, rdd.sampleByKey(true, Map.of("k2", 2.), 7).count(), 200);
    assertThrows(SheafException.class, () -> rdd.sampleByKey(false, Map.of("k0", 1.5), 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void elementsAreWrittenAndReadAsTheyAre(int partitions) {
    String path = folder.resolve("objects").toString();
    Rdd<Order> rdd = rdd(partitions, orders());
    rdd.saveAsObjectFile(path);
    Rdd<Order> again = session().rdds().objectFile(path, Order.class);
    assertEquals(orders(), again.collect());
    assertEquals(rdd.glom().collect(), again.glom().collect());
    assertThrows(SheafException.class, () -> rdd.saveAsObjectFile(path));
    Accumulator<Long> seen = session().rdds().longAccumulator();
    Rdd<Order> checked =
        rdd.map(
                order -> {
                  seen.add(1L);
                  return order;
                })
            .checkpoint(folder.resolve("checked").toString());
    assertEquals(100, seen.value());
    assertEquals(orders(), checked.collect());
    assertEquals(100, seen.value());
    assertEquals(1, checked.lineage().lines().count());
    String none = folder.resolve("none").toString();
    assertThrows(SheafException.class, () -> session().rdds().objectFile(none, Order.class));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void programsOfTheSystemWorkOnLines(int partitions) {
    Rdd<Integer> rdd = rdd(partitions, upTo(5000));
    assertEquals(upTo(5000).stream().map(String::valueOf).toList(), rdd.pipe("cat").collect());
    assertEquals(partitions, rdd.pipe("wc", "-l").count());
    assertEquals(List.of("0"), rdd.pipe("cat").take(1));
    SheafException e =
        assertThrows(
            SheafException.class, () -> rdd.pipe("sh", "-c", "echo no >&2; exit 3").count());
    assertEquals("PIPE", e.code());
    assertTrue(e.getMessage().endsWith("ended with 3: no"), e.getMessage());
    assertThrows(SheafException.class, () -> rdd.pipe("/no/such/program").count());
    SheafException user =
        assertThrows(SheafException.class, () -> rdd.map(i -> 1 / (i - 9)).pipe("cat").count());
    assertEquals("USER_CODE", user.code());
  }

  @Test
  void actionsGoOnInOtherThreads() {
    Rdd<Integer> rdd = rdd(3, upTo(10));
    Accumulator<Long> seen = session().rdds().longAccumulator();
    assertEquals(upTo(10), rdd.collectAsync().join());
    assertEquals(10, rdd.countAsync().join());
    assertEquals(upTo(2), rdd.takeAsync(2).join());
    rdd.foreachAsync(i -> seen.add((long) i)).join();
    rdd.foreachPartitionAsync(elements -> seen.add(1000L)).join();
    assertEquals(3045, seen.value());
  }

  @Test
  void classesOfJarsAreTheProgramsOwn() throws Exception {
    Path source = folder.resolve("Plugged.java");
    Files.writeString(
        source,
        "public class Plugged implements java.util.function.Supplier<Object> {"
            + " public record Made(int x) {} public Object get() { return new Made(7); } }");
    assertEquals(
        0,
        javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
    session().rdds().addJar(folder);
    Rdd<Object> made = rdd(2, upTo(2)).map(i -> plugged());
    assertEquals(List.of("Made[x=7]", "Made[x=7]"), made.map(Object::toString).collect());
    assertEquals("Made[x=7]", made.collect().getFirst().toString());
    assertThrows(SheafException.class, () -> session().rdds().addJar(folder.resolve("none.jar")));
  }

  private static Object plugged() throws Exception {
    Class<?> type = Class.forName("Plugged", true, Thread.currentThread().getContextClassLoader());
    return ((java.util.function.Supplier<?>) type.getConstructor().newInstance()).get();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void lambdasChooseRowsByNumbersInColumns(int partitions) {
    DataFrame frame = rdd(partitions, orders()).toDataFrame(Order.class);
    int least = 90;
    assertEquals(10, frame.filterLong("ID", id -> id >= least).count());
    assertEquals(
        List.of("[96, c0, 48.0]", "[98, c2, 49.0]"),
        frame
            .filter("id > 5")
            .filterLong("id", id -> id % 2 == 0)
            .filterDouble("total", total -> total > 47)
            .orderBy("id")
            .collect()
            .stream()
            .map(Row::toString)
            .toList());
    assertEquals(0, frame.filterLong("id", id -> false).count());
    assertEquals(20, session().range(0, 100).filterLong("id", id -> id < 20).count());
    SheafException failed =
        assertThrows(
            SheafException.class, () -> frame.filterLong("id", id -> 1 / (id - 50) > 9).count());
    assertTrue(failed.getMessage().startsWith("filterLong at RddContract"), failed.getMessage());
    assertThrows(SheafException.class, () -> frame.filterLong("total", x -> true));
    assertThrows(SheafException.class, () -> frame.filterLong("idd", x -> true));
  }
}
