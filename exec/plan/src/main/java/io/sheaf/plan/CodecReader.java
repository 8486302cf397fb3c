package io.sheaf.plan;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one plan; for one use. */
final class CodecReader {
  private final CodecWorld world;
  private final DataInputStream in;
  private final List<Object> seen = new ArrayList<>();

  CodecReader(CodecWorld world, DataInputStream in) {
    this.world = world;
    this.in = in;
  }

  Object value() throws IOException {
    return switch (CodecTag.of(in.readUnsignedByte())) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.readFloat();
      case DOUBLE -> in.readDouble();
      case BIG_INTEGER -> new BigInteger(bytes());
      case STRING -> new String(bytes(), StandardCharsets.UTF_8);
      case BYTES -> bytes();
      case LIST -> list();
      case MAP -> map();
      case ENUM -> world.type(in.readUnsignedShort()).getEnumConstants()[in.readUnsignedShort()];
      case RECORD -> record(world.type(in.readUnsignedShort()));
      case SEEN -> seen.get(in.readInt());
    };
  }

  /** A size that the rest of the bytes can hold, as every element takes at least one. */
  private int size() throws IOException {
    int size = in.readInt();
    if (size < 0 || size > in.available()) {
      throw new IOException("size " + size);
    }
    return size;
  }

  private byte[] bytes() throws IOException {
    byte[] bytes = new byte[size()];
    in.readFully(bytes);
    return bytes;
  }

  private List<Object> list() throws IOException {
    int size = size();
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(value());
    }
    return Collections.unmodifiableList(values);
  }

  private Map<Object, Object> map() throws IOException {
    int size = size();
    Map<Object, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = value();
      values.put(key, value());
    }
    return values;
  }

  private Object record(Class<?> type) throws IOException {
    RecordShape shape = world.shape(type);
    if (shape == null) {
      throw new IOException(type + " is not a record");
    }
    Object[] values = new Object[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value();
    }
    Object record = shape.make(values);
    if (CodecWriter.isRemembered(record)) {
      seen.add(record);
    }
    return record;
  }
}
