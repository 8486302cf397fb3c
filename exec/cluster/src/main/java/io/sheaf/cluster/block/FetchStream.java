package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryLease;
import io.sheaf.engine.shuffle.BlockFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads one output after the other. A few chunks are asked for ahead, so that the wire is busy
 * while rows are worked on, and no more is ever on its way. For one thread.
 */
final class FetchStream implements BatchStream {
  static final int CHUNK_BYTES = 512 << 10;
  private static final int CHUNKS_AHEAD = 4;
  private final Schema schema;
  private final List<Source> sources;
  private final BlockReader reader;
  private final MemoryLease lease;

  /** The most that is on its way. */
  private final long aheadBytes;

  private final Runnable check;
  private final BlockFrame frames = new BlockFrame();
  private final ArrayDeque<Chunk> ahead = new ArrayDeque<>();

  /** What is asked for next. */
  private int askedSource;

  private long askedOffset;

  /** Where the bytes that are here come from: no block lies in two outputs. */
  private Source source;

  /** What of it was not looked at yet. */
  private long left;

  /** What has come and was not looked at yet. */
  private ByteBuffer here = ByteBuffer.allocate(0);

  private record Chunk(Source source, int bytes, CompletableFuture<byte[]> answer) {}

  /**
   * @param lease holds what is on its way and the block in hand; closed with the stream
   */
  FetchStream(
      Schema schema, List<Source> sources, BlockReader reader, MemoryLease lease, Runnable check) {
    this.schema = schema;
    this.sources = sources;
    this.reader = reader;
    this.lease = lease;
    this.check = check;
    long all = sources.stream().mapToLong(Source::sizeBytes).sum();
    aheadBytes = Math.min(all, (long) CHUNKS_AHEAD * CHUNK_BYTES);
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
    ask();
    if (!here.hasRemaining() && ahead.isEmpty()) {
      return null;
    }
    byte[] block = block();
    try {
      // What came of it, the same in one piece, and unpacked.
      hold(aheadBytes + 2L * block.length + BlockFrame.check(block));
      return frames.decode(block, schema);
    } catch (SheafException e) {
      throw FetchFailure.of(source, e);
    }
  }

  private byte[] block() {
    require(BlockFrame.HEADER_BYTES);
    try {
      int length = BlockFrame.length(here);
      if (length > left) {
        throw FetchFailure.of(source, new IllegalStateException("it ends within a block"));
      }
      left -= length;
      hold(aheadBytes + 2L * length);
      require(length);
      byte[] block = new byte[length];
      here.get(block);
      return block;
    } catch (SheafException e) {
      throw FetchFailure.source(e).isPresent() ? e : FetchFailure.of(source, e);
    }
  }

  /** Waits until so many bytes are here. */
  private void require(int bytes) {
    while (here.remaining() < bytes) {
      Chunk chunk = ahead.poll();
      if (here.hasRemaining() && (chunk == null || chunk.source() != source)) {
        throw FetchFailure.of(source, new IllegalStateException("it ends within a block"));
      }
      if (chunk.source() != source) {
        source = chunk.source();
        left = source.sizeBytes();
      }
      byte[] more = await(chunk);
      ByteBuffer joined = ByteBuffer.allocate(here.remaining() + more.length);
      here = joined.put(here).put(more).flip();
      ask();
    }
  }

  private void ask() {
    while (ahead.size() < CHUNKS_AHEAD && askedSource < sources.size()) {
      Source source = sources.get(askedSource);
      int bytes = (int) Math.min(CHUNK_BYTES, source.sizeBytes() - askedOffset);
      if (bytes > 0) {
        ahead.add(
            new Chunk(
                source, bytes, reader.read(source.address(), source.block(), askedOffset, bytes)));
      }
      askedOffset += bytes;
      if (askedOffset >= source.sizeBytes()) {
        askedSource++;
        askedOffset = 0;
      }
    }
  }

  private byte[] await(Chunk chunk) {
    byte[] bytes = Arrival.await(chunk.answer(), chunk.source(), check);
    if (bytes.length != chunk.bytes()) {
      throw FetchFailure.of(chunk.source(), new IllegalStateException("it is cut"));
    }
    return bytes;
  }

  @Override
  public void close() {
    askedSource = sources.size();
    ahead.clear();
    here = ByteBuffer.allocate(0);
    lease.close();
  }
}
