package io.sheaf.cluster.worker;

import io.sheaf.cluster.block.PartBlocks;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.pipeline.Failures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Parts of code that are with the driver. They are asked for when a task needs them and stay for
 * tasks, stages and queries to come, as long as nobody else needs the memory. Thread-safe.
 */
final class DriverParts implements MemoryPool.Evictable, AutoCloseable {
  private static final int PIECE_BYTES = 4 << 20;
  private static final long CHECK_MILLIS = 50;

  /** So long is waited for a piece. */
  private static final long PATIENCE_MILLIS = 60_000;

  private final MemoryPool memory;
  private final Source driver;

  /** All that somebody uses or that is still here, what was used last at the end. */
  private final Map<String, Known> known = new LinkedHashMap<>();

  /** Asks the driver. */
  interface Source {
    CompletableFuture<byte[]> read(BlockId block, long offset, int bytes);
  }

  /**
   * A part; its bytes are fetched by whoever holds the lock, its users counted by the outer one.
   */
  private final class Known {
    private final ReentrantLock fetching = new ReentrantLock();
    private final MemoryLease lease = memory.lease("Code of the program", false);
    private int users;
    private volatile byte[] bytes;
  }

  DriverParts(MemoryPool memory, Source driver) {
    this.memory = memory;
    this.driver = driver;
    memory.register(this);
  }

  /** Parts that stay here until this is closed. For one thread. */
  final class Used implements AutoCloseable {
    private final Map<String, Known> parts = new HashMap<>();

    /** The part of this name, or these bytes when it is none that is used. */
    byte[] bytes(String name, byte[] otherwise) {
      Known part = parts.get(name);
      return part == null ? otherwise : part.bytes;
    }

    @Override
    public void close() {
      parts.forEach(DriverParts.this::leave);
      parts.clear();
    }
  }

  /**
   * Waits for those parts that are not here. Not for the network's thread.
   *
   * @param check throws when nobody wants them any more
   * @throws SheafException (EXTERNAL) when the driver does not give one
   */
  Used use(long query, List<Part> parts, Runnable check) {
    Used used = new Used();
    try {
      for (Part part : parts) {
        Known found = used.parts.computeIfAbsent(part.name(), this::enter);
        fetch(found, PartBlocks.of(query, part.number()), part.bytes(), check);
      }
      return used;
    } catch (Throwable t) {
      used.close();
      throw t;
    }
  }

  private synchronized Known enter(String name) {
    Known part = known.remove(name);
    if (part == null) {
      part = new Known();
    }
    known.put(name, part);
    part.users++;
    return part;
  }

  private synchronized void leave(String name, Known part) {
    part.users--;
    if (part.users == 0 && part.bytes == null) {
      known.remove(name);
      part.lease.close();
    }
  }

  /** The first of those who need a part asks for it, and if that fails the next one. */
  private void fetch(Known part, BlockId block, int length, Runnable check) {
    try {
      while (!part.fetching.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        check.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
    try {
      if (part.bytes == null) {
        long missing = length - part.lease.heldBytes();
        if (missing > 0 && !part.lease.tryGrow(missing)) {
          part.lease.growBeyond(missing); // there is no going on with less
        }
        part.bytes = fetch(block, length, check);
      }
    } finally {
      part.fetching.unlock();
    }
  }

  private byte[] fetch(BlockId block, int length, Runnable check) {
    byte[] all = new byte[length];
    for (int at = 0; at < length; at += PIECE_BYTES) {
      int bytes = Math.min(PIECE_BYTES, length - at);
      byte[] piece = await(driver.read(block, at, bytes), check);
      if (piece.length != bytes) {
        throw failed(new IllegalStateException("it is cut"));
      }
      System.arraycopy(piece, 0, all, at, bytes);
    }
    return all;
  }

  private static byte[] await(CompletableFuture<byte[]> answer, Runnable check) {
    for (long waited = 0; ; waited += CHECK_MILLIS) {
      check.run();
      try {
        return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (waited >= PATIENCE_MILLIS) {
          throw failed(new IllegalStateException("nothing comes"));
        }
      } catch (ExecutionException e) {
        throw failed(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted();
      }
    }
  }

  private static SheafException failed(Throwable why) {
    return SheafException.external(
        "NO_PART", "the driver does not give what the program has sent: " + why.getMessage(), why);
  }

  @Override
  public synchronized void evict(long bytes) {
    long left = bytes;
    for (Map.Entry<String, Known> entry : List.copyOf(known.entrySet())) {
      Known part = entry.getValue();
      if (left > 0 && part.users == 0) {
        left -= part.bytes.length;
        known.remove(entry.getKey());
        part.lease.close();
      }
    }
  }

  @Override
  public synchronized long evictableBytes() {
    return known.values().stream()
        .filter(part -> part.users == 0)
        .mapToLong(part -> part.bytes.length)
        .sum();
  }

  /** For when nobody uses any part. */
  @Override
  public synchronized void close() {
    memory.unregister(this);
    known.values().forEach(part -> part.lease.close());
    known.clear();
  }
}
