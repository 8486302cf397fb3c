package io.sheaf.engine.cache;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Concat;
import io.sheaf.columnar.Footprint;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.TableStatistics;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.shuffle.BlockFrame;
import io.sheaf.plan.PhysicalPlan;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows that are kept to be read many times: in memory as long as nobody else needs it, else on
 * disk, as their level says. Filled by one thread, then read by any number of them. Thread-safe
 * once filled; whoever reads holds it by {@link #hold}, and it is freed when it is closed and
 * nobody holds it any more.
 */
public final class CachedRows implements Kept, MemoryPool.Evictable {
  /** By so many rows the planner knows the others. */
  static final int SAMPLE_ROWS = 1 << 14;

  private final Schema schema;
  private final StorageLevel level;
  private final MemoryPool pool;
  private final MemoryLease lease;
  private final Path directory;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Batch> first = new ArrayList<>();
  private CacheFile file;
  private TableStatistics statistics;
  private final Runnable givenUp;
  private long rows;
  private long bytes;
  private int holders;
  private boolean closed;

  /** The disk took no more. */
  private boolean broken;

  /** Where a block lies. */
  private sealed interface Place {
    record Heap(Batch batch, long bytes) implements Place {}

    record Packed(byte[] bytes) implements Place {}

    record Disk(long start, int length) implements Place {}
  }

  /** Some rows; its place changes when memory is needed elsewhere. */
  private static final class Block {
    private final int rows;
    private volatile Place place;

    Block(int rows, Place place) {
      this.rows = rows;
      this.place = place;
    }
  }

  /**
   * @param name of what is kept, for error messages
   * @param directory where it goes that is not in memory
   */
  public CachedRows(
      String name, Schema schema, StorageLevel level, MemoryPool pool, Path directory) {
    this(name, schema, level, pool, directory, () -> {});
  }

  /**
   * @param name of what is kept, for error messages
   * @param directory where it goes that is not in memory
   * @param givenUp told when they had to make room for others and are gone; returns at once
   */
  public CachedRows(
      String name,
      Schema schema,
      StorageLevel level,
      MemoryPool pool,
      Path directory,
      Runnable givenUp) {
    this.givenUp = givenUp;
    this.schema = schema;
    this.level = level;
    this.pool = pool;
    this.lease = pool.lease("Cache of " + name, false);
    this.directory = directory;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public StorageLevel level() {
    return level;
  }

  @Override
  public synchronized long rows() {
    return rows;
  }

  @Override
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Bytes of all rows in the form in which they came to lie here. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Bytes of memory that are held now. */
  public long memoryBytes() {
    return lease.heldBytes();
  }

  @Override
  public synchronized TableStatistics statistics() {
    return statistics;
  }

  /** In how many pieces they lie. */
  public synchronized int blocks() {
    return blocks.size();
  }

  /** How many rows a block has. */
  synchronized int rows(int block) {
    return blocks.get(block).rows;
  }

  @Override
  public PhysicalPlan filling(PhysicalPlan plan) {
    return plan;
  }

  @Override
  public boolean fill(BatchStream query, int batchRows) {
    List<Batch> pending = new ArrayList<>();
    int pendingRows = 0;
    for (Batch batch = query.next(); batch != null; batch = query.next()) {
      pending.add(batch);
      pendingRows += batch.selectedRows();
      if (pendingRows >= batchRows / 2) {
        if (!add(pending)) {
          return false;
        }
        pendingRows = 0;
      }
    }
    boolean whole = pending.isEmpty() || add(pending);
    if (whole) {
      finish();
    }
    return whole;
  }

  private boolean add(List<Batch> pending) {
    Batch all = pending.size() == 1 ? pending.getFirst() : Concat.batches(schema, pending);
    pending.clear();
    return add(all);
  }

  /**
   * Keeps the selected rows of a batch.
   *
   * @return false when there is no place for them: then nothing of all rows is worth keeping
   */
  public boolean add(Batch batch) {
    Batch dense = batch.freeze();
    Place place = level.memory() ? inMemory(dense) : null;
    if (place == null && level.disk()) {
      place = onDisk(packed(dense));
    }
    if (place == null) {
      return false;
    }
    synchronized (this) {
      if (rows < SAMPLE_ROWS) {
        first.add(dense);
      }
      blocks.add(new Block(dense.rows(), place));
      rows += dense.rows();
      bytes += bytes(place);
    }
    return true;
  }

  private static long bytes(Place place) {
    return switch (place) {
      case Place.Heap heap -> heap.bytes();
      case Place.Packed packed -> packed.bytes().length;
      case Place.Disk disk -> disk.length();
    };
  }

  private Place inMemory(Batch dense) {
    if (level.packed()) {
      byte[] bytes = packed(dense);
      return lease.tryGrow(bytes.length) ? new Place.Packed(bytes) : null;
    }
    long bytes = Footprint.bytes(dense);
    return lease.tryGrow(bytes) ? new Place.Heap(dense.detach(), bytes) : null;
  }

  private static byte[] packed(Batch dense) {
    ByteBuffer block = new BlockFrame().encode(dense);
    return Arrays.copyOf(block.array(), block.remaining());
  }

  private synchronized Place onDisk(byte[] block) {
    if (file == null) {
      file = new CacheFile(directory);
    }
    return new Place.Disk(file.append(block), block.length);
  }

  /** All rows are there; from now on they make room for others. */
  public synchronized void finish() {
    statistics = MemoryTable.statistics(schema, first, rows);
    seal();
  }

  /** As {@link #finish}, where nobody asks for statistics. */
  public synchronized void seal() {
    first.clear();
    if (level.memory() && !closed) {
      pool.register(this);
    }
  }

  /**
   * Rows go to disk from the last ones on: whoever reads from the start finds some in memory. Those
   * that may not are given up as a whole, unless somebody reads them.
   */
  @Override
  public synchronized void evict(long bytes) {
    if (!level.disk()) {
      if (holders == 0 && !closed) {
        close();
        givenUp.run();
      }
      return;
    }
    try {
      long freed = 0;
      for (int i = blocks.size() - 1; i >= 0 && freed < bytes && !closed; i--) {
        freed += toDisk(blocks.get(i));
      }
    } catch (SheafException e) {
      // They stay where they are, and whoever asked for memory goes without: it is not his file.
      broken = true;
    }
  }

  /** Moves a block out of memory; returns how many bytes that freed there. */
  private long toDisk(Block block) {
    long freed =
        switch (block.place) {
          case Place.Heap heap -> {
            block.place = onDisk(packed(heap.batch()));
            yield heap.bytes();
          }
          case Place.Packed packed -> {
            block.place = onDisk(packed.bytes());
            yield packed.bytes().length;
          }
          case Place.Disk disk -> 0;
        };
    lease.shrink(freed);
    return freed;
  }

  @Override
  public synchronized long evictableBytes() {
    boolean movable = level.disk() ? !broken : holders == 0;
    return movable && !closed ? lease.heldBytes() : 0;
  }

  /** The rows of a block, frozen; for those who hold them. */
  public Batch read(int index) {
    Block block;
    synchronized (this) {
      block = blocks.get(index);
    }
    return switch (block.place) {
      case Place.Heap heap -> heap.batch();
      case Place.Packed packed -> new BlockFrame().decode(packed.bytes(), schema);
      case Place.Disk disk ->
          new BlockFrame().decode(file.read(disk.start(), disk.length()), schema);
    };
  }

  /** The rows of a block as a {@link BlockFrame}, not to be changed; for those who hold them. */
  public byte[] packed(int index) {
    Block block;
    synchronized (this) {
      block = blocks.get(index);
    }
    return switch (block.place) {
      case Place.Heap heap -> packed(heap.batch());
      case Place.Packed packed -> packed.bytes();
      case Place.Disk disk -> file.read(disk.start(), disk.length());
    };
  }

  @Override
  public synchronized boolean hold() {
    if (closed && holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  @Override
  public synchronized void release() {
    holders--;
    freeIfUnused();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      pool.unregister(this);
      freeIfUnused();
    }
  }

  private void freeIfUnused() {
    if (closed && holders == 0) {
      blocks.clear();
      lease.close();
      if (file != null) {
        file.close();
        file = null;
      }
    }
  }
}
