package io.sheaf.dataframe.rdd.task;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.BatchStream;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.dataframe.rdd.Pair;
import io.sheaf.engine.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs on disk, in parts by the hashes of their keys; a part is cut into parts by other bits of
 * the hash. For one thread.
 */
final class PairParts {
  private static final int PART_BITS = 4;
  private static final int PARTS = 1 << PART_BITS;

  /** There are no more bits to tell keys apart by then. */
  static final int MOST_LEVELS = Integer.SIZE / PART_BITS;

  private static final int BATCH_BYTES = 32 << 10;
  private static final int BATCH_ROWS = 1024;

  private final TaskScope scope;
  private final int shift;
  private final List<Part> parts = new ArrayList<>();

  /**
   * @param level how often the pairs were cut by other bits before
   */
  PairParts(TaskScope scope, int level) {
    this.scope = scope;
    this.shift = Integer.SIZE - PART_BITS * (level + 1);
    for (int i = 0; i < PARTS; i++) {
      SpillFile file = scope.query().spill().create(Writer.OBJECTS);
      scope.onClose(file::close);
      parts.add(new Part(file, new ColumnBuilder(DataType.Simple.VARBINARY, BATCH_ROWS)));
    }
  }

  /** One of them. */
  record Part(SpillFile file, ColumnBuilder column) implements AutoCloseable {
    private void flush() {
      int rows = column.rows();
      if (rows > 0) {
        file.write(Batch.frozen(Writer.OBJECTS, List.of(column.build()), rows));
      }
    }

    boolean isEmpty() {
      return file.rows() == 0;
    }

    ObjectRows read(TaskScope scope) {
      BatchStream rows = file.read();
      scope.onClose(rows::close);
      return new ObjectRows(rows, scope);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  void add(Pair<?, ?> pair) {
    // What lies in one partition is alike in the bits that have put it there.
    int hash = scope.hash().of(pair.key()) * 0x9E3779B9;
    Part part = parts.get(hash >>> shift & PARTS - 1);
    int length = scope.objects().write(pair);
    part.column().appendBytes(scope.objects().buffer(), 0, length);
    if (part.column().textBytes() >= BATCH_BYTES) {
      part.flush();
    }
  }

  /** All parts, readable from now on. */
  List<Part> finish() {
    for (Part part : parts) {
      part.flush();
      part.file().finishWriting();
    }
    return parts;
  }
}
