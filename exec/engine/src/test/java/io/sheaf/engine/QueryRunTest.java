package io.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryRunTest {
  @Test
  void aTimeLimitOfCenturiesIsNone() {
    assertEquals(1_500L, QueryRun.deadline(500, Duration.ofNanos(1000)));
    assertEquals(500, QueryRun.deadline(500, Duration.ofDays(-1)));
    assertEquals(Long.MAX_VALUE, QueryRun.deadline(500, Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(Long.MAX_VALUE, QueryRun.deadline(-500, Duration.ofDays(100_000)));
    assertEquals(500, QueryRun.deadline(500, Duration.ofSeconds(Long.MIN_VALUE)));
  }
}
