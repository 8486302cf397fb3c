package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.plan.AggregateCall;
import io.sheaf.plan.AggregateFunction;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Aggregate;
import io.sheaf.plan.PhysicalPlan.AggregateStep;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A table {@code t} of the numbers below {@link #GROUPS}, each a hundred times. */
public final class Numbers {
  public static final int GROUPS = 1000;
  public static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private Numbers() {}

  public static MemoryTable table() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long[] values = LongStream.range(0, 5000).map(n -> n % GROUPS).toArray();
      batches.add(
          Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), values.length));
    }
    return MemoryTable.of("t", SCHEMA, batches);
  }

  /** Counts by number, in order: three stages before the last one. */
  public static PhysicalPlan counts(Tables tables) {
    PhysicalPlan groups =
        new Aggregate(
            tables.scan("t"),
            AggregateStep.SINGLE,
            List.of(0),
            List.of(
                new AggregateCall(
                    AggregateFunction.COUNT_ALL, List.of(), false, -1, Simple.BIGINT)),
            Schema.of(new Field("n", Simple.BIGINT, false), new Field("c", Simple.BIGINT, false)),
            Estimate.UNKNOWN);
    return new Sort(groups, List.of(new SortKey(0, false, false)));
  }

  /** Reads what {@link #counts} gives and compares it with what is right. */
  public static void check(QueryRun query) {
    long expected = 0;
    Batch batch;
    while ((batch = query.next()) != null) {
      for (int i = 0; i < batch.rows(); i++) {
        assertEquals(expected++, ((LongColumn) batch.column(0)).values()[i]);
        assertEquals(100, ((LongColumn) batch.column(1)).values()[i]);
      }
    }
    assertEquals(GROUPS, expected);
  }
}
