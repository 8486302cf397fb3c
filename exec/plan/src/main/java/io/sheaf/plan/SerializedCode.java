package io.sheaf.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Code as it travels. The arrays must not be changed; two of the same digest are equal.
 *
 * @param bytes the code, in a form that the engine's {@code usercode} package reads
 * @param slices for each partition what only that one reads; empty when there is nothing
 * @param values what the code shares with other code
 * @param ordered whether what it gives depends on the order of the rows that it reads
 * @param loose whether the order of what it gives may change with the memory that it gets
 * @param digest SHA-256 of all the others, in hexadecimal
 */
public record SerializedCode(
    byte[] bytes,
    List<byte[]> slices,
    List<Value> values,
    boolean ordered,
    boolean loose,
    String digest) {
  public SerializedCode {
    slices = List.copyOf(slices);
    values = List.copyOf(values);
  }

  /**
   * A value that all partitions read.
   *
   * @param id no other value has it
   */
  public record Value(String id, byte[] bytes) {}

  /** Code whose digest is computed here. */
  public static SerializedCode of(byte[] bytes, List<byte[]> slices, boolean ordered) {
    return of(bytes, slices, List.of(), ordered);
  }

  /** Code that shares values, whose digest is computed here. */
  public static SerializedCode of(
      byte[] bytes, List<byte[]> slices, List<Value> values, boolean ordered) {
    return of(bytes, slices, values, ordered, false);
  }

  /** Code that shares values and may be loose, whose digest is computed here. */
  public static SerializedCode of(
      byte[] bytes, List<byte[]> slices, List<Value> values, boolean ordered, boolean loose) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) ((ordered ? 1 : 0) + (loose ? 2 : 0)));
      update(digest, bytes);
      slices.forEach(slice -> update(digest, slice));
      values.forEach(value -> update(digest, value.id().getBytes(StandardCharsets.UTF_8)));
      String name = HexFormat.of().formatHex(digest.digest());
      return new SerializedCode(bytes, slices, values, ordered, loose, name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /** The length comes first, so that where a part ends makes a difference. */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    digest.update(part);
  }

  /**
   * The same code with something else in the place of its slices and values, or with these again.
   *
   * @param change what stands for a part, by a name that no other part has
   */
  public SerializedCode mapParts(BiFunction<String, byte[], byte[]> change) {
    List<byte[]> mapped = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      mapped.add(change.apply(sliceName(i), slices.get(i)));
    }
    List<Value> others =
        values.stream().map(v -> new Value(v.id(), change.apply(v.id(), v.bytes()))).toList();
    return new SerializedCode(bytes, mapped, others, ordered, loose, digest);
  }

  /** By which {@link #mapParts} names what only this partition reads. */
  String sliceName(int partition) {
    return digest + "/" + partition;
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
