package io.sheaf.plan;

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
 * @param digest SHA-256 of the bytes and slices, in hexadecimal
 */
public record SerializedCode(byte[] bytes, List<byte[]> slices, boolean ordered, String digest) {
  public SerializedCode {
    slices = List.copyOf(slices);
  }

  /** Code whose digest is computed here. */
  public static SerializedCode of(byte[] bytes, List<byte[]> slices, boolean ordered) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      slices.forEach(digest::update);
      return new SerializedCode(bytes, slices, ordered, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
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
