package io.sheaf.engine.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.join.KeySet.Form;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is gathered of keys finds all that were there, and little else. */
class KeyCollectorTest {
  private static final Schema SCHEMA = Schema.of(new Field("k", Simple.BIGINT, false));

  private final MemoryPool memory = new MemoryPool(64 << 20);

  private static Batch batch(long... keys) {
    return Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, keys)), keys.length);
  }

  private KeySet keys(long... keys) {
    try (MemoryLease lease = memory.lease("keys", false)) {
      KeyCollector collector = new KeyCollector(lease);
      collector.add(batch(keys), 0);
      return collector.keys();
    }
  }

  private KeySet both(KeySet one, KeySet other) {
    try (MemoryLease lease = memory.lease("keys", false)) {
      KeyCollector collector = new KeyCollector(lease);
      collector.add(one);
      collector.add(other);
      return collector.keys();
    }
  }

  /** How many of the keys a scan would keep. */
  private static int kept(KeySet keys, long... probes) {
    int[] rows = new int[probes.length];
    Arrays.setAll(rows, i -> i);
    return KeyMembership.of(keys)
        .select(new LongColumn(Simple.BIGINT, probes), rows, probes.length);
  }

  private static void checkAll(KeySet keys, long... there) {
    assertEquals(there.length, kept(keys, there));
    for (long key : there) {
      assertTrue(keys.min() <= key && key <= keys.max());
    }
  }

  @Test
  void nearKeysAreKeptExactly() {
    long[] there = {-70_000, -1, 0, 5, 64, 65_536, 200_001};
    KeySet keys = keys(there);
    assertEquals(Form.EXACT, keys.form());
    assertEquals(there.length, keys.count());
    checkAll(keys, there);
    assertEquals(0, kept(keys, -70_001, 1, 4, 6, 63, 65, 65_535, 200_000, 200_002, 1L << 40));
  }

  @Test
  void farKeysAreHashed() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("KeyCollectorTest seed " + seed);
    Random random = new Random(seed);
    long[] there = LongStream.generate(random::nextLong).limit(10_000).toArray();
    KeySet keys = keys(there);
    assertEquals(Form.HASHED, keys.form());
    checkAll(keys, there);
    long[] others = LongStream.generate(random::nextLong).limit(10_000).toArray();
    assertTrue(kept(keys, others) < 100, "too many others are found");
  }

  @Test
  void whatSeveralToldIsPutTogether() {
    KeySet near = keys(1, 2, 100_000);
    KeySet more = keys(-5, 2, 7);
    KeySet far = keys(3, Long.MAX_VALUE, Long.MIN_VALUE);
    checkAll(both(near, more), 1, 2, 100_000, -5, 7);
    assertEquals(5, both(near, more).count());
    for (KeySet all : List.of(both(near, far), both(far, near))) {
      assertEquals(Form.HASHED, all.form());
      checkAll(all, 1, 2, 100_000, 3, Long.MAX_VALUE, Long.MIN_VALUE);
    }
    assertTrue(both(near, KeySet.ANY).isAny());
    checkAll(both(KeySet.NONE, near), 1, 2, 100_000);
  }

  @Test
  void withoutMemoryThereAreBounds() {
    KeySet keys;
    try (MemoryLease lease = memory.lease("keys", false)) {
      lease.grow(memory.limitBytes());
      KeyCollector collector = new KeyCollector(lease);
      collector.add(batch(3, 9, 4), 0);
      keys = collector.keys();
    }
    assertEquals(Form.BOUNDS, keys.form());
    assertEquals(3, keys.min());
    assertEquals(9, keys.max());
    assertFalse(keys.isAny());
    assertEquals(KeySet.NONE.count(), keys().count());
  }
}
