package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.shuffle.BlockFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/** Rows that another worker keeps, block by block, the next one asked for ahead. For one thread. */
final class KeptFetch implements BatchStream {
  /** Few blocks are larger: their rest is asked for in pieces. */
  private static final int PIECE_BYTES = 2 << 20;

  private static final int BLOCKS_AHEAD = 2;

  private final Schema schema;
  private final Source source;
  private final BlockReader reader;
  private final MemoryLease lease;
  private final Runnable check;
  private final long aheadBytes;
  private final BlockFrame frames = new BlockFrame();
  private final ArrayDeque<CompletableFuture<byte[]>> ahead = new ArrayDeque<>();
  private int asked;
  private int taken;
  private boolean ended;

  /**
   * @param lease holds what is on its way and the block in hand; closed with the stream
   */
  KeptFetch(Schema schema, Source source, BlockReader reader, MemoryLease lease, Runnable check) {
    this.schema = schema;
    this.source = source;
    this.reader = reader;
    this.lease = lease;
    this.check = check;
    aheadBytes = Math.min(source.sizeBytes(), (long) BLOCKS_AHEAD * PIECE_BYTES);
    hold(aheadBytes);
  }

  /** There is no going on with less; so others make room. */
  private void hold(long bytes) {
    long more = bytes - lease.heldBytes();
    if (more > 0 && !lease.tryGrow(more)) {
      lease.growBeyond(more);
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Batch next() {
    while (!ended && ahead.size() < BLOCKS_AHEAD) {
      ahead.add(ask(asked++, 0, PIECE_BYTES));
    }
    if (ended) {
      return null;
    }
    byte[] first = Arrival.await(ahead.remove(), source, check);
    int number = taken++;
    if (first.length == 0) {
      ended = true;
      return null;
    }
    try {
      byte[] block = whole(number, first);
      hold(aheadBytes + block.length + BlockFrame.check(block));
      return frames.decode(block, schema);
    } catch (SheafException e) {
      throw FetchFailure.source(e).isPresent() ? e : FetchFailure.of(source, e);
    }
  }

  private CompletableFuture<byte[]> ask(int number, long offset, int bytes) {
    BlockId block = new BlockId(source.block().task(), number);
    return reader.read(source.address(), block, offset, bytes);
  }

  private byte[] whole(int number, byte[] first) {
    if (first.length < BlockFrame.HEADER_BYTES) {
      throw cut();
    }
    int length = BlockFrame.length(ByteBuffer.wrap(first));
    if (length == first.length) {
      return first;
    }
    if (length < first.length || first.length < PIECE_BYTES || length > mostBytes()) {
      throw cut();
    }
    hold(aheadBytes + length);
    ByteBuffer block = ByteBuffer.allocate(length).put(first);
    while (block.hasRemaining()) {
      int bytes = Math.min(PIECE_BYTES, block.remaining());
      byte[] more = Arrival.await(ask(number, block.position(), bytes), source, check);
      if (more.length != bytes) {
        throw cut();
      }
      block.put(more);
    }
    return block.array();
  }

  /** No block is longer than all rows as they lie in memory, and what frames add to them. */
  private long mostBytes() {
    return 2 * source.sizeBytes() + PIECE_BYTES;
  }

  private SheafException cut() {
    return FetchFailure.of(source, new IllegalStateException("it is cut"));
  }

  @Override
  public void close() {
    ended = true;
    ahead.clear();
    lease.close();
  }
}
