package io.sheaf.cluster.block;

import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.cache.CachedRows;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.stage.StagePlan;
import io.sheaf.plan.Partitioning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The outputs of tasks that lie with this JVM, in files of one folder. Thread-safe. */
public final class BlockStore implements AutoCloseable {
  private final OutputFiles files;
  private final Optional<KeptStore> kept;
  private final Map<TaskId, MapOutput> outputs = new ConcurrentHashMap<>();

  /**
   * What became of a task's rows.
   *
   * @param sizes bytes of each partition
   * @param keptRows how many rows are kept beyond the query; -1 when none are
   */
  public record Written(List<Long> sizes, long keptRows) {}

  /** Keeps nothing beyond its query. */
  public BlockStore(Path folder) {
    this(folder, Optional.empty());
  }

  /**
   * @param folder exists, and is of this JVM alone
   * @param kept rows that outlive their query; closed by whoever made it
   */
  public BlockStore(Path folder, Optional<KeptStore> kept) {
    this.files = new OutputFiles(folder);
    this.kept = kept;
  }

  /** Where others find the outputs, if they see it. */
  public Path folder() {
    return files.folder();
  }

  /** Where the rows of a task go. */
  public TaskOutput output(TaskId task, StagePlan stage) {
    if (kept.isPresent() && stage.output() instanceof Partitioning.Kept k) {
      CachedRows rows =
          kept.get().place(task, k.name(), stage.plan().schema(), StorageLevel.of(k.level()));
      return new KeptWriter(rows, () -> writer(task, 1));
    }
    return writer(task, stage.outputPartitions());
  }

  /** Keeps what a task gave. */
  public Written keep(TaskId task, TaskOutput output) {
    return switch (output) {
      case MapOutputWriter file -> new Written(keep(task, file), -1);
      case KeptWriter writer when writer.file() != null ->
          new Written(keep(task, writer.file()), -1);
      case KeptWriter writer -> {
        CachedRows rows = writer.take();
        kept.orElseThrow().keep(task, rows, true);
        yield new Written(List.of(rows.bytes()), rows.rows());
      }
    };
  }

  /** Rows of a task that are kept, held for whoever reads them, who releases them. */
  Optional<CachedRows> kept(TaskId task) {
    return kept.flatMap(store -> store.held(task));
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
    if (kept.isPresent() && kept.get().contains(block.task())) {
      return kept.get().read(block, offset, bytes);
    }
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

  /** Forgets what the tasks of a stage wrote, when their query is over. */
  public void drop(StageId stage) {
    kept.ifPresent(store -> store.release(stage.query()));
    drop(task -> task.stage().equals(stage));
  }

  /** Forgets what the tasks of a query wrote. */
  public void drop(long query) {
    kept.ifPresent(store -> store.release(query));
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
