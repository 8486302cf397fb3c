package io.sheaf.engine.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.LongColumn;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.memory.MemoryTable;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.Engine;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.QueryRun;
import io.sheaf.engine.Tables;
import io.sheaf.engine.pipeline.Failures;
import io.sheaf.engine.pipeline.PipelineSink;
import io.sheaf.engine.spill.SpillSpace;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PhysicalPlan.Sort;
import io.sheaf.plan.PhysicalPlan.Write;
import io.sheaf.plan.PhysicalPlan.WriteStep;
import io.sheaf.plan.PhysicalPlan.WriteTarget;
import io.sheaf.plan.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results written to files, directories and tables: all of it or nothing. */
class WriteSinkTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));
  private static final int ROWS = 5000;

  private final MemoryPool memory = new MemoryPool(64 << 20);
  private final Engine engine = new Engine(memory, System::nanoTime);
  private final Tables tables = new Tables();

  @BeforeEach
  void makeTable() {
    TestStore.FILES.clear();
    TestStore.DIRECTORIES.clear();
    TestStore.beforeCommit = () -> {};
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; from += 500) {
      long[] values = LongStream.range(from, from + 500).toArray();
      batches.add(Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), 500));
    }
    tables.add(MemoryTable.of("t", SCHEMA, batches));
    tables.add(MemoryTable.empty("none", SCHEMA));
  }

  @AfterEach
  void nothingStaysOpen() {
    engine.close();
    assertEquals(List.of(), memory.openLeases());
    assertEquals(0, TestStore.OPEN.get());
  }

  private long write(PhysicalPlan input, WriteTarget target) {
    try (QueryRun run = start(input, target, new CancelToken())) {
      return ((LongColumn) run.next().column(0)).values()[0];
    }
  }

  private int tasks;

  private QueryRun start(PhysicalPlan input, WriteTarget target, CancelToken cancel) {
    EngineSettings d = EngineSettings.defaults();
    EngineSettings settings = new EngineSettings(3, 100, 5, d.spillDirectory(), false, tasks);
    return engine.start(new Write(input, target), settings, tables, cancel);
  }

  private static WriteTarget file(String path, Map<String, String> options) {
    return new WriteTarget("lines", path, false, false, options);
  }

  private static WriteTarget directory(boolean overwrite, Map<String, String> options) {
    return new WriteTarget("lines", "test:/dir", true, overwrite, options);
  }

  private static List<String> lines(String text) {
    return text.lines().filter(l -> !l.equals("end")).toList();
  }

  private static List<Long> allRows() {
    return TestStore.FILES.values().stream()
        .flatMap(t -> lines(t).stream())
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  private static List<Long> expected() {
    return LongStream.range(0, ROWS).boxed().toList();
  }

  @Test
  void oneFileHoldsAllRowsInTheQuerysOrder() {
    PhysicalPlan sorted = new Sort(tables.scan("t"), List.of(new SortKey(0, true, false)));
    assertEquals(ROWS, write(sorted, file("test:/x.txt", Map.of())));
    assertEquals(
        LongStream.range(0, ROWS)
            .mapToObj(n -> Long.toString(ROWS - 1 - n))
            .collect(Collectors.toList()),
        lines(TestStore.FILES.get("test:/x.txt")));
    assertEquals(ROWS, write(tables.scan("t"), file("test:/x.txt", Map.of())));
    assertEquals(expected(), allRows());
  }

  @Test
  void sectionsOfSeveralDriversKeepTheQuerysOrder() {
    PhysicalPlan sorted = new Sort(tables.scan("t"), List.of(new SortKey(0, true, false)));
    for (String rows : List.of("1", "70", "999", "5000", "100000")) {
      assertEquals(ROWS, write(sorted, file("test:/x.txt", Map.of("sections", rows))));
      assertEquals(
          LongStream.range(0, ROWS)
              .mapToObj(n -> Long.toString(ROWS - 1 - n))
              .collect(Collectors.toList()),
          lines(TestStore.FILES.get("test:/x.txt")),
          rows);
      assertEquals(
          ROWS, write(tables.scan("t"), file("test:/x.txt", Map.of("sections", rows))), rows);
      assertEquals(expected(), allRows());
    }
    PhysicalPlan empty = new Sort(tables.scan("none"), List.of(new SortKey(0, true, false)));
    assertEquals(0, write(empty, file("test:/x.txt", Map.of("sections", "10"))));
    assertEquals(Map.of("test:/x.txt", "end\n"), TestStore.FILES);
  }

  @Test
  void tinyBatchesAreKeptAsLargeOnes() {
    List<Batch> tiny = new ArrayList<>();
    for (int from = 0; from < ROWS; from += 10) {
      long[] values = LongStream.range(from, from + 10).toArray();
      tiny.add(Batch.frozen(SCHEMA, List.of(new LongColumn(Simple.BIGINT, values)), 10));
    }
    tables.add(MemoryTable.of("tiny", SCHEMA, tiny));
    WriteTarget target = new WriteTarget(MemoryTable.CONNECTOR, "none", false, false, Map.of());
    assertEquals(ROWS, write(tables.scan("tiny"), target));
    List<Batch> kept = tables.memory("none").batches();
    List<Long> values =
        kept.stream()
            .flatMap(
                b -> LongStream.of(((LongColumn) b.column(0)).values()).limit(b.rows()).boxed())
            .sorted()
            .toList();
    assertEquals(expected(), values);
    // Batches of 100 rows are half full at least, but for the last one of each thread.
    assertTrue(kept.size() <= ROWS / 50 + 3, kept.size() + " batches");
  }

  @Test
  void directoriesArePutInPlaceAtOnce() {
    assertEquals(ROWS, write(tables.scan("t"), directory(false, Map.of())));
    assertEquals(expected(), allRows());
    assertTrue(TestStore.FILES.firstKey().equals("test:/dir/part-00000.txt"));
    assertEquals(java.util.Set.of("test:/dir"), TestStore.DIRECTORIES);
    SheafException refused =
        assertThrows(
            SheafException.class, () -> write(tables.scan("t"), directory(false, Map.of())));
    assertEquals("DIRECTORY_NOT_EMPTY", refused.code());
    assertEquals(0, write(tables.scan("none"), directory(true, Map.of())));
    assertEquals(Map.of("test:/dir/part-00000.txt", "end\n"), TestStore.FILES);
  }

  @Test
  void whatSomebodyElseHasWrittenMeanwhileStays() {
    String theirs = "test:/dir/part-00000.txt";
    TestStore.beforeCommit =
        () -> {
          TestStore.DIRECTORIES.add("test:/dir");
          TestStore.FILES.put(theirs, "1\nend\n");
        };
    SheafException refused =
        assertThrows(
            SheafException.class, () -> write(tables.scan("t"), directory(false, Map.of())));
    assertEquals("DIRECTORY_NOT_EMPTY", refused.code());
    assertEquals(Map.of(theirs, "1\nend\n"), TestStore.FILES);
  }

  @Test
  void aFailureLeavesWhatWasThere() {
    write(tables.scan("none"), file("test:/x.txt", Map.of()));
    write(tables.scan("none"), directory(false, Map.of()));
    Map<String, String> before = Map.copyOf(TestStore.FILES);
    Map<String, String> fail = Map.of("fail", "3333");
    Map<String, String> sections = Map.of("fail", "3333", "sections", "20");
    PhysicalPlan sorted = new Sort(tables.scan("t"), List.of(new SortKey(0, true, false)));
    for (WriteTarget target :
        List.of(file("test:/x.txt", fail), file("test:/x.txt", sections), directory(true, fail))) {
      for (PhysicalPlan rows : List.of(tables.scan("t"), sorted)) {
        SheafException failure = assertThrows(SheafException.class, () -> write(rows, target));
        assertEquals("DISK_FULL", failure.code());
      }
      assertEquals(before, TestStore.FILES);
      assertEquals(java.util.Set.of("test:/dir"), TestStore.DIRECTORIES);
    }
  }

  @Test
  void aCancellationThatComesTooLateChangesNothing() {
    WriteTarget target = file("test:/x.txt", Map.of());
    CompletableFuture<QueryRun> started = new CompletableFuture<>();
    TestStore.beforeCommit = () -> started.join().cancel(Failures.cancelled());
    try (QueryRun run = start(tables.scan("t"), target, new CancelToken())) {
      started.complete(run);
      assertEquals(ROWS, ((LongColumn) run.next().column(0)).values()[0]);
      assertNull(run.next());
    }
    assertEquals(expected(), allRows());
  }

  @Test
  void aCancellationInTimeLeavesNothing() {
    for (WriteTarget target : List.of(file("test:/x.txt", Map.of()), directory(true, Map.of()))) {
      CancelToken cancel = new CancelToken();
      cancel.cancel(Failures.cancelled());
      try (QueryRun run = start(tables.scan("t"), target, cancel)) {
        assertEquals("CANCELLED", assertThrows(SheafException.class, run::next).code());
      }
      assertEquals(Map.of(), TestStore.FILES);
    }
  }

  @Test
  void tasksWriteFilesThatArePutInPlaceTogether() {
    tasks = 4;
    directoriesArePutInPlaceAtOnce();
    TestStore.FILES.clear();
    aFailureLeavesWhatWasThere();
    TestStore.FILES.clear();
    assertEquals(ROWS, write(tables.scan("t"), directory(true, Map.of())));
    assertEquals(
        List.of("part-00000.txt", "part-00001.txt", "part-00002.txt", "part-00003.txt"),
        TestStore.FILES.keySet().stream().map(f -> f.substring("test:/dir/".length())).toList());
    TestStore.FILES.clear();
    aCancellationInTimeLeavesNothing();
    saysWhatCannotBeWritten();
  }

  @Test
  void filesOfAttemptsThatDoNotCountAreDeleted() {
    WriteTarget target = directory(false, Map.of());
    StagedFolder folder = StagedFolder.make(new TestStore(), target);
    for (String attempt : List.of("part-0-1", "part-0-2", "part-1-1")) {
      WriteSink sink =
          new WriteSink(
              new Write(tables.scan("t"), new WriteStep.Files(folder.path()), target),
              context(),
              attempt);
      take(sink, tables.memory("t").batches().subList(0, 2));
      sink.finish();
      assertEquals(1000L, ((LongColumn) sink.result().getFirst().column(1)).values()[0]);
    }
    folder.publish(List.of(new PartFile("part-0-2-0.txt", 1000)), "txt");
    folder.delete();
    assertEquals(List.of("test:/dir/part-00000.txt"), List.copyOf(TestStore.FILES.keySet()));
    assertEquals(1000, allRows().size());
  }

  private QueryContext context() {
    EngineSettings settings = EngineSettings.defaults();
    return new QueryContext(
        settings,
        tables,
        memory,
        new SpillSpace(settings.spillDirectory()),
        new CancelToken(),
        System::nanoTime);
  }

  private static void take(WriteSink sink, List<Batch> batches) {
    try (PipelineSink.Writer writer = sink.open(null)) {
      batches.forEach(writer::write);
      writer.finish();
    }
  }

  @Test
  void saysWhatCannotBeWritten() {
    WriteTarget unknown = new WriteTarget("line", "test:/x", false, false, Map.of());
    SheafException failure =
        assertThrows(SheafException.class, () -> write(tables.scan("t"), unknown));
    assertEquals("NO_FORMAT", failure.code());
    WriteTarget nowhere = new WriteTarget("lines", "nowhere:/x", false, false, Map.of());
    assertEquals(
        "NO_STORE",
        assertThrows(SheafException.class, () -> write(tables.scan("t"), nowhere)).code());
  }
}
