package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.spill.Closing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The outputs of tasks that lie with this JVM, in files of one folder. Thread-safe. */
public final class BlockStore implements AutoCloseable {
  private final Path folder;
  private final AtomicLong files = new AtomicLong();
  private final Map<TaskId, MapOutput> outputs = new ConcurrentHashMap<>();

  /**
   * @param folder exists, and is of this JVM alone
   */
  public BlockStore(Path folder) {
    this.folder = folder;
  }

  /** A file for the rows of a task. */
  public MapOutputWriter writer(int partitions) {
    return new MapOutputWriter(file(), partitions);
  }

  /**
   * Keeps what a task wrote.
   *
   * @return bytes of each partition
   */
  public List<Long> keep(TaskId task, MapOutputWriter writer) {
    MapOutput output = writer.finish();
    outputs.put(task, output);
    return output.sizes();
  }

  /** A file for the bytes of another store. */
  Path file() {
    return folder.resolve(files.getAndIncrement() + ".shuffle");
  }

  /** Keeps what is in a file. */
  void keep(TaskId task, MapOutput output) {
    outputs.put(task, output);
  }

  /**
   * Bytes of a partition, as many as there are and were asked for.
   *
   * @throws SheafException (EXTERNAL) when there is no such output
   */
  public byte[] read(BlockId block, long offset, int bytes) {
    MapOutput output = outputs.get(block.task());
    if (output == null || block.partition() >= output.partitions().size()) {
      throw SheafException.external("NO_BLOCK", "there is no output of " + block.task(), null);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    try (FileChannel file = FileChannel.open(output.path())) {
      long skip = offset;
      for (MapOutput.Piece piece : output.partitions().get(block.partition())) {
        if (skip < piece.length() && out.hasRemaining()) {
          int length = (int) Math.min(piece.length() - skip, out.remaining());
          read(file, piece.start() + skip, out.slice(out.position(), length));
          out.position(out.position() + length);
        }
        skip = Math.max(0, skip - piece.length());
      }
    } catch (IOException e) {
      throw SheafException.external(
          "SHUFFLE_FAILED", "cannot read " + output.path() + ": " + e.getMessage(), e);
    }
    return out.hasRemaining() ? java.util.Arrays.copyOf(out.array(), out.position()) : out.array();
  }

  private static void read(FileChannel file, long start, ByteBuffer out) throws IOException {
    long position = start;
    while (out.hasRemaining()) {
      int read = file.read(out, position);
      if (read < 0) {
        throw new EOFException("the file is cut");
      }
      position += read;
    }
  }

  /** Forgets what the tasks of a stage wrote. */
  public void drop(StageId stage) {
    drop(task -> task.stage().equals(stage));
  }

  /** Forgets what the tasks of a query wrote. */
  public void drop(long query) {
    drop(task -> task.stage().query() == query);
  }

  private void drop(Predicate<TaskId> which) {
    List<TaskId> gone = outputs.keySet().stream().filter(which).toList();
    Closing.all(gone, this::drop);
  }

  private void drop(TaskId task) {
    MapOutput output = outputs.remove(task);
    if (output != null) {
      try {
        Files.deleteIfExists(output.path());
      } catch (IOException e) {
        throw SheafException.external(
            "SHUFFLE_FAILED", "cannot delete " + output.path() + ": " + e.getMessage(), e);
      }
    }
  }

  /** How many outputs are kept. */
  public int size() {
    return outputs.size();
  }

  @Override
  public void close() {
    drop(task -> true);
  }
}
