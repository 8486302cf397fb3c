package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Hashing;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.aggregate.MergeWork.TableParts;
import java.util.Arrays;
import java.util.List;

/**
 * Merges distinct sets of whole numbers, of one partition of several tables, of which only the
 * counts are wanted: what is the same pair in two tables is found by packed numbers alone, and no
 * set is made. For one thread, used once.
 */
final class DistinctCounts {
  private static final int MOST_BITS = 62;
  private static final int MOST_SLOTS = 1 << 28;

  private final List<TableParts> tables;
  private final int partition;
  private final GroupTable into;
  private final QueryContext query;

  /** Pairs + 1 in the slots of their hashes, at most half of them taken. */
  private long[] slots;

  /** The least value of the set in hand, and the bits that all its values need. */
  private long least;

  private int bits;

  private DistinctCounts(
      List<TableParts> tables, int partition, GroupTable into, QueryContext query) {
    this.tables = tables;
    this.partition = partition;
    this.into = into;
    this.query = query;
  }

  /**
   * Counts all sets of a partition, whose groups have been merged.
   *
   * @return false if that can't be done so, and nothing has been
   */
  static boolean merge(
      List<TableParts> tables, int partition, GroupTable into, QueryContext query) {
    return new DistinctCounts(tables, partition, into, query).merge();
  }

  private boolean merge() {
    int sets = tables.getFirst().sets().size();
    int most = 0;
    for (int set = 0; set < sets; set++) {
      int wanted = into.setCounts(set) != null && bound(set) ? slots(set) : 0;
      if (wanted == 0) {
        return false;
      }
      most = Math.max(most, wanted);
    }
    try (MemoryLease lease = query.memory().lease("HashAggregate", false)) {
      if (into.hasSpilled() || !lease.tryGrow((long) Long.BYTES * most)) {
        return false;
      }
      slots = new long[most];
      for (int set = 0; set < sets; set++) {
        if (set > 0) {
          Arrays.fill(slots, 0);
          bound(set);
        }
        for (TableParts parts : tables) {
          count(set, parts);
        }
      }
    }
    return true;
  }

  private static PackedGroups pairs(int set, TableParts parts) {
    return parts.table().setPairs(set).packed();
  }

  /** Bounds the values of a set in all tables; false if they are none that can be packed. */
  private boolean bound(int set) {
    least = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (TableParts parts : tables) {
      PackedGroups pairs = pairs(set, parts);
      if (pairs == null || !(pairs.codes(1) instanceof NumberCodes values)) {
        return false;
      }
      if (pairs.groups() > 0) {
        least = Math.min(least, values.bounds().least());
        last = Math.max(last, values.bounds().most());
      }
    }
    long distance = last < least ? 0 : last - least;
    bits = distance < 0 ? Long.SIZE : Long.SIZE - Long.numberOfLeadingZeros(distance);
    return bits + Integer.SIZE - Integer.numberOfLeadingZeros(into.groups()) <= MOST_BITS;
  }

  /** Slots for the pairs of a set, or 0 if they are too many. */
  private int slots(int set) {
    long entries = 8;
    for (TableParts parts : tables) {
      entries += parts.sets().get(set).size(partition);
    }
    return entries > MOST_SLOTS / 2 ? 0 : (int) Long.highestOneBit(entries) << 2;
  }

  private void count(int set, TableParts parts) {
    PackedGroups pairs = pairs(set, parts);
    if (pairs.groups() == 0) {
      return;
    }
    NumberCodes groups = (NumberCodes) pairs.codes(0);
    NumberCodes values = (NumberCodes) pairs.codes(1);
    int valueBits = values.bits();
    // Code 0 is NULL, of which there is none.
    long firstGroup = groups.bounds().least() - 1;
    long firstValue = values.bounds().least() - 1 - least;
    int[] numbers = parts.numbers();
    CountAccumulator[] counts = into.setCounts(set);
    parts
        .sets()
        .get(set)
        .forEach(
            partition,
            (p, ids, count) -> {
              query.checkCancelled();
              for (int i = 0; i < count; i++) {
                long pair = pairs.packedKey(ids[i]);
                int group = numbers[(int) ((pair >>> valueBits) + firstGroup)];
                long value = (pair & (1L << valueBits) - 1) + firstValue;
                if (isNew((long) group << bits | value)) {
                  for (CountAccumulator accumulator : counts) {
                    accumulator.add(group, 1);
                  }
                }
              }
            });
  }

  private boolean isNew(long pair) {
    int mask = slots.length - 1;
    int slot = (int) Hashing.mix(pair) & mask;
    while (slots[slot] != 0) {
      if (slots[slot] == pair + 1) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    slots[slot] = pair + 1;
    return true;
  }
}
