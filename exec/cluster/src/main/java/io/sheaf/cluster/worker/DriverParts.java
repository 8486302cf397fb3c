package io.sheaf.cluster.worker;

import io.sheaf.cluster.block.PartBlocks;
import io.sheaf.cluster.wire.Message.BlockId;
import io.sheaf.cluster.wire.Message.Part;
import io.sheaf.cluster.wire.Message.SentPlan;
import io.sheaf.columnar.SheafException;
import io.sheaf.plan.CodeParts;
import io.sheaf.plan.PhysicalPlan;
import io.sheaf.plan.PlanCodec;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Parts of code that are with the driver. They are asked for once and stay for the stages and
 * queries to come, as long as there is memory. Thread-safe.
 */
final class DriverParts {
  private static final int PIECE_BYTES = 4 << 20;
  private static final long PATIENCE_SECONDS = 60;

  private final Source driver;
  private final Map<String, SoftReference<byte[]>> known = new ConcurrentHashMap<>();

  /** Asks the driver. */
  interface Source {
    CompletableFuture<byte[]> read(BlockId block, long offset, int bytes);
  }

  DriverParts(Source driver) {
    this.driver = driver;
  }

  /**
   * The plan with all parts; waits for those that are not here. Not for the network's thread.
   *
   * @throws SheafException (EXTERNAL) when the driver does not give one
   */
  PhysicalPlan whole(long query, SentPlan sent) {
    PhysicalPlan plan = PlanCodec.decode(sent.bytes());
    Map<String, Part> parts = new HashMap<>();
    sent.parts().forEach(part -> parts.put(part.name(), part));
    return parts.isEmpty()
        ? plan
        : CodeParts.map(
            plan, (name, bytes) -> parts.containsKey(name) ? find(query, parts.get(name)) : bytes);
  }

  private byte[] find(long query, Part part) {
    known.values().removeIf(reference -> reference.get() == null);
    byte[][] found = new byte[1][];
    known.compute(
        part.name(),
        (name, before) -> {
          found[0] = before == null ? null : before.get();
          if (found[0] != null) {
            return before;
          }
          found[0] = fetch(PartBlocks.of(query, part.number()), part.bytes());
          return new SoftReference<>(found[0]);
        });
    return found[0];
  }

  private byte[] fetch(BlockId block, int length) {
    byte[] all = new byte[length];
    try {
      for (int at = 0; at < length; at += PIECE_BYTES) {
        int bytes = Math.min(PIECE_BYTES, length - at);
        byte[] piece = driver.read(block, at, bytes).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        System.arraycopy(piece, 0, all, at, bytes);
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (TimeoutException | IndexOutOfBoundsException e) {
      throw failed(e);
    }
  }

  private static SheafException failed(Throwable why) {
    return SheafException.external(
        "NO_PART", "the driver does not give what the program has sent: " + why.getMessage(), why);
  }
}
