package io.sheaf.cluster.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.columnar.DataType.Simple;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.PhysicalPlan.UserCode;
import io.sheaf.plan.PlanCodec;
import io.sheaf.plan.SerializedCode;
import io.sheaf.plan.SerializedCode.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Parts of programs that a worker asks for. */
class DriverPartsTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", Simple.BIGINT, false));

  private static SentPlan sent(byte[] code, int number, int bytes) {
    SerializedCode hollow =
        SerializedCode.of(code, List.of(), List.of(new Value("shared", new byte[0])), false);
    UserCode plan = new UserCode("map", hollow, List.of(), 1, SCHEMA);
    return new SentPlan(PlanCodec.encode(plan), List.of(new Part("shared", number, bytes)));
  }

  @Test
  void aPartComesOnceForAllStages() {
    byte[] value = new byte[10 << 20];
    new Random(1).nextBytes(value);
    AtomicInteger asked = new AtomicInteger();
    DriverParts parts =
        new DriverParts(
            (block, offset, bytes) -> {
              asked.incrementAndGet();
              int from = (int) offset;
              return CompletableFuture.completedFuture(
                  Arrays.copyOfRange(value, from, from + bytes));
            });
    for (int stage = 0; stage < 3; stage++) {
      UserCode code = (UserCode) parts.whole(1, sent(new byte[] {(byte) stage}, 0, value.length));
      assertArrayEquals(value, code.code().values().getFirst().bytes());
    }
    assertEquals(3, asked.get(), "pieces of one value");
  }

  @Test
  void whatTheDriverRefusesIsAFailure() {
    DriverParts parts =
        new DriverParts(
            (block, offset, bytes) ->
                CompletableFuture.failedFuture(new IllegalStateException("the query is over")));
    SheafException e =
        assertThrows(SheafException.class, () -> parts.whole(1, sent(new byte[1], 0, 9)));
    assertEquals("NO_PART", e.code());
  }
}
