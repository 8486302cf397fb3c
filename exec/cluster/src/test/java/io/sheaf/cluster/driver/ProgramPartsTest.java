package io.sheaf.cluster.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sheaf.cluster.block.PartBlocks;
import io.sheaf.cluster.wire.Message;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.plan.PhysicalPlan.UserCode;
import io.sheaf.plan.SerializedCode;
import io.sheaf.plan.SerializedCode.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of programs travels apart from plans. */
class ProgramPartsTest {
  private static final byte[] LARGE = new byte[10_000];

  private final ProgramParts parts = new ProgramParts();

  private static UserCode code(byte[] bytes) {
    SerializedCode code =
        SerializedCode.of(
            bytes, List.of(LARGE, new byte[7]), List.of(new Value("shared", LARGE)), false);
    return new UserCode("map", code, List.of(), 2, Executions.SCHEMA);
  }

  private Message fetch(int number, int offset, int bytes) {
    return parts.answer(new Message.Fetch(5, 0, PartBlocks.of(1, number), offset, bytes));
  }

  @Test
  void largePartsStayUntilTheyAreAskedFor() {
    SentPlan first = parts.sent(1, code(new byte[] {1}));
    SentPlan second = parts.sent(1, code(new byte[] {2}));
    assertTrue(first.bytes().length < 2000);
    assertEquals(2, first.parts().size());
    Part shared = first.parts().getLast();
    assertEquals("shared", shared.name());
    assertEquals(shared, second.parts().getLast(), "it is the same in both");
    Message.Block block =
        assertInstanceOf(Message.Block.class, fetch(shared.number(), 9_000, 1_000));
    assertEquals(1_000, block.bytes().length);
    assertInstanceOf(Message.Refused.class, fetch(shared.number(), 9_000, 1_001));
    assertInstanceOf(Message.Refused.class, fetch(77, 0, 1));
    parts.drop(1);
    assertInstanceOf(Message.Refused.class, fetch(shared.number(), 0, 1));
  }
}
