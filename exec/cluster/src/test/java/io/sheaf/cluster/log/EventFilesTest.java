package io.sheaf.cluster.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.log.LogEvent.Attempt;
import io.sheaf.cluster.log.LogEvent.Figures;
import io.sheaf.columnar.SheafException;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events go to files and come back; the files never grow beyond their bounds. */
class EventFilesTest {
  private static final Attempt ATTEMPT = new Attempt(1, 2, 3, 4, 5);
  private static final LogEvent TASK =
      new LogEvent.TaskEnded(
          ATTEMPT,
          10,
          20,
          new Figures(1, 2, 3, 4, List.of(new Totals(1, 2, 3, 4, 5, 6, 7))),
          LogEvent.Outcome.FAILED,
          "it said \"no\\\" and\nwent: ü");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1500));
  private static final List<LogEvent> ALL =
      List.of(
          new LogEvent.WorkerJoined(1, 5, "host", 4711, 2),
          TASK,
          new LogEvent.OutputLost(2, ATTEMPT, LogEvent.Loss.ROLLED_BACK),
          new LogEvent.OutputMoved(2, ATTEMPT, 6),
          new LogEvent.WorkerExcluded(2, 5, 1, 2, 60),
          new LogEvent.WorkerLeft(3, 5, LogEvent.Leaving.SILENT),
          new LogEvent.StageChanged(4, 1, 2, "skipped: 1 of 2 tasks"),
          new LogEvent.QueryEnded(4, 1, LogEvent.Ending.DONE, ""),
          new LogEvent.EventsLost(5, 17));

  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyEventComesBack() {
    try (EventFiles log = new EventFiles(folder, EventFiles.Bounds.USUAL, CLOCK)) {
      ALL.forEach(log::add);
      assertEquals(ALL, EventFiles.read(folder), "written at once");
    }
    Set<Class<?>> seen = new HashSet<>();
    ALL.forEach(event -> seen.add(event.getClass()));
    assertEquals(Set.of(LogEvent.class.getPermittedSubclasses()), seen);
  }

  @Test
  void aLineIsAnObjectOfPlainFields() {
    assertEquals(
        "{\"event\":\"OutputLost\",\"time\":\"1970-01-01T00:00:01.500Z\",\"nanos\":2,\"query\":1,\"stage\":2,\"partition\":3,"
            + "\"attempt\":4,\"epoch\":5,\"why\":\"ROLLED_BACK\"}",
        LogLine.of(ALL.get(2), CLOCK.instant()));
    for (String damaged : List.of("", "{", "{}", "[1", "{\"event\":\"TaskEnded\"}", "1 2")) {
      assertThrows(SheafException.class, () -> LogLine.parse(damaged), damaged);
    }
  }

  @Test
  void theOldestFilesGiveWay() throws IOException {
    int lineBytes = LogLine.of(TASK, CLOCK.instant()).length();
    EventFiles.Bounds bounds = new EventFiles.Bounds(10L * lineBytes, 3);
    for (int process = 0; process < 3; process++) {
      try (EventFiles log = new EventFiles(folder, bounds, CLOCK)) {
        for (int i = 0; i < 95; i++) {
          log.add(TASK);
        }
        log.add(new LogEvent.QueryEnded(0, process, LogEvent.Ending.DONE, ""));
      }
      assertEquals(3, files().size());
      for (Path file : files()) {
        assertTrue(Files.size(file) < 12L * lineBytes, file + " is too large");
      }
      List<LogEvent> events = EventFiles.read(folder);
      assertEquals(new LogEvent.QueryEnded(0, process, LogEvent.Ending.DONE, ""), events.getLast());
    }
  }

  @Test
  void aLineThatIsNotWholeIsLeftOut() throws IOException {
    try (EventFiles log = new EventFiles(folder, EventFiles.Bounds.USUAL, CLOCK)) {
      log.add(TASK);
    }
    Files.writeString(files().getLast(), "{\"event\":\"Ta", StandardOpenOption.APPEND);
    assertEquals(List.of(TASK), EventFiles.read(folder));
  }

  @Test
  void whatCannotBeKeptIsCounted() throws IOException {
    Path log = folder.resolve("log");
    EventFiles.Bounds bounds = new EventFiles.Bounds(1, 2);
    try (EventFiles files = new EventFiles(log, bounds, CLOCK)) {
      files.add(TASK);
      Files.move(log, folder.resolve("away"));
      files.add(TASK);
      files.add(TASK);
      Files.createDirectory(log);
      files.add(new LogEvent.QueryEnded(9, 1, LogEvent.Ending.DONE, ""));
    }
    assertEquals(
        List.of(
            new LogEvent.EventsLost(9, 2), new LogEvent.QueryEnded(9, 1, LogEvent.Ending.DONE, "")),
        EventFiles.read(log));
    assertThrows(
        SheafException.class,
        () -> new EventFiles(folder.resolve("away/events-00000001.jsonl"), bounds, CLOCK));
  }
}
