package io.sheaf.engine.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.columnar.Batch;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.memory.MemoryPool;
import io.sheaf.connector.FileFormat.FileWriter;
import io.sheaf.connector.FileFormat.Section;
import io.sheaf.engine.CancelToken;
import io.sheaf.engine.EngineSettings;
import io.sheaf.engine.QueryContext;
import io.sheaf.engine.pipeline.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sections are appended in the order of their turns, whoever comes first. */
class SectionQueueTest {
  private final MemoryPool memory = new MemoryPool(1000);
  private final CancelToken cancel = new CancelToken();
  private final QueryContext query =
      new QueryContext(EngineSettings.defaults(), null, memory, null, cancel, System::nanoTime);
  private final Appended file = new Appended();

  private record Numbered(long turn, int number) implements Section {
    @Override
    public long bytes() {
      return 100;
    }
  }

  /** Keeps what is appended. */
  private static final class Appended implements FileWriter {
    private final List<Section> sections = new ArrayList<>();

    @Override
    public void append(Section section) {
      sections.add(section);
    }

    @Override
    public void write(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void finish() {}

    @Override
    public long rows() {
      return sections.size();
    }

    @Override
    public void close() {}
  }

  @Test
  void sectionsThatComeEarlyWait() {
    try (var lease = memory.lease("Write", false);
        SectionQueue queue = new SectionQueue(file, lease, query)) {
      queue.add(1, new Numbered(1, 0));
      queue.add(2, new Numbered(2, 0));
      queue.end(2);
      assertEquals(List.of(), file.sections);
      queue.add(0, new Numbered(0, 0));
      queue.end(0);
      queue.add(1, new Numbered(1, 1));
      assertEquals(100, lease.heldBytes());
      queue.finish();
      assertEquals(
          List.of(new Numbered(0, 0), new Numbered(1, 0), new Numbered(1, 1), new Numbered(2, 0)),
          file.sections);
      assertEquals(0, lease.heldBytes());
    }
    assertEquals(List.of(), memory.openLeases());
  }

  @Test
  void manyThreadsWithLittleMemory() {
    AtomicLong turns = new AtomicLong();
    try (var lease = memory.lease("Write", false);
        SectionQueue queue = new SectionQueue(file, lease, query)) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        threads.add(
            CompletableFuture.runAsync(
                () -> {
                  for (long turn; (turn = turns.getAndIncrement()) < 500; ) {
                    for (int number = 0; number < turn % 3; number++) {
                      queue.add(turn, new Numbered(turn, number));
                    }
                    queue.end(turn);
                  }
                },
                task -> new Thread(task).start()));
      }
      threads.forEach(CompletableFuture::join);
      queue.finish();
      assertEquals(0, lease.heldBytes());
    }
    List<Section> expected =
        LongStream.range(0, 500)
            .boxed()
            .flatMap(
                t -> LongStream.range(0, t % 3).mapToObj(n -> (Section) new Numbered(t, (int) n)))
            .toList();
    assertEquals(expected, file.sections);
  }

  @Test
  void whoWaitsIsWokenWhenTheQueryIsCancelled() throws InterruptedException {
    try (var lease = memory.lease("Write", false);
        SectionQueue queue = new SectionQueue(file, lease, query)) {
      CountDownLatch started = new CountDownLatch(1);
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(
              () -> {
                started.countDown();
                queue.add(1, () -> 1L << 40);
              },
              task -> new Thread(task).start());
      started.await();
      cancel.cancel(Failures.cancelled());
      CompletionException failure = assertThrows(CompletionException.class, waiting::join);
      assertEquals("CANCELLED", ((SheafException) failure.getCause()).code());
    }
  }
}
