package io.sheaf.dataframe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.dataframe.rdd.PairRdd;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pairs of twenty times the memory, 10 GB in the full count, are grouped and sorted. */
class RddVolumeTest {
  private static final boolean SOAK = Boolean.getBoolean("sheaf.soak");
  private static final int VALUE_BYTES = 640;

  /** A power of 2. */
  private static final long PAIRS = SOAK ? 1 << 24 : 1 << 17;

  private static final String MEMORY = SOAK ? "512MB" : "4MB";
  private static final long VALUES_PER_KEY = 16;
  private static final int PARTITIONS = 4;
  private static final String REST = "x".repeat(VALUE_BYTES);

  private Session session;

  @BeforeEach
  void open() {
    session = Session.builder().set("threads", "2").set("memory", MEMORY).build();
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Each number below {@link #PAIRS} is a key, in no order; its value begins with it. */
  private PairRdd<Long, String> pairs() {
    return session
        .rdds()
        .range(0, PAIRS, 1, PARTITIONS)
        .mapToPair(
            i -> {
              long key = i * 0x9E3779B97F4A7C15L & PAIRS - 1;
              String number = key + " ";
              return Pair.of(key, number + REST.substring(number.length()));
            });
  }

  private static long number(String value) {
    return Long.parseLong(value, 0, value.indexOf(' '), 10);
  }

  /**
   * What was seen of some pairs.
   *
   * @param wrong pairs that are not what or where they should be
   */
  record Seen(long pairs, long bytes, long sum, long wrong) {
    Seen and(Seen other) {
      return new Seen(
          pairs + other.pairs, bytes + other.bytes, sum + other.sum, wrong + other.wrong);
    }
  }

  private static final Seen ALL = new Seen(PAIRS, PAIRS * VALUE_BYTES, PAIRS / 2 * (PAIRS - 1), 0);

  @Test
  void groups() {
    PairRdd<Long, List<String>> groups =
        pairs().mapToPair(p -> Pair.of(p.key() / VALUES_PER_KEY, p.value())).groupByKey();
    assertEquals(ALL, groups.map(RddVolumeTest::seen).reduce(Seen::and).orElseThrow());
  }

  private static Seen seen(Pair<Long, List<String>> group) {
    long bytes = 0;
    long sum = 0;
    long wrong = group.value().size() == VALUES_PER_KEY ? 0 : 1;
    for (String value : group.value()) {
      bytes += value.length();
      sum += number(value);
      wrong += number(value) / VALUES_PER_KEY == group.key() ? 0 : 1;
    }
    return new Seen(group.value().size(), bytes, sum, wrong);
  }

  /** What a partition has, and the keys at its ends. */
  record Range(long first, long last, Seen seen) {}

  @Test
  void sorts() {
    List<Range> ranges = pairs().sortByKey().mapPartitions(RddVolumeTest::range).collect();
    Seen all = new Seen(0, 0, 0, 0);
    long next = 0;
    for (Range range : ranges) {
      assertEquals(next, range.first());
      next = range.last() + 1;
      all = all.and(range.seen());
    }
    assertEquals(ALL, all);
    assertEquals(PAIRS, next);
  }

  private static Iterator<Range> range(Iterator<Pair<Long, String>> pairs) {
    Seen seen = new Seen(0, 0, 0, 0);
    long first = -1;
    long last = -1;
    while (pairs.hasNext()) {
      Pair<Long, String> pair = pairs.next();
      long key = pair.key();
      first = first < 0 ? key : first;
      int wrong = (last < 0 || key == last + 1) && number(pair.value()) == key ? 0 : 1;
      seen = seen.and(new Seen(1, pair.value().length(), key, wrong));
      last = key;
    }
    List<Range> ranges = new ArrayList<>();
    if (first >= 0) {
      ranges.add(new Range(first, last, seen));
    }
    return ranges.iterator();
  }
}
