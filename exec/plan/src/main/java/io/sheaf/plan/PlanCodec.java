package io.sheaf.plan;

import io.sheaf.columnar.SheafException;
import java.nio.ByteBuffer;

/**
 * Plans as bytes and back, see {@link RecordCodec}. Bytes of another version of the plan's records
 * are refused.
 *
 * <pre>
 *   header   "SHFP", fingerprint of the world (8 bytes)
 *   value    a {@link CodecTag}, then what the tag says
 * </pre>
 */
public final class PlanCodec {
  private static final int MAGIC = 0x53484650;
  private static final int HEADER_BYTES = 12;
  private static final RecordCodec<PhysicalPlan> PLANS =
      new RecordCodec<>(PhysicalPlan.class, CodecWorld.PLANS);

  private PlanCodec() {}

  /** Of the records that plans are made of; plans are understood where it is the same. */
  public static long fingerprint() {
    return PLANS.fingerprint();
  }

  public static byte[] encode(PhysicalPlan plan) {
    byte[] value = PLANS.encode(plan);
    return ByteBuffer.allocate(HEADER_BYTES + value.length)
        .putInt(MAGIC)
        .putLong(PLANS.fingerprint())
        .put(value)
        .array();
  }

  /**
   * @throws SheafException (EXTERNAL) when the bytes are damaged or of another version
   */
  public static PhysicalPlan decode(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || header.getInt() != MAGIC) {
      throw SheafException.external("PLAN_DAMAGED", "these bytes are not a plan", null);
    }
    if (header.getLong() != PLANS.fingerprint()) {
      throw SheafException.external(
          "PLAN_VERSION", "the plan was made by another version of Sheaf", null);
    }
    return PLANS.decode(bytes, HEADER_BYTES);
  }
}
