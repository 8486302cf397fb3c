package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.TakeOver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Copies whole outputs from where they lie into the own store, as they are. Thread-safe. */
public final class Takeover {
  private static final long PATIENCE_SECONDS = 60;

  private final BlockStore store;
  private final BlockReader reader;

  /**
   * @param store takes the copies
   * @param reader gets bytes from where they lie
   */
  public Takeover(BlockStore store, BlockReader reader) {
    this.store = store;
    this.reader = reader;
  }

  /**
   * Copies an output and serves it from then on; waits until it is here.
   *
   * @return false when it could not be had
   */
  public boolean take(TakeOver wanted) {
    Path path = store.file(wanted.task());
    List<List<MapOutput.Piece>> partitions = new ArrayList<>();
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int p = 0; p < wanted.sizes().size(); p++) {
        long start = file.position();
        copy(wanted, p, file);
        partitions.add(List.of(new MapOutput.Piece(start, file.position() - start)));
      }
      store.keep(wanted.task(), new MapOutput(path, partitions));
      return true;
    } catch (IOException | RuntimeException | ExecutionException | TimeoutException e) {
      delete(path);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      delete(path);
      return false;
    }
  }

  private void copy(TakeOver wanted, int partition, FileChannel file)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long size = wanted.sizes().get(partition);
    for (long offset = 0; offset < size; offset += FetchStream.CHUNK_BYTES) {
      int bytes = (int) Math.min(FetchStream.CHUNK_BYTES, size - offset);
      byte[] chunk =
          reader
              .read(wanted.from(), new BlockId(wanted.task(), partition), offset, bytes)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (chunk.length != bytes) {
        throw new IOException("it is cut");
      }
      ByteBuffer rest = ByteBuffer.wrap(chunk);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It goes with the folder.
    }
  }
}
