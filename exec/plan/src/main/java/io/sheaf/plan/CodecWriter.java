package io.sheaf.plan;

import io.sheaf.columnar.Schema;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes one plan; for one use. */
final class CodecWriter {
  private final CodecWorld world;
  private final DataOutputStream out;
  private final Map<Object, Integer> seen = new IdentityHashMap<>();

  CodecWriter(CodecWorld world, DataOutputStream out) {
    this.world = world;
    this.out = out;
  }

  void value(Object value) throws IOException {
    switch (value) {
      case null -> tag(CodecTag.NULL);
      case Boolean v -> tag(v ? CodecTag.TRUE : CodecTag.FALSE);
      case Integer v -> {
        tag(CodecTag.INT);
        out.writeInt(v);
      }
      case Long v -> {
        tag(CodecTag.LONG);
        out.writeLong(v);
      }
      case Float v -> {
        tag(CodecTag.FLOAT);
        out.writeFloat(v);
      }
      case Double v -> {
        tag(CodecTag.DOUBLE);
        out.writeDouble(v);
      }
      case BigInteger v -> bytes(CodecTag.BIG_INTEGER, v.toByteArray());
      case String v -> bytes(CodecTag.STRING, v.getBytes(StandardCharsets.UTF_8));
      case byte[] v -> bytes(CodecTag.BYTES, v);
      case List<?> v -> list(v);
      case Map<?, ?> v -> map(v);
      case Enum<?> v -> {
        tag(CodecTag.ENUM);
        out.writeShort(world.number(v.getDeclaringClass()));
        out.writeShort(v.ordinal());
      }
      case Record v -> record(v);
      default -> throw new IllegalArgumentException(value.getClass() + " cannot be sent");
    }
  }

  private void tag(CodecTag tag) throws IOException {
    out.writeByte(tag.ordinal());
  }

  private void bytes(CodecTag tag, byte[] bytes) throws IOException {
    tag(tag);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private void list(List<?> values) throws IOException {
    tag(CodecTag.LIST);
    out.writeInt(values.size());
    for (Object value : values) {
      value(value);
    }
  }

  private void map(Map<?, ?> values) throws IOException {
    tag(CodecTag.MAP);
    out.writeInt(values.size());
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      value(entry.getKey());
      value(entry.getValue());
    }
  }

  private void record(Record record) throws IOException {
    Integer known = seen.get(record);
    if (known != null) {
      tag(CodecTag.SEEN);
      out.writeInt(known);
      return;
    }
    tag(CodecTag.RECORD);
    out.writeShort(world.number(record.getClass()));
    RecordShape shape = world.shape(record.getClass());
    for (int i = 0; i < shape.size(); i++) {
      value(shape.component(record, i));
    }
    if (isRemembered(record)) {
      seen.put(record, seen.size());
    }
  }

  /** What may be large and occur several times. */
  static boolean isRemembered(Object record) {
    return record instanceof PhysicalPlan || record instanceof Schema;
  }
}
