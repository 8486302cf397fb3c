package io.sheaf.cluster.driver;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.memory.MemoryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A table {@code t} of the numbers below {@link #GROUPS}, each a hundred times. */
final class Numbers {
  static final int GROUPS = 1000;
  static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private Numbers() {}

  static MemoryTable table() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long[] values = LongStream.range(0, 5000).map(n -> n % GROUPS).toArray();
      batches.add(
          Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), values.length));
    }
    return MemoryTable.of("t", SCHEMA, batches);
  }
}
