package io.sheaf.plan;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Code as it travels. The arrays must not be changed; two of the same digest are equal.
 *
 * @param bytes the code, in a form that the engine's {@code usercode} package reads
 * @param slices for each partition what only that one reads; empty when there is nothing
 * @param ordered whether what it gives depends on the order of the rows that it reads
 * @param digest SHA-256 of all the others, in hexadecimal
 */
public record SerializedCode(byte[] bytes, List<byte[]> slices, boolean ordered, String digest) {
  public SerializedCode {
    slices = List.copyOf(slices);
  }

  /** Code whose digest is computed here. */
  public static SerializedCode of(byte[] bytes, List<byte[]> slices, boolean ordered) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) (ordered ? 1 : 0));
      update(digest, bytes);
      slices.forEach(slice -> update(digest, slice));
      return new SerializedCode(bytes, slices, ordered, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /** The length comes first, so that where a part ends makes a difference. */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SerializedCode code && code.digest.equals(digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return bytes.length + " bytes of code " + digest;
  }
}
