package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.spill.Closing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The outputs of tasks that lie with this JVM, in files of one folder. Thread-safe. */
public final class BlockStore implements AutoCloseable {
  private final OutputFiles files;
  private final Map<TaskId, MapOutput> outputs = new ConcurrentHashMap<>();

  /**
   * @param folder exists, and is of this JVM alone
   */
  public BlockStore(Path folder) {
    this.files = new OutputFiles(folder);
  }

  /** Where others find the outputs, if they see it. */
  public Path folder() {
    return files.folder();
  }

  /** A file for the rows of a task. */
  public MapOutputWriter writer(TaskId task, int partitions) {
    return new MapOutputWriter(file(task), partitions);
  }

  /**
   * Keeps what a task wrote.
   *
   * @return bytes of each partition
   */
  public List<Long> keep(TaskId task, MapOutputWriter writer) {
    MapOutput output = writer.finish();
    keep(task, output);
    return output.sizes();
  }

  /** The file for the rows of an attempt. */
  Path file(TaskId task) {
    return files.rows(task);
  }

  /** Keeps what is in the file of an attempt. */
  void keep(TaskId task, MapOutput output) {
    outputs.put(task, output);
    try {
      files.publish(task, output);
    } catch (IOException e) {
      drop(task);
      throw SheafException.external(
          "SHUFFLE_FAILED", "cannot write beside " + output.path() + ": " + e.getMessage(), e);
    }
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
    try {
      return output.read(block.partition(), offset, bytes);
    } catch (IOException e) {
      throw SheafException.external(
          "SHUFFLE_FAILED", "cannot read " + output.path() + ": " + e.getMessage(), e);
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
        files.delete(task);
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
