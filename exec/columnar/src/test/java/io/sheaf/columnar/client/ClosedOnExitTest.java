package io.sheaf.columnar.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedOnExitTest {
  private final AtomicInteger closed = new AtomicInteger();

  @Test
  void theExitClosesOnceAndHidesFailures() {
    ClosedOnExit watch =
        ClosedOnExit.of(
            () -> {
              closed.incrementAndGet();
              throw new IllegalStateException("on the way out");
            });
    watch.exit();
    watch.exit();
    watch.close();
    assertEquals(1, closed.get());
  }

  @Test
  void nothingHappensWhenTheWatchEndedBefore() {
    ClosedOnExit watch = ClosedOnExit.of(closed::incrementAndGet);
    watch.close();
    watch.exit();
    assertEquals(0, closed.get());
  }
}
