package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.connector.ScanPredicate;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.cache.Kept;
import io.sheaf.engine.schedule.ExecutionBackend;
import io.sheaf.plan.Estimate;
import io.sheaf.plan.Expr;
import io.sheaf.plan.JoinKind;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.HashJoin;
import io.sheaf.plan.PhysicalPlan.Keys;
import io.sheaf.plan.PhysicalPlan.Limit;
import io.sheaf.plan.PhysicalPlan.Scan;
import io.sheaf.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept on any backend: the same rows, wherever they lie, until nobody needs them. */
public abstract class CacheContract {
  private final KeptNumbers numbers = new KeptNumbers();
  private final Tables tables = numbers.tables();

  /** The backend of an engine, which closes it. */
  protected abstract ExecutionBackend backend();

  @AfterEach
  void nothingIsHeld() {
    numbers.checkFreed();
  }

  private Engine engine() {
    return numbers.engine(backend(), event -> {});
  }

  private static Scan below(Scan scan, long limit) {
    Expr filter =
        new Expr.Call(
            ScalarFunction.LESS,
            List.of(new Expr.InputRef(0, Simple.BIGINT), new Expr.Literal(limit, Simple.BIGINT)),
            Simple.BOOLEAN);
    return new Scan(
        scan.table(),
        scan.tableSchema(),
        scan.columns(),
        ScanPredicate.ALL,
        filter,
        Long.MAX_VALUE,
        Estimate.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MEMORY",
        "MEMORY_COMPRESSED",
        "DISK",
        "MEMORY_AND_DISK",
        "MEMORY_AND_DISK_COMPRESSED_2",
        "DISK_2"
      })
  void rowsAreTheSameAtEveryLevel(String level) {
    try (Engine engine = engine();
        Kept kept = numbers.keep(engine, numbers.counts(), level)) {
      assertEquals(Numbers.GROUPS, kept.rows());
      assertEquals(Numbers.GROUPS, kept.statistics().rows());
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, tables.scan("k")));
      assertEquals(KeptNumbers.hundreds(10), numbers.run(engine, below(tables.scan("k"), 10)));
    }
  }

  @Test
  void whatIsKeptIsNotComputedAgain() {
    try (Engine engine = engine();
        Kept kept = numbers.keep(engine, numbers.counts(), "MEMORY_AND_DISK")) {
      tables.add(MemoryTable.of("t", Numbers.SCHEMA, List.of())); // gone
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, tables.scan("k")));
      assertEquals(Numbers.GROUPS, kept.rows());
    }
  }

  @Test
  void theyJoinWithThemselvesAndOthers() {
    try (Engine engine = engine();
        Kept _ = numbers.keep(engine, numbers.counts(), "MEMORY_AND_DISK")) {
      Schema schema =
          Schema.of(
              new Field("n", Simple.BIGINT, false),
              new Field("c", Simple.BIGINT, false),
              new Field("m", Simple.BIGINT, false),
              new Field("d", Simple.BIGINT, false));
      for (PhysicalPlan right :
          List.of(below(tables.scan("k"), 7), tables.scan("k"), numbers.counts())) {
        HashJoin join =
            new HashJoin(
                JoinKind.INNER,
                tables.scan("k"),
                right,
                new Keys(List.of(0), List.of(0), List.of(false)),
                null,
                false,
                schema,
                Estimate.UNKNOWN);
        long expected = right instanceof Scan s && s.filter() != null ? 7 : Numbers.GROUPS;
        assertEquals(KeptNumbers.hundreds(expected), numbers.run(engine, join));
      }
    }
  }

  @Test
  void whatIsKeptOfWhatIsKeptOutlivesIt() {
    try (Engine engine = engine()) {
      Kept below = numbers.keep(engine, numbers.counts(), "MEMORY_AND_DISK");
      Kept above = numbers.keep(engine, below(tables.scan("k"), 20), "DISK");
      below.close();
      assertEquals(20, above.rows());
      assertEquals(KeptNumbers.hundreds(20), numbers.run(engine, tables.scan("k")));
      above.close();
    }
  }

  @Test
  void fewRowsAndNone() {
    try (Engine engine = engine()) {
      for (long rows : List.of(0L, 1L)) {
        try (Kept kept = numbers.keep(engine, below(tables.scan("t"), 0), "MEMORY")) {
          assertEquals(0, kept.rows());
          assertEquals(KeptNumbers.hundreds(0), numbers.run(engine, twice(tables.scan("k"))));
        }
        try (Kept kept = numbers.keep(engine, new Limit(numbers.counts(), 0, rows), "MEMORY")) {
          assertEquals(rows, kept.rows());
          assertEquals(rows, numbers.run(engine, tables.scan("k")).size());
        }
      }
    }
  }

  private static PhysicalPlan twice(Scan scan) {
    List<Expr> columns = new ArrayList<>();
    columns.add(new Expr.InputRef(0, Simple.BIGINT));
    columns.add(new Expr.InputRef(0, Simple.BIGINT));
    Field n = new Field("n", Simple.BIGINT, false);
    Field m = new Field("m", Simple.BIGINT, false);
    return new PhysicalPlan.Project(scan, columns, Schema.of(n, m));
  }

  @Test
  void whoeverReadsKeepsThem() {
    try (Engine engine = engine()) {
      Kept kept = numbers.keep(engine, numbers.counts(), "MEMORY");
      assertTrue(kept.hold());
      kept.close();
      assertTrue(kept.isClosed());
      assertEquals(KeptNumbers.hundreds(Numbers.GROUPS), numbers.run(engine, tables.scan("k")));
      kept.release();
      assertFalse(kept.hold());
    }
  }
}
