package io.sheaf.engine.aggregate;

import io.sheaf.columnar.Batch;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.spill.Closing;
import io.sheaf.engine.spill.SpillFile;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What one table wrote to disk, by hash partition: a file of states and one of values a distinct
 * set. Written by one thread; then each partition is read and dropped by any one.
 */
final class SpilledPartitions implements AutoCloseable {
  static final int BITS = 4;
  static final int COUNT = 1 << BITS;

  /**
   * Levels of partitioning: they use the upper half of the hash, tables choose slots by the lower.
   */
  static final int LEVELS = 8;

  private final AggregationLayout layout;
  private final QueryContext query;

  /** By partition; for each, the states and then the distinct sets. */
  private final SpillFile[][] files;

  SpilledPartitions(AggregationLayout layout, QueryContext query) {
    this.layout = layout;
    this.query = query;
    this.files = new SpillFile[COUNT][1 + layout.sets().size()];
  }

  /** The partition of a hash at a level: 0 for the whole, then for what is left of a partition. */
  static int of(long hash, int level) {
    return (int) (hash >>> 64 - BITS * (level + 1)) & COUNT - 1;
  }

  void writeStates(int partition, Batch states) {
    file(partition, 0).write(states);
  }

  void writeSet(int partition, int set, Batch values) {
    file(partition, 1 + set).write(values);
  }

  private SpillFile file(int partition, int index) {
    SpillFile file = files[partition][index];
    if (file == null) {
      var schema = index == 0 ? layout.stateSchema() : layout.setSchema(index - 1);
      file = query.spill().create(schema);
      files[partition][index] = file;
    }
    return file;
  }

  void finishWriting() {
    for (SpillFile[] partition : files) {
      for (SpillFile file : partition) {
        if (file != null) {
          file.finishWriting();
        }
      }
    }
  }

  boolean isEmpty(int partition) {
    for (SpillFile file : files[partition]) {
      if (file != null) {
        return false;
      }
    }
    return true;
  }

  /** Feeds a partition's states into a table, and deletes their file. */
  void drainStates(int partition, GroupTable into) {
    drain(partition, 0, into::mergeStates);
  }

  /** The same with one of the distinct sets. */
  void drainSet(int partition, int set, GroupTable into) {
    drain(partition, 1 + set, batch -> into.mergeSet(set, batch));
  }

  private void drain(int partition, int index, Consumer<Batch> into) {
    SpillFile file = files[partition][index];
    if (file != null) {
      try (var batches = file.read()) {
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
          into.accept(batch);
        }
      }
      file.close();
      files[partition][index] = null;
    }
  }

  /** Hands over the file of a partition's distinct set, or null: the caller closes it. */
  SpillFile takeSet(int partition, int set) {
    SpillFile file = files[partition][1 + set];
    files[partition][1 + set] = null;
    return file;
  }

  /** Deletes what is left of a partition. */
  void close(int partition) {
    List<SpillFile> left = Arrays.stream(files[partition]).filter(Objects::nonNull).toList();
    Arrays.fill(files[partition], null);
    Closing.all(left, SpillFile::close);
  }

  @Override
  public void close() {
    Closing.all(IntStream.range(0, COUNT).boxed().toList(), this::close);
  }
}
