package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.wire.Message.StageKeys;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.join.KeySet.Form;
import io.sheaf.engine.rdd.RddCompiler;
import io.sheaf.engine.stage.ScanKeys;
import io.sheaf.engine.stage.Stage;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.RuntimeFilters.Flow;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a stage waits for the keys of another one, and what it hears of them. */
class StageFiltersTest {
  private static final Flow FLOW = new Flow(0, 3, 1, 0, 2, true);

  private final MemoryPool memory = new MemoryPool(1 << 20);

  private StageFilters filters(StageClass source) {
    return new StageFilters(List.of(FLOW), List.of(source, StageClass.EXACT), memory);
  }

  private static KeySet bounds(long min, long max) {
    return new KeySet(min, max, Form.BOUNDS, new byte[0]);
  }

  @Test
  void allTasksTellTogether() {
    StageFilters filters = filters(StageClass.UNORDERED);
    assertEquals(List.of(3), filters.told(0));
    assertEquals(List.of(), filters.told(1));
    assertEquals(Set.of(0), filters.awaited(1));
    filters.tell(0, 0, List.of(bounds(5, 7)));
    filters.tell(0, 1, List.of(bounds(-2, 6)));
    assertEquals(Set.of(0), filters.awaited(1));
    filters.complete(0, 2);
    assertEquals(Set.of(), filters.awaited(1));
    ScanKeys keys = filters.settle(1).known().getFirst();
    assertEquals(0, keys.scan());
    assertEquals(2, keys.column());
    assertEquals(-2, keys.keys().min());
    assertEquals(7, keys.keys().max());
  }

  @Test
  void whoStartedHearsNothingMore() {
    StageFilters filters = filters(StageClass.EXACT);
    StageKeys before = filters.settle(1);
    assertEquals(List.of(), before.known());
    filters.tell(0, 0, List.of(bounds(5, 7)));
    filters.complete(0, 1);
    assertEquals(before, filters.settle(1));
    assertEquals(Set.of(), filters.awaited(1));
  }

  @Test
  void whatNotAllToldIsNotKnown() {
    StageFilters filters = filters(StageClass.EXACT);
    filters.tell(0, 0, List.of(bounds(5, 7)));
    filters.tell(0, 1, List.of());
    filters.complete(0, 2);
    assertEquals(Set.of(), filters.awaited(1));
    assertTrue(filters.settle(1).known().isEmpty());
  }

  @Test
  void whatIsToldIsReservedOrNotKept() {
    StageFilters filters = filters(StageClass.EXACT);
    KeySet large = new KeySet(0, 1 << 20, Form.HASHED, new byte[300 << 10]);
    filters.tell(0, 0, List.of(large));
    filters.tell(0, 0, List.of(large));
    assertEquals(300 << 10, memory.usedBytes());
    filters.tell(0, 1, List.of(new KeySet(0, 1, Form.HASHED, new byte[2 << 20])));
    filters.complete(0, 2);
    assertEquals(0, memory.usedBytes());
    assertTrue(filters.settle(1).known().isEmpty());
    filters.close();
    assertEquals(List.of(), memory.openLeases());
  }

  @Test
  void whoDoesTheWorkOfAnotherStageHearsWhatThatWouldHear() {
    PhysicalPlan scan = Executions.scan();
    Flow own = new Flow(0, 3, 2, 1, 2, true);
    Flow from = new Flow(1, 0, 3, 0, 0, true);
    List<StageClass> classes = Collections.nCopies(4, StageClass.EXACT);
    StageFilters filters = new StageFilters(List.of(FLOW, own, from), classes, memory);
    assertEquals(Set.of(1), filters.awaited(3));
    PhysicalPlan plan = new PhysicalPlan.Union(List.of(scan, scan), scan.schema());
    filters.joined(2, new Stage(1, RddCompiler.compile(plan, 2), plan, null, Set.of()));
    assertEquals(Set.of(), filters.awaited(3));
    assertEquals(Set.of(), filters.awaited(1));
    assertEquals(Set.of(0), filters.awaited(2));
    filters.tell(0, 0, List.of(bounds(5, 7)));
    filters.complete(0, 1);
    assertEquals(
        List.of(0, 3), filters.settle(2).known().stream().map(ScanKeys::scan).sorted().toList());
  }

  @Test
  void rowsThatMayBeOthersTellNothing() {
    StageFilters filters = filters(StageClass.INDETERMINATE);
    assertEquals(List.of(), filters.told(0));
    assertEquals(Set.of(), filters.awaited(1));
  }
}
