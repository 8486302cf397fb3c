package io.sheaf.plan;

import io.sheaf.columnar.SheafException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Plans as bytes and back. A closed world: only the records, enums and values that {@link
 * CodecWorld} finds from {@link PhysicalPlan} by its {@code permits} clauses and record components
 * are written or made, each through its constructor, so that what was decoded is valid. Bytes of
 * another version of the world are refused.
 *
 * <pre>
 *   header   "SHFP", fingerprint of the world (8 bytes)
 *   value    a {@link CodecTag}, then what the tag says
 * </pre>
 */
public final class PlanCodec {
  private static final int MAGIC = 0x53484650;

  private PlanCodec() {}

  public static byte[] encode(PhysicalPlan plan) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeLong(CodecWorld.PLANS.fingerprint());
      new CodecWriter(CodecWorld.PLANS, out).value(plan);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws SheafException (EXTERNAL) when the bytes are damaged or of another version
   */
  public static PhysicalPlan decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw damaged("these bytes are not a plan", null);
      }
      if (in.readLong() != CodecWorld.PLANS.fingerprint()) {
        throw SheafException.external(
            "PLAN_VERSION", "the plan was made by another version of Sheaf", null);
      }
      Object value = new CodecReader(CodecWorld.PLANS, in).value();
      if (!(value instanceof PhysicalPlan plan) || in.read() >= 0) {
        throw damaged("the bytes are not one plan", null);
      }
      return plan;
    } catch (IOException | RuntimeException e) {
      if (e instanceof SheafException typed) {
        throw typed;
      }
      throw damaged("the plan's bytes are damaged: " + e.getMessage(), e);
    }
  }

  private static SheafException damaged(String message, Exception cause) {
    return SheafException.external("PLAN_DAMAGED", message, cause);
  }
}
