package io.sheaf.dataframe.bench;

import io.sheaf.dataframe.Session;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The programs as one writes them for Sheaf. */
final class SheafPrograms implements Programs {
  private final Session session;
  private final String folder;

  record Order(long orderKey, long partKey, double quantity, double price, String remark) {}

  SheafPrograms(String folder, int threads) {
    this.session = Session.builder().set("threads", String.valueOf(threads)).build();
    this.folder = folder;
  }

  @Override
  public long run(Program program) {
    return switch (program) {
      case WORDS -> words();
      case REDUCE_BY_KEY -> reduceByKey();
      case SORT_BY_KEY -> sortByKey();
      case JOIN -> join();
      case TYPED_FILTER -> typedFilter();
    };
  }

  private long words() {
    return session
        .textFile(folder + "/" + Inputs.TEXT)
        .flatMap(line -> Arrays.asList(line.split(" ")))
        .mapToPair(word -> Pair.of(word, 1))
        .reduceByKey(Integer::sum)
        .map(pair -> Program.sum(pair.key(), pair.value()))
        .reduce(Long::sum)
        .orElseThrow();
  }

  private long reduceByKey() {
    return session
        .rdds()
        .range(0, Program.PAIRS)
        .mapToPair(i -> Pair.of(Program.key(i), i))
        .reduceByKey(Long::sum)
        .map(pair -> pair.key() ^ pair.value())
        .reduce(Long::sum)
        .orElseThrow();
  }

  private long sortByKey() {
    return session
        .rdds()
        .range(0, Program.NUMBERS)
        .mapToPair(i -> Pair.of(Program.scattered(i), i))
        .sortByKey()
        .mapPartitions(SheafPrograms::checked)
        .reduce(Long::sum)
        .orElseThrow();
  }

  private static Iterator<Long> checked(Iterator<Pair<Long, Long>> pairs) {
    long last = Long.MIN_VALUE;
    long sum = 0;
    while (pairs.hasNext()) {
      Pair<Long, Long> pair = pairs.next();
      sum += last <= pair.key() ? pair.value() : -1;
      last = pair.key();
    }
    return List.of(sum).iterator();
  }

  private long join() {
    PairRdd<Long, Long> few =
        session.rdds().range(0, Program.KEYS).mapToPair(i -> Pair.of(i, 3 * i));
    return session
        .rdds()
        .range(0, Program.NUMBERS)
        .mapToPair(i -> Pair.of(Program.key(i), i))
        .join(few)
        .map(pair -> pair.value().key() ^ pair.value().value())
        .reduce(Long::sum)
        .orElseThrow();
  }

  private long typedFilter() {
    return session
        .read()
        .parquet(folder + "/" + Inputs.PARQUET)
        .as(Order.class)
        .filter(order -> order.price() > 50_000 && order.remark().endsWith("7"))
        .count();
  }

  @Override
  public void close() {
    session.close();
  }
}
