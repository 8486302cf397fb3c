package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.Column;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.columnar.values.ColumnBuilder;
import io.sheaf.columnar.values.JavaValues;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every backend passes: random plans against the row-at-a-time reference, under random
 * settings: threads, batch sizes, splits, forced exchanges, colliding hashes, little memory.
 */
public abstract class BackendContract {
  private static final long SEED = Long.getLong("sheaf.seed", System.nanoTime());
  private static final int MAXIMUM_ROWS = 30_000;

  @TempDir protected Path spill;

  private final Tables tables = new Tables();
  private final Map<String, List<List<Object>>> rows = new HashMap<>();

  /** The backend of an engine, which closes it. */
  protected abstract ExecutionBackend backend();

  /** How many plans are tried. */
  protected abstract int rounds();

  private PhysicalPlan.Scan table(Random random, String name, int count) {
    Schema schema =
        Schema.of(
            new Field(name + "_k", Simple.BIGINT, true),
            new Field(name + "_i", Simple.INTEGER, true),
            new Field(name + "_s", DataType.VARCHAR, true),
            new Field(name + "_n", Simple.BIGINT, false));
    List<ColumnBuilder> builders =
        schema.fields().stream().map(f -> new ColumnBuilder(f.type(), 8)).toList();
    List<List<Object>> all = new ArrayList<>();
    List<Batch> batches = new ArrayList<>();
    for (int row = 1; row <= count; row++) {
      List<Object> values = new ArrayList<>();
      values.add(random.nextInt(10) == 0 ? null : (Object) (long) random.nextInt(20));
      values.add(random.nextInt(10) == 0 ? null : (Object) random.nextInt(20));
      values.add(random.nextInt(10) == 0 ? null : "v" + random.nextInt(20));
      values.add((long) row);
      append(builders, values);
      all.add(values);
      if (random.nextInt(10) == 0 || row == count) {
        List<Column> columns = builders.stream().map(ColumnBuilder::build).toList();
        batches.add(Batch.frozen(schema, columns, all.size() - rowsOf(batches)));
      }
    }
    tables.add(MemoryTable.of(name, schema, batches));
    rows.put(name, all);
    return tables.scan(name);
  }

  private static int rowsOf(List<Batch> batches) {
    return batches.stream().mapToInt(Batch::rows).sum();
  }

  private static void append(List<ColumnBuilder> builders, List<Object> values) {
    for (int i = 0; i < values.size(); i++) {
      switch (values.get(i)) {
        case null -> builders.get(i).appendNull();
        case Long v -> builders.get(i).appendLong(v);
        case Integer v -> builders.get(i).appendInt(v);
        case String v -> builders.get(i).appendText(v);
        default -> throw new AssertionError();
      }
    }
  }

  private static List<String> text(List<List<Object>> rows) {
    return rows.stream()
        .map(r -> r.stream().map(RowReference::plain).toList().toString())
        .sorted()
        .toList();
  }

  private static List<List<Object>> run(QueryRun run) {
    List<List<Object>> found = new ArrayList<>();
    Batch batch;
    while ((batch = run.next()) != null) {
      for (int i = 0; i < batch.rows(); i++) {
        List<Object> row = new ArrayList<>();
        for (Column column : batch.columns()) {
          row.add(JavaValues.get(column, i, ZoneOffset.UTC));
        }
        found.add(row);
      }
    }
    return found;
  }

  private EngineSettings settings(Random random) {
    int[] batchRows = {1, 3, 64, 8192};
    return new EngineSettings(
            1 + random.nextInt(3),
            batchRows[random.nextInt(4)],
            random.nextInt(3) == 0 ? 7 : 0,
            spill,
            random.nextInt(5) == 0,
            random.nextBoolean() ? 0 : 1 + random.nextInt(5))
        .withCodegen(
            EngineSettings.Codegen.values()[
                random.nextInt(EngineSettings.Codegen.values().length)]);
  }

  @Test
  protected void everySettingGivesTheReferencesRows() throws IOException {
    System.out.println(getClass().getSimpleName() + " seed " + SEED);
    int compared = 0;
    for (int round = 0; round < rounds(); round++) {
      long seed = SEED + round;
      Random random = new Random(seed);
      PhysicalPlan.Scan a = table(random, "a", random.nextInt(60));
      PhysicalPlan.Scan b = table(random, "b", random.nextInt(60));
      PhysicalPlan.Scan c = table(random, "c", random.nextInt(3));
      RandomQueries queries = new RandomQueries(random, List.of(() -> a, () -> b, () -> c));
      PhysicalPlan plan = queries.plan(1 + random.nextInt(3));
      List<String> expected = reference(plan);
      if (expected == null) {
        continue;
      }
      compared++;
      for (int i = 0; i < 3; i++) {
        EngineSettings settings = settings(random);
        MemoryPool memory = new MemoryPool(random.nextInt(3) == 0 ? 300_000 : 64 << 20);
        String what = "seed " + seed + ", " + settings + "\n" + PlanPrinter.print(plan);
        compare(plan, settings, memory, expected, what);
      }
    }
    System.out.println("compared " + compared + " plans");
  }

  private void compare(
      PhysicalPlan plan,
      EngineSettings settings,
      MemoryPool memory,
      List<String> expected,
      String what)
      throws IOException {
    try (Engine engine = new Engine(memory, System::nanoTime, event -> {}, backend())) {
      try (QueryRun run = engine.start(plan, settings, tables, new CancelToken())) {
        assertEquals(expected, text(run(run)), what);
      } catch (SheafException e) {
        if (!e.code().equals("OUT_OF_MEMORY")) {
          throw new AssertionError(what, e);
        }
      }
    }
    assertEquals(List.of(), memory.openLeases(), what);
    try (Stream<Path> files = Files.list(spill)) {
      assertEquals(List.of(), files.toList(), what);
    }
  }

  /** Null when the result, or something on the way, is too large to compare row by row. */
  private List<String> reference(PhysicalPlan plan) {
    if (size(plan) > MAXIMUM_ROWS) {
      return null;
    }
    return text(new RowReference(rows).rows(plan));
  }

  /** At most so many rows come out or pass on the way. */
  private double size(PhysicalPlan plan) {
    double product = 1;
    double sum = 0;
    for (PhysicalPlan input : plan.inputs()) {
      double rows = size(input) + 1;
      product *= rows;
      sum += rows;
    }
    return switch (plan) {
      case PhysicalPlan.Scan s -> rows.get(s.table().location()).size();
      case PhysicalPlan.HashJoin j -> product;
      case PhysicalPlan.NestedLoopJoin j -> product;
      default -> sum;
    };
  }
}
