package io.sheaf.cluster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sheaf.cluster.wire.Message.Address;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Failure;
import io.sheaf.cluster.wire.Message.Input;
import io.sheaf.cluster.wire.Message.Source;
import io.sheaf.cluster.wire.Message.StageId;
import io.sheaf.cluster.wire.Message.StageKeys;
import io.sheaf.cluster.wire.Message.TaskId;
import io.sheaf.cluster.wire.Message.TaskSettings;
import io.sheaf.columnar.DataType;
import io.sheaf.columnar.Field;
import io.sheaf.columnar.Schema;
import io.sheaf.columnar.SheafException;
import io.sheaf.columnar.SheafException.Blame;
import io.sheaf.connector.TableRef;
import io.sheaf.engine.EngineSettings.Codegen;
import io.sheaf.engine.cache.StorageLevel;
import io.sheaf.engine.join.KeySet;
import io.sheaf.engine.pipeline.OperatorCounter.Totals;
import io.sheaf.engine.stage.ScanKeys;
import io.sheaf.plan.Partitioning;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages go to frames and back; anything else is refused. */
class MessageCodecTest {
  private static final StageId STAGE = new StageId(5, 2);
  private static final TaskId TASK = new TaskId(STAGE, 1, 9);
  private static final BlockId BLOCK = new BlockId(TASK, 3);
  private static final Address ADDRESS = new Address(4, "host", 4711, "/tmp/folder");

  private static final List<Message> ALL =
      List.of(
          new Message.Register("127.0.0.1", 80, "/tmp/folder", 2, 1234),
          new Message.Registered(1),
          new Message.Heartbeat(2),
          new Message.DefineStage(
              STAGE,
              new Message.SentPlan(new byte[] {1, 2}, List.of(new Message.Part("p", 0, 9))),
              3,
              new Partitioning.Hash(List.of(0, 2), 7),
              new TaskSettings(64, 0, Codegen.FORCE, true, Map.of("s3.region", "eu-west-1")),
              Map.of(new TableRef("parquet", "/t"), "v1"),
              new StageKeys(List.of(new ScanKeys(1, 2, KeySet.NONE)), List.of(0))),
          new Message.RunTask(
              TASK, List.of(new Input(1, List.of(new Source(BLOCK, ADDRESS, 1L << 40))))),
          new Message.CancelTask(TASK),
          new Message.TaskDone(
              4,
              TASK,
              List.of(0L, 17L),
              List.of(new Totals(1, 2, 3, 4, 5, 6, 7)),
              8,
              List.of(KeySet.ANY)),
          new Message.TaskFailed(4, TASK, new Failure.Failed(Blame.USER, "CODE", "why")),
          new Message.TaskFailed(4, TASK, new Failure.FetchFailed(BLOCK, 3, "gone")),
          new Message.DropQuery(5),
          new Message.PeerLost(3),
          new Message.Drain(),
          new Message.TakeOver(TASK, ADDRESS, List.of(1L, 0L)),
          new Message.TookOver(4, TASK, true),
          new Message.Forget(List.of(TASK)),
          new Message.Dropped(4, TASK),
          new Message.Copy(
              new Source(BLOCK, ADDRESS, 7, true),
              "t",
              Schema.of(new Field("n", DataType.Simple.BIGINT, false)),
              StorageLevel.MEMORY_AND_DISK),
          new Message.Fetch(1, 4, BLOCK, 512, 1024),
          new Message.Block(1, new byte[] {5, 6, 7}),
          new Message.Refused(1, "no"),
          new Message.ClassWanted("a.B"),
          new Message.ClassGiven("a.B", new byte[] {1}, true, ""));

  private static byte[] frame(Message message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : MessageCodec.encode(message)) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  @Test
  void everyMessageRoundTrips() {
    Set<Class<?>> seen = new HashSet<>();
    for (Message message : ALL) {
      byte[] frame = frame(message);
      Message back = MessageCodec.decode(frame);
      assertEquals(message.getClass(), back.getClass());
      assertArrayEquals(frame, frame(back));
      seen.add(message.getClass());
    }
    assertEquals(Set.of(Message.class.getPermittedSubclasses()), seen);
  }

  @Test
  void randomAndDamagedFramesAreRefusedOrAreMessages() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("MessageCodecTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      byte[] frame;
      if (random.nextBoolean()) {
        frame = new byte[random.nextInt(300)];
        random.nextBytes(frame);
        if (frame.length > 0) {
          frame[0] = 0;
        }
      } else {
        frame = frame(ALL.get(random.nextInt(ALL.size())));
        frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        MessageCodec.decode(frame);
      } catch (SheafException e) {
        assertEquals(Blame.EXTERNAL, e.blame(), "seed " + seed);
      }
    }
  }

  @Test
  void endlessNestingIsRefused() {
    byte[] frame = new byte[1 << 20];
    for (int i = 1; i + 5 < frame.length; i += 5) {
      frame[i] = 10; // a list of one value
      frame[i + 4] = 1;
    }
    assertThrows(SheafException.class, () -> MessageCodec.decode(frame));
    assertThrows(SheafException.class, () -> MessageCodec.decode(new byte[0]));
  }
}
