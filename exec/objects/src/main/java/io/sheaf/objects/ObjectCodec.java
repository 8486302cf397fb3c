package io.sheaf.objects;

import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.sheaf.columnar.SheafException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects as bytes and back, each by itself. What is read equals what was written; lists, sets and
 * maps of classes that are private to the JDK come back as ones that can be changed. A null is an
 * object like any other. For one thread.
 */
public final class ObjectCodec {
  private static final int FIRST_BYTES = 256;
  private static final byte NULL = 0;
  private static final byte FALSE = 1;
  private static final byte TRUE = 2;
  private static final byte INT = 3;
  private static final byte LONG = 4;
  private static final byte DOUBLE = 5;
  private static final byte STRING = 6;
  private static final byte RECORD = 7;
  private static final byte LIST = 8;
  private static final byte OTHER = 9;

  private final Output out = new Output(FIRST_BYTES, -1);
  private final BoundedInput in = new BoundedInput();
  private final Kryo kryo;
  private final ClassLoader loader;
  private final AllowedClasses allowed;
  private final Class<?>[] known;
  private final RecordShape[] knownShapes;
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();
  private final Map<String, RecordShape> shapesByName = new HashMap<>();

  /**
   * @param loader finds the classes of what is read
   * @param allowed of which classes objects may be made
   * @param known records that are written by number and not by name, in this order on both sides
   */
  public ObjectCodec(ClassLoader loader, AllowedClasses allowed, List<Class<?>> known) {
    this.loader = loader;
    this.allowed = allowed;
    this.known = known.toArray(Class<?>[]::new);
    this.knownShapes = known.stream().map(RecordShape::of).toArray(RecordShape[]::new);
    this.kryo = new ObjectKryo(loader, allowed);
  }

  /**
   * Writes an object into {@link #buffer()}, from the start.
   *
   * @return how many bytes it takes
   * @throws SheafException (USER) when an object of its class cannot be written
   */
  public int write(Object value) {
    out.reset();
    try {
      put(value);
    } catch (RuntimeException | StackOverflowError e) {
      throw cannot("written", value.getClass().getName(), e);
    }
    return out.position();
  }

  /** What was written last; overwritten by the next object. */
  public byte[] buffer() {
    return out.getBuffer();
  }

  /** Writes an object into an array of its own. */
  public byte[] toBytes(Object value) {
    write(value);
    return out.toBytes();
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws SheafException (USER) when its class is not there, or refused
   */
  public Object read(byte[] bytes, int offset, int length) {
    in.setBuffer(bytes, offset, length);
    try {
      return get();
    } catch (SheafException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw cannot("read", "what was sent", e); // damaged bytes bring about anything
    }
  }

  /** Whether bytes that were written are one of the known records, by its number. */
  public static boolean isKnown(byte[] bytes, int offset, int number) {
    return bytes[offset] == RECORD && bytes[offset + 1] == number + 1;
  }

  private static SheafException cannot(String verb, String what, Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return new SheafException(
        SheafException.Blame.USER,
        "NOT_SERIALIZABLE",
        what + " cannot be " + verb + ": " + deepest,
        cause);
  }

  private void put(Object value) {
    switch (value) {
      case null -> out.writeByte(NULL);
      case Boolean v -> out.writeByte(v ? TRUE : FALSE);
      case Integer v -> {
        out.writeByte(INT);
        out.writeVarInt(v, false);
      }
      case Long v -> {
        out.writeByte(LONG);
        out.writeVarLong(v, false);
      }
      case Double v -> {
        out.writeByte(DOUBLE);
        out.writeDouble(v);
      }
      case String v -> {
        out.writeByte(STRING);
        out.writeString(v);
      }
      case Record v -> record(v);
      case ArrayList<?> v when v.getClass() == ArrayList.class -> {
        out.writeByte(LIST);
        out.writeVarInt(v.size(), true);
        v.forEach(this::put);
      }
      default -> {
        out.writeByte(OTHER);
        kryo.writeClassAndObject(out, value);
      }
    }
  }

  private void record(Record value) {
    out.writeByte(RECORD);
    Class<?> type = value.getClass();
    int number = number(type);
    out.writeByte(number + 1);
    if (number < 0) {
      out.writeString(type.getName());
    }
    RecordShape shape =
        number < 0 ? shapes.computeIfAbsent(type, this::written) : knownShapes[number];
    for (int i = 0; i < shape.size(); i++) {
      put(shape.component(value, i));
    }
  }

  private int number(Class<?> type) {
    for (int i = 0; i < known.length; i++) {
      if (known[i] == type) {
        return i;
      }
    }
    return -1;
  }

  private Object get() {
    byte tag = in.readByte();
    return switch (tag) {
      case NULL -> null;
      case FALSE -> false;
      case TRUE -> true;
      case INT -> in.readVarInt(false);
      case LONG -> in.readVarLong(false);
      case DOUBLE -> in.readDouble();
      case STRING -> in.readString();
      case RECORD -> readRecord();
      case LIST -> {
        int size = in.readVarInt(true);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(get());
        }
        yield list;
      }
      case OTHER -> kryo.readClassAndObject(in);
      default -> throw new KryoException("unknown tag " + tag);
    };
  }

  private Object readRecord() {
    int number = in.readByte() - 1;
    RecordShape shape =
        number >= 0
            ? knownShapes[number]
            : shapesByName.computeIfAbsent(in.readString(), this::find);
    if (shape.isPair()) {
      Object first = get();
      return shape.create(first, get());
    }
    Object[] values = new Object[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = get();
    }
    return shape.create(values);
  }

  private RecordShape written(Class<?> type) {
    if (!allowed.mayWrite(type)) {
      throw new KryoException("class " + type.getName() + " is refused");
    }
    return RecordShape.of(type);
  }

  private RecordShape find(String name) {
    if (!allowed.mayRead(name)) {
      throw new KryoException("class " + name + " is refused");
    }
    try {
      Class<?> type = Class.forName(name, false, loader);
      if (!type.isRecord()) {
        throw new KryoException("class " + name + " is no record");
      }
      return RecordShape.of(type);
    } catch (ClassNotFoundException e) {
      throw new KryoException("class " + name + " is not there", e);
    }
  }
}
