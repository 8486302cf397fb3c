package io.sheaf.connector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text or binary as a value: compared byte by byte, unsigned, which for UTF-8 is by code point. */
public record Bytes(byte[] value) implements Comparable<Bytes> {
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return new String(value, StandardCharsets.UTF_8);
  }
}
