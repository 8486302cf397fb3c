package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.dataframe.rdd.Accumulator;
import io.sheaf.dataframe.rdd.HashPartitioner;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import io.sheaf.dataframe.rdd.Rdd;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker JVM is killed in the middle of a job of several stages that reads a cached rdd. */
@Timeout(120)
class RddWorkerLossTest {
  private static final int PARTITIONS = 8;
  private static final long NUMBERS = 80_000;
  private static final int KEYS = 1000;

  @TempDir Path folder;

  @Test
  void onlyWhatWasLostIsComputedAgain() throws IOException {
    try (Session session = Session.builder().set("workers", "2").set("threads", "2").build()) {
      Accumulator<Long> made = session.rdds().longAccumulator();
      Accumulator<Long> read = session.rdds().longAccumulator();
      String log = Files.createDirectory(folder.resolve("computed")).toString();
      Rdd<Pair<Long, Long>> middle =
          session
              .rdds()
              .range(0, NUMBERS, 1, PARTITIONS)
              .mapPartitionsWithIndex(
                  (partition, numbers) -> {
                    computing(Path.of(log), partition);
                    return numbers;
                  })
              .map(
                  i -> {
                    made.add(1L);
                    return Pair.of(i % KEYS, i);
                  })
              .cache();
      assertEquals(NUMBERS, middle.count());
      assertEquals(NUMBERS, made.value());
      assertEquals(PARTITIONS, computed(log).size());
      assertEquals(2, workers(Path.of(log)));

      String signals = Files.createDirectory(folder.resolve("signals")).toString();
      List<Pair<Long, Long>> expected = sums(middle, read, null).collect();
      assertEquals(KEYS, expected.size());
      assertEquals(NUMBERS, read.value());
      assertEquals(PARTITIONS, computed(log).size(), "what is kept is not computed again");
      CompletableFuture<List<Pair<Long, Long>>> again = sums(middle, read, signals).collectAsync();
      long killed = killOneThatHasBegun(Path.of(signals));
      assertEquals(expected, again.join());
      assertEquals(2 * NUMBERS, read.value());
      assertEquals(NUMBERS, made.value(), "what is kept counts once, however often it is computed");

      List<String> computed = computed(log);
      List<String> twice = new ArrayList<>(computed);
      computed.stream().distinct().forEach(twice::remove);
      assertEquals(lost(log, killed), twice, "just what was lost is computed again");
      assertEquals(expected, sums(middle, read, null).collect());
      assertEquals(computed, computed(log), "what was computed again is kept again");
    }
  }

  /** Another order of what is joined again would give other elements the same numbers. */
  @Test
  void joinedPairsAreNumberedAndSharedOutOnce() throws IOException {
    try (Session session = Session.builder().set("workers", "2").set("threads", "2").build()) {
      PairRdd<Long, Long> pairs =
          session.rdds().range(0, NUMBERS, 1, PARTITIONS).mapToPair(i -> Pair.of(i, -i));
      String signals = Files.createDirectory(folder.resolve("signals")).toString();
      CompletableFuture<List<Pair<Long, Long>>> numbered =
          pairs
              .join(pairs)
              .zipWithIndex()
              .repartition(PARTITIONS)
              .map(
                  pair -> {
                    begun(Path.of(signals));
                    return Pair.of(pair.key().key(), pair.value());
                  })
              .collectAsync();
      killOneThatHasBegun(Path.of(signals));
      List<Long> all = LongStream.range(0, NUMBERS).boxed().toList();
      assertEquals(all, numbered.join().stream().map(Pair::key).sorted().toList());
      assertEquals(all, numbered.join().stream().map(Pair::value).sorted().toList());
    }
  }

  /** Three stages: what is read of the middle, what meets by key, and what is in order. */
  private static PairRdd<Long, Long> sums(
      Rdd<Pair<Long, Long>> middle, Accumulator<Long> read, String signals) {
    return middle
        .mapToPair(
            pair -> {
              read.add(1L);
              return pair;
            })
        .reduceByKey(Long::sum, new HashPartitioner(PARTITIONS))
        .mapValues(
            sum -> {
              if (signals != null) {
                begun(Path.of(signals));
              }
              return sum;
            })
        .sortByKey();
  }

  /** Says in the middle of a stage who works on it, and goes on when one of them is dead. */
  private static void begun(Path signals) throws IOException {
    try {
      Files.createFile(signals.resolve("begun-" + ProcessHandle.current().pid()));
    } catch (FileAlreadyExistsException e) {
      // said already
    }
    while (!Files.exists(signals.resolve("killed"))) {
      Thread.onSpinWait();
    }
  }

  private static long killOneThatHasBegun(Path signals) throws IOException {
    String first = "";
    while (first.isEmpty()) {
      first = names(signals).stream().findFirst().orElse("");
    }
    long pid = Long.parseLong(first.substring(first.indexOf('-') + 1));
    ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().join();
    Files.createFile(signals.resolve("killed"));
    return pid;
  }

  /** Notes who computes a partition; at first both workers have to do something. */
  private static void computing(Path log, int partition) throws IOException {
    Files.createTempFile(log, partition + "-" + ProcessHandle.current().pid() + "-", "");
    while (workers(log) < 2) {
      Thread.onSpinWait();
    }
  }

  private static long workers(Path log) throws IOException {
    return names(log).stream().map(name -> name.split("-")[1]).distinct().count();
  }

  /** The partitions that a worker has computed. */
  private static List<String> lost(String log, long pid) throws IOException {
    return names(Path.of(log)).stream()
        .filter(name -> name.split("-")[1].equals(String.valueOf(pid)))
        .map(name -> name.substring(0, 1))
        .toList();
  }

  /** The partitions of the middle, as often as they were computed. */
  private static List<String> computed(String log) throws IOException {
    return names(Path.of(log)).stream().map(name -> name.substring(0, 1)).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
